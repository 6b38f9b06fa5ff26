// Whether a decision may be signed over each dossier of its list: the reservation holds, the dossier is as it was listed,
// and the rulebook would let the signer reserve it now, with the facts of now. Read in pages, with everything that counts
// locked until the transaction ends.
import { resultsKey } from '../../domain/command.ts'
import type { Capacity, Command, FactNeeds, Facts, SubjectFacts } from '../../domain/command.ts'
import { decide } from '../../domain/decide/index.ts'
import type { DossierState } from '../../domain/dossier.ts'
import { factNeeds } from '../../domain/needs.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { settingsOn } from '../../domain/settings.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { OfficeKind, Refusal } from '../../domain/vocabulary.ts'
import type { Client, Pool } from '../pool.ts'
import { readPlan, timeFacts } from '../campaign/plan.ts'
import type { CampaignPlan } from '../campaign/plan.ts'
import { libraryOf } from '../record/cache.ts'
import { readCounts } from '../record/counts.ts'
import { holdsFor } from '../record/facts.ts'
import { readFigures } from '../record/figures.ts'
import { readCapacities } from '../record/outside.ts'
import { ownDates } from '../record/subject.ts'
import type { MatterDates } from '../record/subject.ts'
import type { ListedItem } from './life.ts'
import { verdictOf } from './row.ts'
import type { BatchRow } from './row.ts'

const PAGE = 500

export interface Hindrance {
  readonly dossierId: string
  readonly code: Refusal
}

interface Row {
  readonly id: string
  readonly state: DossierState
  readonly override: Record<string, CivilDate> | null
  readonly matter_dates: MatterDates | null
  readonly owner_kind: OfficeKind | null
}

