// The year 2026 of xã Vĩnh Thủy, month by month: what people do, and what they are refused. Who ends how is fixed here and
// checked at the end (checks.ts).
import type { Cast, Unit } from './cast.ts'
import { PROVINCE } from './cast.ts'
import { RehearsalError } from './client.ts'
import {
  appraise,
  approveWith,
  assess,
  expectStep,
  inspect,
  issue,
  meet,
  opinions,
  plan,
  prepare,
  register,
  registerRefused,
  submitToProvince,
  submitWith,
} from './steps.ts'
import type { Stage } from './steps.ts'

export type Say = (line: string) => void

/** Units with a fate of their own, by their place in the cast; all others are simply recognised. */
const FATES = {
  late: 1,
  lateSubmission: 2,
  delegated: 3,
  deputy: 4,
  withdrawn: 12,
  declined: 13,
  refused: 14,
  revoked: 15,
  failed: 24,
  returnedByField: 25,
  sentBack: 26,
  maintained: 27,
} as const
export type Fate = keyof typeof FATES

export interface Lived {
  readonly stage: Stage
  /** Dossier of each unit, by office id. */
  readonly dossiers: ReadonlyMap<string, string>
  readonly fates: Readonly<Record<Fate, string>>
  readonly batchId: string
}

export interface Backstory {
  readonly stage: Stage
  readonly dossier: string
}

export class Year {
  readonly #cast: Cast
  readonly #say: Say
  readonly #dossiers = new Map<string, string>()

  constructor(cast: Cast, say: Say) {
    this.#cast = cast
    this.#say = say
  }

