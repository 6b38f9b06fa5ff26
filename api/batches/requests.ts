// What may be asked over many dossiers at once, and what a request comes to: who acts, for which office, until when.
import { z } from 'zod'
import { MOST_ITEMS } from '../../activities/batch/create.ts'
import type { NewBatch, NewItem } from '../../activities/batch/create.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { idFrom } from '../../activities/record/ids.ts'
import { holdsFor } from '../../activities/record/facts.ts'
import { readCapacities } from '../../activities/record/outside.ts'
import type { Args } from '../../domain/command.ts'
import { rolesOf } from '../../domain/people.ts'
import type { StepRule } from '../../domain/procedure.ts'
import { stepById } from '../../domain/steps.ts'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Level } from '../../domain/vocabulary.ts'
import { findCampaign } from '../admin/campaign-reads.ts'
import { actionInput, basisSchema, bodySchema, compact } from '../actions/requests.ts'
import type { PersonAction } from '../actions/requests.ts'
import type { Actor, Post } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { id } from '../schemas.ts'
import { Values, scopeOf, seesDossier } from '../scope.ts'

/** Actions that mean the same for every dossier: what asks for a form, a vote or an answer of its own is not among them. */
export const BULK_ACTIONS = [
  'submit',
  'approve',
  'reject',
  'abstain',
  'recuse',
  'return',
  'open',
  'claim',
  'release',
  'transfer',
  'entrust',
  'takeBack',
  'copy',
  'markRead',
  'urge',
  'acceptLate',
  'extend',
  'terminate',
  'reopen',
  'revoke',
  'maintain',
  'adoptVersion',
] as const satisfies readonly PersonAction[]

const HOUR_MS = 3_600_000
/** How long a list waits for its signature: three days unless told, thirty at most. */
const HOLD_HOURS = 72
const MOST_HOLD_HOURS = 720

const dossierIds = z
  .array(id)
  .min(1)
  .max(MOST_ITEMS)
  .refine((list) => new Set(list).size === list.length, 'a dossier is named twice')

const common = {
  dossierIds,
  /** What the person saw of a dossier, by its id; of the others what stands in their rows when the batch is made. */
  bases: z.record(id, basisSchema.omit({ taskId: true })).optional(),
  body: bodySchema.pick({ reason: true, text: true, mendFields: true, mendCriteria: true }).optional(),
  /** Until when the list may be signed. */
  holdHours: z.int().min(1).max(MOST_HOLD_HOURS).optional(),
} as const

const actionBatch = z.strictObject({
  kind: z.literal('action'),
  action: z.enum(BULK_ACTIONS),
  args: z.record(z.string().max(40), z.unknown()).optional(),
  /** Only look which would be refused, and why; signing the list then does the rest. */
  dryRun: z.boolean().optional(),
  ...common,
})

const decisionBatch = z.strictObject({
  kind: z.literal('decision'),
  /** Campaign and step; left out: those of the first dossier. */
  campaignId: id.optional(),
  step: z
    .string()
    .regex(/^\w{1,60}$/u)
    .optional(),
  verdict: z.enum(['approve', 'reject']).optional(),
  /** Who signs; left out: the person who asks. */
  signerId: id.optional(),
  /** The deciding office; needed only by somebody who works in several. */
  officeId: id.optional(),
  ...common,
})

export const batchRequest = z.discriminatedUnion('kind', [actionBatch, decisionBatch])
export type BatchRequest = z.output<typeof batchRequest>

/** The id of a batch: one for each person and Idempotency-Key. */
export const batchIdOf = (personId: string, key: string): string => idFrom('batch', personId, key)

/** The batch that a request comes to; throws the problem where it makes no sense as a whole. */
export async function batchOf(
  deps: Deps,
  { actor, at, key }: { readonly actor: Actor; readonly at: Instant; readonly key: string },
  request: BatchRequest,
): Promise<NewBatch> {
  const given = compact(request)
  const plain = {
    id: batchIdOf(actor.personId, key),
    requestHash: hashOf(given),
    requestedBy: actor.personId,
    receivedAt: at,
    expiresAt: addMs(at, (given.holdHours ?? HOLD_HOURS) * HOUR_MS),
    items: await itemsOf(deps, actor, given),
    body: given.body === undefined ? null : compact(given.body),
  }
  if (given.kind === 'action') {
    const { action, dryRun = false } = given
    const args = argsOf(action, given.args)
    return { ...plain, kind: 'action', officeId: ownPost(actor).officeId, action, args, dryRun }
  }
  const place = await placeOfDecision(deps, actor, at, {
    ...given,
    ...(await aboutOf(deps, given, plain.items)),
  })
  const { verdict = 'approve', signerId = actor.personId } = given
  return { ...plain, kind: 'decision', ...place, verdict, signerId }
}

