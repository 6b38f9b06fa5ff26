// The commune's part of the year 2026: registering, screening, plans, inspections, dossiers, the committee, submitting.
import { Almanac } from './almanac.ts'
import type { Unit } from './cast.ts'
import { RehearsalError } from './client.ts'
import {
  approveWith,
  assess,
  expectStep,
  inspect,
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

export class CommuneYear extends Almanac {
  async winter(stage: Stage): Promise<void> {
    const { cast } = stage
    await this.to('2026-01-05')
    const registering = [...this.still('late', 'maintained'), cast.commune]
    await this.each(registering, async (unit) =>
      this.dossiers.set(unit.officeId, await register(stage, unit)),
    )
    this.say(`  ${this.dossiers.size} register before 20/01`)
    await this.to('2026-01-14')
    await this.each(this.still('late', 'maintained', 'declined'), (unit) =>
      approveWith(cast.police, this.of(unit)),
    )
    await approveWith(cast.guide, this.of(cast.commune))
    await cast.police.refused(this.dossier('declined'), 'approve', 'needsUnmet')
    await cast.police.act(this.dossier('declined'), 'reject', {
      body: { reason: 'Phân loại phong trào năm trước chưa đạt loại khá' },
    })
    this.say('  screened; one declined: last year’s classification is too low')
    await this.to('2026-01-22')
    await this.#registerLate(stage)
  }

  async #registerLate(stage: Stage): Promise<void> {
    const unit = this.unit('late')
    const dossier = await registerRefused(stage, unit, 'late')
    await this.cast.police.must('POST', `/dossiers/${dossier}/actions/acceptLate`, {
      basis: null,
      args: { until: '2026-01-25' },
      body: { reason: 'Đơn vị mới thành lập, có báo cáo trước' },
    })
    await submitWith(unit.head, dossier, ['registration'], {
      grounds: 'Đăng ký muộn, được Công an xã chấp nhận',
    })
    await approveWith(this.cast.police, dossier)
    this.dossiers.set(unit.officeId, dossier)
    this.say('  one comes after the deadline: refused, then let in by the police with a reason')
  }

  async spring({ cast }: Stage): Promise<void> {
    await this.to('2026-02-25')
    const building = [...this.still('maintained', 'declined'), cast.commune]
    await this.each(building, (unit) => plan(unit, this.of(unit)))
    this.say(`  ${building.length} plans handed in`)
    await this.to('2026-05-12')
    await this.unit('withdrawn').head.act(this.dossier('withdrawn'), 'withdraw', {
      body: { reason: 'Doanh nghiệp chuyển trụ sở' },
    })
    await this.each(this.still('maintained', 'declined', 'withdrawn'), (unit) =>
      inspect(cast.inspector, this.of(unit), this.is(unit, 'failed', 'returnedByField') ? 'notMet' : 'met'),
    )
    await inspect(cast.provinceInspector, this.of(cast.commune), 'met')
    this.say('  one withdraws; the others are inspected, two with a criterion unmet')
    await this.to('2026-06-26')
    await this.each([...this.still('maintained', 'declined', 'withdrawn'), cast.commune], (unit) =>
      assess(unit, this.of(unit)),
    )
    this.say('  self-assessments at mid-year')
  }

  async autumn(stage: Stage): Promise<void> {
    const { cast } = stage
    await this.to('2026-09-07')
    await this.#inspectAgain()
    await this.each(this.still('maintained', 'declined', 'withdrawn', 'failed'), async (unit) =>
      expectStep(await approveWith(cast.police, this.of(unit)), 'prepare'),
    )
    await approveWith(cast.provinceInspector, this.of(cast.commune))
    const preparing = [...this.still('maintained', 'declined', 'withdrawn', 'failed'), cast.commune]
    await this.to('2026-09-21')
    await this.each(preparing, (unit) => prepare(unit, this.of(unit)))
    this.say(`  ${preparing.length} dossiers handed in`)
    await this.to('2026-10-05')
    const reviewed = this.still('maintained', 'declined', 'withdrawn', 'failed')
    await this.each(reviewed, async (unit) => {
      const inWriting = reviewed.indexOf(unit) % 6 === 0
      expectStep(await (inWriting ? opinions : meet)(stage, this.of(unit)), 'submission')
    })
    this.say('  the committee has reviewed them, by meetings and by written opinions')
    await this.#submitAll(stage, reviewed)
  }

  async #inspectAgain(): Promise<void> {
    const { inspector, police } = this.cast
    await inspect(inspector, this.dossier('returnedByField'), 'met')
    await inspect(inspector, this.dossier('failed'), 'notMet')
    await police.refused(this.dossier('failed'), 'approve', 'needsUnmet')
    await police.act(this.dossier('failed'), 'reject', {
      body: { reason: 'Kiểm tra lại vẫn còn tiêu chí chưa đạt' },
    })
    this.say('  one fails its second inspection')
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
    const inTime = reviewed.filter((unit) => !this.is(unit, 'delegated', 'deputy', 'lateSubmission'))
    await this.each([...inTime, cast.commune], async (unit) =>
      expectStep(await submitToProvince(cast.chair, this.of(unit)), 'intake'),
    )
    this.say('  submitted to the province: one under a delegation (TUQ.), one by the deputy (KT.)')
    await this.to('2026-11-02')
    await this.#submitLate()
  }

  async #submitLate(): Promise<void> {
    const { chair, staff } = this.cast
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
    this.say('  one comes after 31/10: refused, then let in by the province')
  }
}
