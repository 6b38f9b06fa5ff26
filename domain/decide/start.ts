// The first act: a draft becomes a dossier by the subject's own submit, or by an officer who lets a late one in.
import { refuse } from '../command.ts'
import type { Command, Facts, Refused, SubjectFacts } from '../command.ts'
import type { DossierState } from '../dossier.ts'
import type { Procedure } from '../procedure.ts'
import { isMatter, pathFor, stepById } from '../steps.ts'
import { latest } from '../time/civil.ts'
import { tasksOnEntry } from '../tasks.ts'

/** What the state keeps of its subject; of an office nothing but which one it is. */
function subjectOf({ id, kind, type, code, personId }: SubjectFacts): DossierState['subject'] {
  return {
    id,
    kind,
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof personId === 'string' ? { personId } : {}),
  }
}

/**
 * The dossier as it stands before its first act: at the first step of the subject's path, version 0, nothing recorded.
 */
export function draftState(procedure: Procedure, command: Command, facts: Facts): DossierState | Refused {
  const { campaign, subject } = facts
  if (campaign.status === 'closed') return refuse('campaignClosed')
  if (campaign.status === 'planned' || command.receivedAt < campaign.opensAt)
    return refuse('notOpenYet', { opensAt: campaign.opensAt })
  if (command.receivedAt > campaign.closesAt) return refuse('campaignClosed', { closesAt: campaign.closesAt })
  const path = pathFor(procedure, subject, facts.campaign.settings)
  const first = path === null ? null : stepById(procedure, path.steps[0] ?? '')
  if (!subject.valid || !procedure.subjects.includes(subject.kind) || path === null || first === null) {
    return refuse('notEligible', { subject: subject.id, kind: subject.kind })
  }
  const marks = (subject.marks ?? []).filter((mark) => (procedure.excludes ?? []).includes(mark))
  if (marks.length > 0) return refuse('notEligible', { marks })
  const standing = subject.status ?? null
  if (procedure.begins !== undefined && isMatter(subject.kind) && standing !== procedure.begins)
    return refuse('notEligible', { status: standing, begins: procedure.begins })
  const about = subjectOf(subject)
  const tasks = tasksOnEntry(first, { offices: subject.offices, subject: about }, 1, false, facts.holders)
  if (tasks.length === 0)
    return refuse('unknownTarget', { step: first.id, roles: first.parties.map(({ role }) => role) })
  return {
    schema: 1,
    id: command.dossierId,
    procedure: { id: procedure.id, version: procedure.version, hash: campaign.procedureHash },
    campaignId: campaign.id,
    year: campaign.year,
    subject: about,
    offices: subject.offices,
    path: path.id,
    status: 'draft',
    step: first.id,
    round: 1,
    version: 0,
    rounds: { [first.id]: 1 },
    // A draft has been due since the campaign opened, or its matter came: relative deadlines of the first step count from there.
    clocks: {
      [first.id]: {
        enteredAt: latest(campaign.opensAt, subject.since ?? campaign.opensAt),
        pauses: [],
        extendedTo: null,
      },
    },
    tasks,
    contentHash: null,
    contents: {},
    sheet: campaign.sheets[subject.kind] ?? null,
    inspections: [],
    assessments: [],
    acted: [],
    returned: null,
    lastForward: null,
    lateAccepted: [],
    reservation: null,
    numbers: [],
    certificate: null,
    signatures: [],
    copies: [],
    questions: [],
    urges: 0,
    outcome: null,
    closedAt: null,
    maintained: [],
    corrections: [],
  }
}