/** Every dossier of the list that stands in the way of the signature, and why; empty when it may be given. */
export async function hindrances(
  pool: Pool,
  client: Client,
  batch: BatchRow,
  items: readonly ListedItem[],
  at: Instant,
): Promise<Hindrance[]> {
  const { signerId, campaignId } = batch
  if (signerId === null || campaignId === null) throw new Error(`batch ${batch.id}: nobody signs it`)
  const capacities = await readCapacities(client, signerId, at, { lock: true })
  const plan = await readPlan(pool, campaignId, client)
  if (plan === null) throw new Error(`campaign ${campaignId}: not there`)
  const found: Hindrance[] = []
  const inOrder = [...items].sort((a, b) => (a.dossierId < b.dossierId ? -1 : 1))
  for (let from = 0; from < inOrder.length; from += PAGE) {
    const page = inOrder.slice(from, from + PAGE)
    const rows = await readRows(client, page, campaignId)
    const results = await readResults(client, [...rows.values()])
    for (const item of page) {
      const row = rows.get(item.dossierId)
      const code =
        row === undefined
          ? 'notReserved'
          : await hindranceOf({ pool, client, batch, plan, capacities, results, at }, item, row)
      if (code !== null) found.push({ dossierId: item.dossierId, code })
    }
    // A list of thousands takes a while: others in this process get their turn between two pages.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return found
}

async function readRows(
  client: Client,
  page: readonly ListedItem[],
  campaignId: string,
): Promise<Map<string, Row>> {
  const { rows } = await client.query<Row>({
    name: 'batch_fitness',
    text: `SELECT d.id, d.state, v.dates AS override, s.dates AS matter_dates, o.kind AS owner_kind FROM dossier d
      LEFT JOIN matter s ON s.id = d.subject_id LEFT JOIN office o ON o.id = d.unit_id
      LEFT JOIN campaign_override v ON v.campaign_id = $2 AND v.office_id = d.commune_id
      WHERE d.id = ANY($1::text[]) ORDER BY d.id FOR SHARE OF d`,
    values: [page.map(({ dossierId }) => dossierId), campaignId],
  })
  return new Map(rows.map((row) => [row.id, row]))
}

/** By subject or owner. */
type Results = ReadonlyMap<string, Facts['results']>

/** All results of the subjects and of those who own them, of any kind and year: the rule picks what it counts. */
async function readResults(client: Client, rows: readonly Row[]): Promise<Results> {
  const { rows: facts } = await client.query<{
    subject_id: string
    kind: string
    year: number
    value: string
  }>({
    name: 'batch_results',
    text: `SELECT subject_id, kind, year, value FROM result_fact WHERE subject_id = ANY($1::text[])
      ORDER BY subject_id, kind, year FOR SHARE`,
    values: [[...new Set(rows.flatMap(({ state }) => [state.subject.id, state.offices.unit ?? []].flat()))]],
  })
  const bySubject = new Map<string, Record<string, Record<number, string>>>()
  for (const { subject_id, kind, year, value } of facts) {
    const known = bySubject.get(subject_id) ?? {}
    bySubject.set(subject_id, { ...known, [kind]: { ...known[kind], [year]: value } })
  }
  return bySubject
}

interface Question {
  readonly pool: Pool
  readonly client: Client
  readonly batch: BatchRow
  readonly plan: CampaignPlan
  readonly capacities: readonly Capacity[]
  readonly results: Results
  readonly at: Instant
}

async function hindranceOf(question: Question, item: ListedItem, row: Row): Promise<Refusal | null> {
  const { pool, batch, at } = question
  const { state } = row
  const { reservation } = state
  if (state.status !== 'reserved' || reservation?.batchId !== batch.id) return 'notReserved'
  if (at > reservation.expiresAt) return 'late'
  const asListed =
    state.step === item.step && state.round === item.round && state.contentHash === item.contentHash
  if (!asListed) return 'basisChanged'
  const procedure = await procedureOf(pool, state)
  const command = reserveAgain(batch, item, at)
  // As if it were not reserved yet: all that a decision asks is asked once more, by the same rule.
  const free: DossierState = { ...state, status: 'active', reservation: null }
  const facts = await factsFor(question, procedure, free, row, command)
  const decision = decide(procedure, free, command, facts)
  return decision.ok ? null : decision.code
}

async function procedureOf(pool: Pool, { procedure: { id, version } }: DossierState): Promise<Procedure> {
  const published = await libraryOf(pool).procedure(id, version)
  if (published === null) throw new Error(`procedure ${id} version ${version}: not published`)
  return published.procedure
}

function reserveAgain(
  batch: BatchRow,
  { dossierId, step, round, contentHash }: ListedItem,
  at: Instant,
): Command {
  return {
    id: `batch/${batch.id}/sign/${dossierId}`,
    dossierId,
    action: 'reserve',
    actor: { kind: 'batch', batchId: batch.id },
    receivedAt: at,
    basis: { step, round, contentHash },
    bodyHash: null,
    // Only asked, never recorded: it need not last beyond the question.
    args: {
      batchId: batch.id,
      toPersonId: batch.signerId ?? '',
      expiresAt: '2999-12-31T00:00:00.000Z',
      ...verdictOf(batch),
    },
  }
}

async function factsFor(
  { client, plan, capacities, results, batch, at }: Question,
  procedure: Procedure,
  state: DossierState,
  row: Row,
  command: Command,
): Promise<Facts> {
  const on = civilDateOf(at)
  const dates = { ...row.override, ...ownDates(row.matter_dates, plan.year) }
  const { campaign, calendar } = timeFacts(plan, dates)
  const settings = settingsOn(procedure, campaign, on)
  const subject = subjectOf(state, row)
  const needs = factNeeds(procedure, state, command, subject, { ...campaign, settings })
  const officeId = subject.offices.unit ?? ''
  const parent = { subjectId: subject.id, officeId, on }
  const counting = { ...parent, officeKind: row.owner_kind ?? 'commune', year: state.year }
  // One dossier after the other: what is locked by one is locked in the order of the list.
  const counts = await readCounts(client, needs.counts, parent, { lock: true })
  const figures = await readFigures(client, procedure, needs.figures, counting, needs.figuresLocked)
  return {
    campaign: { ...campaign, settings },
    calendar,
    subject,
    capacities: capacities.filter(({ delegation }) =>
      holdsFor(delegation?.procedureId ?? null, procedure.id),
    ),
    holders: {},
    results: only(results, needs.results, { subjectId: subject.id, officeId }),
    counts,
    figures,
    parts: [],
    sheet: null,
    body: null,
    previous: null,
    stored: [],
    targetOffice: null,
    batch: { id: batch.id, status: 'collecting' },
    newer: null,
    newerHash: null,
  }
}

/** The subject as the dossier froze it when it entered the record. */
function subjectOf({ subject, offices }: DossierState, { owner_kind }: Row): SubjectFacts {
  const provincial = offices.commune === null
  return {
    ...subject,
    offices,
    provincial,
    communeHasPolice: true,
    valid: true,
    ...(owner_kind === null ? {} : { owner: owner_kind }),
  }
}

function only(
  results: Results,
  wanted: FactNeeds['results'],
  { subjectId, officeId }: { readonly subjectId: string; readonly officeId: string },
): Facts['results'] {
  const picked: Record<string, Record<number, string>> = {}
  for (const { kind, year, of } of wanted) {
    const value = results.get(of === 'owner' ? officeId : subjectId)?.[kind]?.[year]
    const key = resultsKey(kind, of)
    if (value !== undefined) picked[key] = { ...picked[key], [year]: value }
  }
  return picked
}
