// The schema of a dossier's state as it is shown: the rulebook's DossierState, which holds ids and hashes only.
import { z } from 'zod'
import { SIGNING_FORMS } from '../../domain/vocabulary.ts'
import { id, instant, role, sha256, status, subjectKind } from '../schemas.ts'

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly()
const named = <T extends z.ZodType>(item: T) => z.record(z.string(), item).readonly()

const task = z
  .object({
    id: z.string(),
    kind: z.enum(['act', 'sign', 'vote', 'correct', 'opinion', 'settle']),
    assignee: z.object({ officeId: id, roles: list(role), personId: id.nullable() }),
    order: z.int(),
    weight: z.number(),
    state: z.enum(['waiting', 'open', 'done', 'removed']),
    claimedBy: id.nullable(),
    openedBy: list(id),
    verdict: z.enum(['approve', 'reject', 'abstain', 'recuse', 'opinion']).nullable(),
    by: id.nullable(),
    at: instant.nullable(),
    parent: z.string().nullable(),
  })
  .meta({ id: 'Task' })

const sheetRef = z.object({ id: z.string(), version: z.int() })

const inspection = z
  .object({
    session: z.int(),
    by: id,
    at: instant,
    bodyHash: sha256,
    sheet: sheetRef,
    notMet: list(z.string()),
    kind: z.enum(['inspection', 'settlement']),
    score: z.number().optional(),
    /** Null where a veto or too few points leave none. */
    level: z.string().nullable().optional(),
  })
  .meta({ id: 'Inspection' })

const clock = z.object({
  enteredAt: instant,
  pauses: list(z.object({ from: instant, to: instant.nullable() })),
  extendedTo: instant.nullable(),
})

const returned = z.object({
  from: z.string(),
  to: z.string(),
  at: instant,
  bodyHash: sha256,
  fields: list(z.string()),
  criteria: list(z.string()),
  resume: z.enum(['path', 'returner']),
})

const givenNumber = z.object({
  register: z.string(),
  officeId: id,
  year: z.int(),
  number: z.int(),
  step: z.string(),
  at: instant,
})

const signature = z.object({
  step: z.string(),
  by: id,
  onBehalfOf: id.nullable(),
  form: z.enum(SIGNING_FORMS).nullable(),
  at: instant,
})

const question = z.object({ id: z.string(), by: id, to: id, at: instant, answeredAt: instant.nullable() })

export const dossierState = z
  .object({
    schema: z.literal(1),
    id,
    procedure: z.object({ id: z.string(), version: z.int(), hash: sha256 }),
    campaignId: id,
    year: z.int(),
    subject: z.object({
      id,
      kind: subjectKind,
      type: z.string().optional(),
      code: z.string().optional(),
      personId: id.optional(),
    }),
    offices: z.object({
      unit: id.nullable(),
      commune: id.nullable(),
      province: id.nullable(),
      ministry: id.nullable().optional(),
    }),
    path: z.string(),
    status,
    step: z.string(),
    round: z.int(),
    version: z.int(),
    rounds: named(z.int()),
    clocks: named(clock),
    tasks: list(task),
    contentHash: sha256.nullable(),
    contents: named(sha256),
    sheet: sheetRef.nullable(),
    inspections: list(inspection),
    assessments: list(
      z.object({
        by: id,
        at: instant,
        bodyHash: sha256,
        notMet: list(z.string()),
        score: z.number().optional(),
        level: z.string().nullable().optional(),
      }),
    ),
    acted: list(z.object({ step: z.string(), round: z.int(), personId: id, onBehalfOf: id.nullable() })),
    returned: returned.nullable(),
    lastForward: z.object({ from: z.string(), by: id, onBehalfOf: id.nullable(), at: instant }).nullable(),
    lateAccepted: list(z.object({ step: z.string(), until: instant, by: id })),
    reservation: z.object({ batchId: id, at: instant, expiresAt: instant }).nullable(),
    numbers: list(givenNumber),
    certificate: z.object({ number: z.int(), register: z.string(), at: instant }).nullable(),
    signatures: list(signature),
    copies: list(z.object({ officeId: id, role, at: instant, readBy: list(id) })),
    questions: list(question),
    urges: z.int(),
    outcome: z.string().nullable(),
    closedAt: instant.nullable(),
    maintained: list(
      z.object({ year: z.int(), result: z.enum(['maintained', 'notMaintained']), at: instant }),
    ),
    corrections: list(z.object({ at: instant, bodyHash: sha256, number: z.int().nullable() })),
    /** Results that the decision had counted and that changed since; the decision itself stays. */
    basisChanged: list(z.object({ subjectId: id, kind: z.string(), year: z.int(), at: instant })).optional(),
  })
  .meta({ id: 'DossierState' })