/** Dossiers out of the person's sight are on the list as if there were none. */
async function itemsOf(
  deps: Deps,
  actor: Actor,
  { dossierIds: asked, bases = {} }: BatchRequest,
): Promise<NewItem[]> {
  const values = new Values()
  const ids = values.add(asked)
  const { rows } = await deps.pool.query<{ id: string }>(
    `SELECT d.id FROM dossier d WHERE d.id = ANY(${ids}::text[]) AND ${seesDossier(scopeOf(actor), values)}`,
    values.list,
  )
  const seen = new Set(rows.map((row) => row.id))
  return asked.map((dossierId) => ({
    dossierId,
    basis: bases[dossierId] ?? null,
    visible: seen.has(dossierId),
  }))
}

type Decision = Extract<BatchRequest, { kind: 'decision' }>
type About = { readonly campaignId: string; readonly step: string }

/** What the decision is about: as it says, or else what the first dossier that can be seen says. */
async function aboutOf(deps: Deps, given: Decision, items: readonly NewItem[]): Promise<About> {
  const { campaignId, step } = given
  if (campaignId !== undefined && step !== undefined) return { campaignId, step }
  const { rows } = await deps.pool.query<About>(
    'SELECT campaign_id AS "campaignId", step FROM dossier WHERE id = $1',
    [items.find(({ visible }) => visible)?.dossierId ?? null],
  )
  const first = rows[0]
  if (first === undefined) throw new Problem('notFound', { field: 'dossierIds' })
  return { campaignId: campaignId ?? first.campaignId, step: step ?? first.step }
}

function argsOf(action: PersonAction, given: unknown): Args {
  const parsed = actionInput(action).shape.args.safeParse(given ?? {})
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String) ?? []
    throw new Problem('invalidRequest', { field: ['args', ...path].join('.') })
  }
  return compact(parsed.data ?? {})
}

/** The office that a person acts for; whoever only administers acts for none. */
function ownPost(actor: Actor): Post {
  const post = actor.posts.find(({ role }) => role !== 'administrator' && role !== 'auditor')
  if (post === undefined) throw new Problem('forbidden')
  return post
}

/** Where the decision is taken: a step that may be decided for many, the office that does, and a signer who may. */
async function placeOfDecision(
  deps: Deps,
  actor: Actor,
  at: Instant,
  request: Decision & About,
): Promise<About & { readonly officeId: string; readonly level: Level }> {
  const step = await stepOf(deps, actor, request)
  const [party] = step.parties
  if (step.batch !== true || party === undefined) throw new Problem('notAtStep', { field: 'step' })
  if (request.verdict === 'reject') {
    if (step.reject === undefined) throw new Problem('notAtStep', { field: 'verdict' })
    if ((request.body?.reason ?? '').trim() === '')
      throw new Problem('reasonRequired', { field: 'body.reason' })
  }
  const level = step.numbers?.[0]?.level ?? party.level
  const officeId = officeOf(actor, level, request.officeId)
  const capacities = await readCapacities(deps.pool, request.signerId ?? actor.personId, at, { lock: false })
  const roles = step.parties.flatMap(rolesOf)
  const { procedureId } = await campaignOf(deps, actor, request)
  const holds = capacities.filter(({ delegation }) => holdsFor(delegation?.procedureId ?? null, procedureId))
  if (!holds.some((one) => one.officeId === officeId && roles.includes(one.role)))
    throw new Problem('unknownTarget', { field: 'signerId', params: { roles, officeId } })
  return { campaignId: request.campaignId, step: request.step, officeId, level }
}

async function campaignOf(deps: Deps, actor: Actor, { campaignId }: About) {
  const campaign = await findCampaign(deps.pool, actor, campaignId)
  if (campaign === null) throw new Problem('notFound', { field: 'campaignId' })
  return campaign
}

async function stepOf(deps: Deps, actor: Actor, { campaignId, step }: About): Promise<StepRule> {
  const { procedureId, procedureVersion } = await campaignOf(deps, actor, { campaignId, step })
  const published = await libraryOf(deps.pool).procedure(procedureId, procedureVersion)
  const rule = published === null ? null : stepById(published.procedure, step)
  if (rule === null) throw new Problem('unknownStep', { field: 'step' })
  return rule
}

function officeOf(actor: Actor, level: Level, asked: string | undefined): string {
  const fits = ({ officeKind }: Post): boolean =>
    level === 'unit' ? officeKind !== 'province' && officeKind !== 'ministry' : officeKind === level
  const own = actor.posts.filter(
    (post) => post.role !== 'administrator' && post.role !== 'auditor' && fits(post),
  )
  const offices = [...new Set(own.map(({ officeId }) => officeId))]
  if (asked === undefined && offices.length > 1) throw new Problem('invalidRequest', { field: 'officeId' })
  const [first] = asked === undefined ? offices : offices.filter((one) => one === asked)
  if (first === undefined) throw new Problem('forbidden', { field: 'officeId' })
  return first
}