  /** Moves the clock to a day at nine in the morning, Vietnamese time. */
  async to(day: string): Promise<void> {
    const moved = await this.#cast.admin.must('POST', '/clock/advance', { to: `${day}T02:00:00.000Z` })
    const stops = (moved['stops'] as readonly string[]).length
    this.#say(
      `${day.split('-').reverse().join('/')}${stops === 0 ? '' : `  (${stops} mornings with something due)`}`,
    )
  }

  unit(fate: Fate): Unit {
    const unit = this.#cast.units[FATES[fate]]
    if (unit === undefined) throw new RehearsalError(`no unit for ${fate}`)
    return unit
  }

  dossier(fate: Fate): string {
    return this.#of(this.unit(fate))
  }

  #of(unit: Unit): string {
    const dossier = this.#dossiers.get(unit.officeId)
    if (dossier === undefined) throw new RehearsalError(`${unit.name} has no dossier`)
    return dossier
  }

  #is(unit: Unit, ...fates: Fate[]): boolean {
    return fates.some((fate) => this.unit(fate) === unit)
  }

  /** Units still under way, less those that a fate has taken out. */
  #still(...gone: Fate[]): Unit[] {
    return this.#cast.units.filter((unit) => !this.#is(unit, ...gone))
  }

  /** Results that the rules ask for: of the year before, or of the year itself. */
  async results(year: number, units: readonly Unit[], movementOf: (unit: Unit) => string): Promise<void> {
    for (const unit of units) {
      for (const [kind, value] of [
        ['safety', 'achieved'],
        ['movement', movementOf(unit)],
      ] as const) {
        await this.#cast.guide.must('PUT', `/results/${unit.officeId}/${year}/${kind}`, {
          value,
          source: `Quyết định năm ${year}`,
        })
      }
    }
  }

  async winter(stage: Stage): Promise<void> {
    const { cast } = stage
    await this.to('2026-01-05')
    for (const unit of this.#still('late', 'maintained'))
      this.#dossiers.set(unit.officeId, await register(stage, unit))
    this.#dossiers.set(cast.commune.officeId, await register(stage, cast.commune))
    this.#say(`  ${this.#dossiers.size} register before 20/01`)
    await this.to('2026-01-14')
    for (const unit of this.#still('late', 'maintained', 'declined'))
      await approveWith(cast.police, this.#of(unit))
    await approveWith(cast.guide, this.#of(cast.commune))
    await cast.police.refused(this.dossier('declined'), 'approve', 'needsUnmet')
    await cast.police.act(this.dossier('declined'), 'reject', {
      body: { reason: 'Phân loại phong trào năm trước chưa đạt loại khá' },
    })
    this.#say('  screened; one declined: last year’s classification is too low')
    await this.to('2026-01-22')
    await this.#registerLate(stage)
  }

  async #registerLate(stage: Stage): Promise<void> {
    const unit = this.unit('late')
    const dossier = await registerRefused(stage, unit, 'late')
    await this.#cast.police.must('POST', `/dossiers/${dossier}/actions/acceptLate`, {
      basis: null,
      args: { until: '2026-01-25' },
      body: { reason: 'Đơn vị mới thành lập, có báo cáo trước' },
    })
    await submitWith(unit.head, dossier, ['registration'], {
      grounds: 'Đăng ký muộn, được Công an xã chấp nhận',
    })
    await approveWith(this.#cast.police, dossier)
    this.#dossiers.set(unit.officeId, dossier)
    this.#say('  one comes after the deadline: refused, then let in by the police with a reason')
  }

  async spring({ cast }: Stage): Promise<void> {
    await this.to('2026-02-25')
    const building = [...this.#still('maintained', 'declined'), cast.commune]
    for (const unit of building) await plan(unit, this.#of(unit))
    this.#say(`  ${building.length} plans handed in`)
    await this.to('2026-05-12')
    await this.unit('withdrawn').head.act(this.dossier('withdrawn'), 'withdraw', {
      body: { reason: 'Doanh nghiệp chuyển trụ sở' },
    })
    for (const unit of this.#still('maintained', 'declined', 'withdrawn')) {
      await inspect(
        cast.inspector,
        this.#of(unit),
        this.#is(unit, 'failed', 'returnedByField') ? 'notMet' : 'met',
      )
    }
    await inspect(cast.provinceInspector, this.#of(cast.commune), 'met')
    this.#say('  one withdraws; the others are inspected, two with a criterion unmet')
    await this.to('2026-06-26')
    for (const unit of [...this.#still('maintained', 'declined', 'withdrawn'), cast.commune])
      await assess(unit, this.#of(unit))
    this.#say('  self-assessments at mid-year')
  }

  async autumn(stage: Stage): Promise<void> {
    const { cast } = stage
    await this.to('2026-09-07')
    await this.#inspectAgain()
    for (const unit of this.#still('maintained', 'declined', 'withdrawn', 'failed'))
      expectStep(await approveWith(cast.police, this.#of(unit)), 'prepare')
    await approveWith(cast.provinceInspector, this.#of(cast.commune))
    const preparing = [...this.#still('maintained', 'declined', 'withdrawn', 'failed'), cast.commune]
    await this.to('2026-09-21')
    for (const unit of preparing) await prepare(unit, this.#of(unit))
    this.#say(`  ${preparing.length} dossiers handed in`)
    await this.to('2026-10-05')
    const reviewed = this.#still('maintained', 'declined', 'withdrawn', 'failed')
    for (const [index, unit] of reviewed.entries()) {
      expectStep(
        await (index % 6 === 0 ? opinions(stage, this.#of(unit)) : meet(stage, this.#of(unit))),
        'submission',
      )
    }
    this.#say('  the committee has reviewed them, by meetings and by written opinions')
    await this.#submitAll(stage, reviewed)
  }

  async #inspectAgain(): Promise<void> {
    const { inspector, police } = this.#cast
    await inspect(inspector, this.dossier('returnedByField'), 'met')
    await inspect(inspector, this.dossier('failed'), 'notMet')
    await police.refused(this.dossier('failed'), 'approve', 'needsUnmet')
    await police.act(this.dossier('failed'), 'reject', {
      body: { reason: 'Kiểm tra lại vẫn còn tiêu chí chưa đạt' },
    })
    this.#say('  one fails its second inspection')
  }

  async #submitAll({ cast }: Stage, reviewed: readonly Unit[]): Promise<void> {
    await this.to('2026-10-19')
    await cast.chair.must('POST', '/delegations', {
      toPersonId: cast.office.personId,
      officeId: cast.commune.officeId,
      role: 'communeChair',
      from: '2026-10-19',
      to: '2026-10-23',
      reason: 'Chủ tịch đi công tác',
    })
    const delegated = await submitToProvince(cast.office, this.dossier('delegated'))
    if (delegated.signatures.at(-1)?.form !== 'TUQ') throw new RehearsalError('a delegate should sign TUQ.')
    const deputy = await submitToProvince(cast.viceChair, this.dossier('deputy'))
    if (deputy.signatures.at(-1)?.form !== 'KT') throw new RehearsalError('a deputy should sign KT.')
    await this.to('2026-10-26')
    await cast.office.refused(this.dossier('sentBack'), 'approve', 'notYourTask')
    for (const unit of reviewed.filter((one) => !this.#is(one, 'delegated', 'deputy', 'lateSubmission'))) {
      expectStep(await submitToProvince(cast.chair, this.#of(unit)), 'intake')
    }
    await submitToProvince(cast.chair, this.#of(cast.commune))
    this.#say('  submitted to the province: one under a delegation (TUQ.), one by the deputy (KT.)')
    await this.to('2026-11-02')
    await this.#submitLate()
  }

  async #submitLate(): Promise<void> {
    const { chair, staff } = this.#cast
    const dossier = this.dossier('lateSubmission')
    const documents = [
      await chair.upload(dossier, 'communeReport', 'muộn'),
      await chair.upload(dossier, 'communeProposal', 'muộn'),
    ]
    await chair.refused(dossier, 'approve', 'late', { body: { documents } })
    await staff.act(dossier, 'acceptLate', {
      args: { until: '2026-11-04' },
      body: { reason: 'Mạng xã bị sự cố ngày 31/10' },
    })
    await chair.act(dossier, 'approve', { body: { documents } })
    this.#say('  one comes after 31/10: refused, then let in by the province')
  }

  async province(stage: Stage): Promise<string> {
    const { cast } = stage
    const judged = [...this.#still('maintained', 'declined', 'withdrawn', 'failed'), cast.commune]
    await this.to('2026-11-05')
    await this.#returnByField()
    for (const unit of judged) await approveWith(cast.staff, this.#of(unit))
    await this.to('2026-11-26')
    await this.results(2026, judged, () => 'good')
    await this.#sendBack()
    for (const unit of judged) expectStep(await appraise(stage, this.#of(unit)), 'proposal')
    await this.to('2026-12-02')
    for (const unit of judged) expectStep(await approveWith(cast.director, this.#of(unit)), 'decision')
    this.#say(`  ${judged.length} appraised with the year’s own results, and proposed`)
    await this.to('2026-12-07')
    return this.#decide(stage, judged)
  }

  async #returnByField(): Promise<void> {
    const { staff } = this.#cast
    const unit = this.unit('returnedByField')
    const dossier = this.#of(unit)
    await staff.act(dossier, 'return', {
      args: { toStep: 'prepare' },
      body: { reason: 'Báo cáo thiếu số liệu', mendFields: ['report'] },
    })
    const { contentHash } = await unit.head.look(dossier)
    const before = await unit.head.must(
      'GET',
      `/dossiers/${dossier}/contents/${await this.#preparedBy(unit, dossier, contentHash)}`,
    )
    const kept = (before['documents'] as readonly { kind: string }[]).filter(({ kind }) => kind !== 'report')
    const report = await unit.head.upload(dossier, 'report', 'bổ sung số liệu')
    const minutes = await unit.head.upload(dossier, 'minutes', 'không được sửa')
    const changed = [...kept.filter(({ kind }) => kind !== 'minutes'), minutes, report]
    await unit.head.refused(dossier, 'submit', 'fieldLocked', { body: { documents: changed } })
    expectStep(await unit.head.act(dossier, 'submit', { body: { documents: [...kept, report] } }), 'intake')
    this.#say('  one is returned for its report alone: another document is locked, the report is mended')
  }

  async #preparedBy(unit: Unit, dossier: string, fallback: string | null): Promise<string> {
    const detail = await unit.head.must('GET', `/dossiers/${dossier}`)
    const { contents } = detail['state'] as { contents: Record<string, string> }
    return contents['prepare'] ?? fallback ?? ''
  }

  async #sendBack(): Promise<void> {
    const { staff, chair } = this.#cast
    const dossier = this.dossier('sentBack')
    await staff.act(dossier, 'return', {
      args: { toStep: 'submission' },
      body: { reason: 'Tờ trình chưa đúng thể thức' },
    })
    expectStep(await submitToProvince(chair, dossier), 'appraisal')
    this.#say('  one is sent back to the commune’s chair and comes again')
  }

  /** One by one for the first two and the refusal; one decision for all the others. */
  async #decide(stage: Stage, judged: readonly Unit[]): Promise<string> {
    const { provinceChair } = stage.cast
    await provinceChair.act(this.dossier('refused'), 'reject', {
      body: { reason: 'Có vụ việc nghiêm trọng trong năm' },
    })
    const left = judged.filter((unit) => !this.#is(unit, 'refused'))
    const single = left.slice(0, 2)
    for (const unit of single) expectStep(await approveWith(provinceChair, this.#of(unit)), 'issue')
    const many = left.slice(2).map((unit) => this.#of(unit))
    const batchId = await this.#decideMany(many)
    for (const unit of left) await issue(stage, this.#of(unit))
    this.#say(
      `  one refused; ${single.length} decided one by one, ${many.length} by one decision; certificates handed out`,
    )
    return batchId
  }

  async #decideMany(dossierIds: readonly string[]): Promise<string> {
    const { provinceChair } = this.#cast
    const made = await provinceChair.must('POST', '/batches', { kind: 'decision', dossierIds })
    const batchId = String(made['id'])
    const frozen = await this.#until(batchId, (batch) => batch['status'] === 'frozen')
    await provinceChair.must('POST', `/batches/${batchId}/sign`, {
      listHash: frozen['listHash'],
    })
    await this.#until(batchId, (batch) => batch['finished'] === true)
    return batchId
  }

  async #until(
    batchId: string,
    done: (batch: Readonly<Record<string, unknown>>) => boolean,
  ): Promise<Readonly<Record<string, unknown>>> {
    for (let tries = 0; tries < 600; tries += 1) {
      const batch = await this.#cast.provinceChair.must('GET', `/batches/${batchId}`)
      if (done(batch)) return batch
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new RehearsalError(`batch ${batchId} goes no further`)
  }

  /** After the decision: kept from last year, revoked with a reason, and the year closes. */
  async close(stage: Stage, backstory: Backstory): Promise<Lived> {
    const { provinceChair } = stage.cast
    await provinceChair.act(backstory.dossier, 'maintain', {
      args: { year: 2026, result: 'maintained' },
      body: { text: 'Giữ vững kết quả' },
    })
    await this.to('2026-12-15')
    await provinceChair.act(this.dossier('revoked'), 'revoke', {
      body: { reason: 'Phát hiện khai không đúng sự thật' },
    })
    this.#say('  last year’s recognition is kept; one of this year’s is revoked')
    await this.to('2027-01-04')
    const fates = Object.fromEntries(
      (Object.keys(FATES) as Fate[]).map((fate) => [
        fate,
        fate === 'maintained' ? backstory.dossier : this.dossier(fate),
      ]),
    ) as Record<Fate, string>
    return { stage, dossiers: this.#dossiers, fates, batchId: '' }
  }

  /** The year before in one day of July, the communes being new then: the school that is kept in 2026. */
  async lastYear(stage: Stage): Promise<Backstory> {
    const unit = this.unit('maintained')
    const { cast } = stage
    await this.to('2025-07-14')
    const dossier = await register(stage, unit)
    await approveWith(cast.police, dossier)
    await plan(unit, dossier)
    await inspect(cast.inspector, dossier, 'met')
    await assess(unit, dossier)
    await approveWith(cast.police, dossier)
    await prepare(unit, dossier)
    await meet(stage, dossier)
    await submitToProvince(cast.chair, dossier)
    await approveWith(cast.staff, dossier)
    await appraise(stage, dossier)
    await approveWith(cast.director, dossier)
    await approveWith(cast.provinceChair, dossier)
    await issue(stage, dossier)
    this.#say(`  ${unit.name} recognised for 2025, in one day for brevity`)
    return { stage, dossier }
  }
}

export const DECIDING_OFFICE = PROVINCE
