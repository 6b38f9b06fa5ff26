// The small procedure with everything that a campaign's mornings look at: reminders, escalation to two levels, a step that
// lapses and one that is only marked late. And the short way to a dossier at one of its steps.
import type { Procedure } from '../../domain/procedure.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { aDraft, aPerson, aUnit, mustAct } from './builders.ts'
import type { TestRecord } from './builders.ts'
import { SMALL_PROCEDURE } from './small-procedure.ts'

export const WATCHED_PROCEDURE: Procedure = {
  ...SMALL_PROCEDURE,
  id: 'watched',
  dates: {
    looking: { vi: 'Hạn xem xét', rule: { kind: 'before', monthDay: '07-01', source: 'test' } },
  },
  steps: SMALL_PROCEDURE.steps.map((step) => {
    if (step.id === 'ask') {
      const due = { kind: 'before', monthDay: '11-01', source: 'test' } as const
      return { ...step, due, reminders: [{ days: 3, working: true }] }
    }
    if (step.id !== 'look') return step
    return {
      ...step,
      due: { kind: 'campaignDate', key: 'looking', source: 'test' },
      late: { effect: 'mark' },
      reminders: [
        { days: 5, working: true },
        { days: 1, working: true },
      ],
      escalation: [
        { role: 'communeChair', level: 'commune' },
        { role: 'provinceStaff', level: 'province' },
      ],
    }
  }),
}

/** A dossier of a unit of its own that stands at `look`, or at `decide` when `by` names the commune's police. */
export async function aDossierAt(
  at: TestRecord,
  {
    campaign,
    commune,
    name,
    when,
    police,
  }: {
    readonly campaign: string
    readonly commune: string
    readonly name: string
    readonly when?: Instant
    /** Approves it, so that it stands at `decide`. */
    readonly police?: string
  },
): Promise<string> {
  const unit = await aUnit(at.pool, { parent: commune, name })
  const head = await aPerson(at.pool, 'unitHead', unit)
  const dossierId = await aDraft(at.pool, campaign, unit)
  const given = when === undefined ? {} : { at: when }
  await mustAct(at, { dossierId, action: 'submit', by: head, body: { fields: { grounds: 'x' } }, ...given })
  if (police !== undefined) await mustAct(at, { dossierId, action: 'approve', by: police, ...given })
  return dossierId
}
