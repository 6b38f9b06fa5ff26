// The province's part of the year 2026, and what comes before and after: intake, appraisal, decision, and the year's close.
// Who ends how is fixed in almanac.ts and checked at the end (checks.ts).
import { FATES } from './almanac.ts'
import type { Backstory, Fate, Lived } from './almanac.ts'
import type { Unit } from './cast.ts'
import { RehearsalError } from './client.ts'
import { CommuneYear } from './commune-year.ts'
import {
  appraise,
  approveWith,
  assess,
  expectStep,
  inspect,
  issue,
  meet,
  plan,
  prepare,
  register,
  submitToProvince,
} from './steps.ts'
import type { Stage } from './steps.ts'

export class Year extends CommuneYear {
  async province(stage: Stage): Promise<string> {
    const { cast } = stage
    const judged = [...this.still('maintained', 'declined', 'withdrawn', 'failed'), cast.commune]
    await this.to('2026-11-05')
    await this.#returnByField()
    await this.each(judged, (unit) => approveWith(cast.staff, this.of(unit)))
    await this.to('2026-11-26')
    await this.results(2026, judged, () => 'good')
    await this.#sendBack()
    await this.each(judged, async (unit) => expectStep(await appraise(stage, this.of(unit)), 'proposal'))
    await this.to('2026-12-02')
    await this.each(judged, async (unit) =>
      expectStep(await approveWith(cast.director, this.of(unit)), 'decision'),
    )
    this.say(`  ${judged.length} appraised with the year’s own results, and proposed`)
    await this.to('2026-12-07')
    return this.#decide(stage, judged)
  }

  async #returnByField(): Promise<void> {
    const { staff } = this.cast
    const unit = this.unit('returnedByField')
    const dossier = this.of(unit)
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
    this.say('  one is returned for its report alone: another document is locked, the report is mended')
  }

  async #preparedBy(unit: Unit, dossier: string, fallback: string | null): Promise<string> {
    const detail = await unit.head.must('GET', `/dossiers/${dossier}`)
    const { contents } = detail['state'] as { contents: Record<string, string> }
    return contents['prepare'] ?? fallback ?? ''
  }

  async #sendBack(): Promise<void> {
    const { staff, chair } = this.cast
    const dossier = this.dossier('sentBack')
    await staff.act(dossier, 'return', {
      args: { toStep: 'submission' },
      body: { reason: 'Tờ trình chưa đúng thể thức' },
    })
    expectStep(await submitToProvince(chair, dossier), 'appraisal')
    this.say('  one is sent back to the commune’s chair and comes again')
  }

  /** One by one for the first two and the refusal; one decision for all the others. */
  async #decide(stage: Stage, judged: readonly Unit[]): Promise<string> {
    const { provinceChair } = stage.cast
    await provinceChair.act(this.dossier('refused'), 'reject', {
      body: { reason: 'Có vụ việc nghiêm trọng trong năm' },
    })
    const left = judged.filter((unit) => !this.is(unit, 'refused'))
    const single = left.slice(0, 2)
    for (const unit of single) expectStep(await approveWith(provinceChair, this.of(unit)), 'issue')
    const many = left.slice(2).map((unit) => this.of(unit))
    const batchId = await this.#decideMany(many)
    await this.each(left, (unit) => issue(stage, this.of(unit)))
    this.say(
      `  one refused; ${single.length} decided one by one, ${many.length} by one decision; certificates handed out`,
    )
    return batchId
  }

  async #decideMany(dossierIds: readonly string[]): Promise<string> {
    const { provinceChair } = this.cast
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
      const batch = await this.cast.provinceChair.must('GET', `/batches/${batchId}`)
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
    this.say('  last year’s recognition is kept; one of this year’s is revoked')
    await this.to('2027-01-04')
    const fates = Object.fromEntries(
      (Object.keys(FATES) as Fate[]).map((fate) => [
        fate,
        fate === 'maintained' ? backstory.dossier : this.dossier(fate),
      ]),
    ) as Record<Fate, string>
    return { stage, dossiers: this.dossiers, fates, batchId: '' }
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
    this.say(`  ${unit.name} recognised for 2025, in one day for brevity`)
    return { stage, dossier }
  }
}
