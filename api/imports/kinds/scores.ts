// Scores of a campaign's dossiers: a row is one dossier's answers to its criteria sheet, as a self-assessment or an
// inspection. Each is the very act that a person asks for on the dossier: the rulebook judges it, the dossier's run does it.
import type { Pool } from '../../../activities/pool.ts'
import { ImportInterrupted } from '../../../activities/imports/index.ts'
import { bodyHashOf } from '../../../activities/record/content.ts'
import { readFacts } from '../../../activities/record/commands.ts'
import { dossierIdOf } from '../../../activities/record/ids.ts'
import type { Answer, Body, CriteriaSheet, Criterion } from '../../../domain/body.ts'
import type { Command, Decision } from '../../../domain/command.ts'
import { decide } from '../../../domain/decide/index.ts'
import type { DossierState } from '../../../domain/dossier.ts'
import { fold } from '../../../domain/text.ts'
import { ROLES } from '../../../domain/vocabulary.ts'
import type { ActingDeps } from '../../actions/basis.ts'
import { commandIdOf, perform, startOf } from '../../actions/perform.ts'
import { findCampaign } from '../../admin/campaign-reads.ts'
import type { Actor } from '../../auth/actor.ts'
import { problemText } from '../../problem-texts.ts'
import { Values, readsDossier, scopeOf } from '../../scope.ts'
import { isBlank, pointsOf, shownText, textOf } from '../cells.ts'
import { Taking, importKind, isOutcome, mistaken, outcome } from '../kind.ts'
import type { ImportKind, ImportOptions, Mistake, Outcome, Resolved, Row, Session } from '../kind.ts'
import type { ColumnSpec } from '../layout.ts'
import { OfficesThere, PLACE_COLUMNS, placeOf } from './where.ts'

const NAME: ColumnSpec = {
  id: 'name',
  vi: 'Tên đơn vị',
  aliases: ['Tên', 'Đơn vị', 'Đối tượng', 'Cơ quan, đơn vị', 'Tên cơ quan, đơn vị'],
  required: true,
  note: 'Đơn vị có hồ sơ trong đợt này.',
  example: 'Trạm Y tế xã Vĩnh Thủy',
}
const VERDICTS: ReadonlyMap<string, Answer['verdict']> = new Map([
  ...(['Đạt', 'Có', 'x', 'met'] as const).map((word) => [fold(word), 'met'] as const),
  ...(['Chưa đạt', 'Không đạt', 'Không', 'notMet'] as const).map((word) => [fold(word), 'notMet'] as const),
  ...(['Không áp dụng', 'KAD', 'notApplicable'] as const).map(
    (word) => [fold(word), 'notApplicable'] as const,
  ),
])
const columnOf = ({ id }: Pick<Criterion, 'id'>): string => `criterion ${id}`

function columnsOf(sheets: readonly CriteriaSheet[]): ColumnSpec[] {
  const columns = new Map<string, ColumnSpec>()
  for (const criterion of sheets.flatMap(({ criteria }) => criteria)) {
    const { id, vi, points } = criterion
    const before = columns.get(id)
    const note =
      points === undefined
        ? 'Đạt, Chưa đạt hoặc Không áp dụng.'
        : `Số điểm, nhiều nhất ${points}; hoặc Không áp dụng.`
    columns.set(id, {
      ...{ id: columnOf(criterion), vi: before?.vi ?? `${id} ${vi}`, required: false, note },
      aliases: [...(before?.aliases ?? [id, `Tiêu chí ${id}`]), vi],
      example: points === undefined ? 'Đạt' : String(points),
    })
  }
  return [NAME, ...PLACE_COLUMNS, ...columns.values()]
}

interface Scored {
  readonly dossierId: string
  readonly state: DossierState
  readonly body: Body
}

/** The kind for one campaign and act; null where the actor sees no such campaign, or it has no criteria. */
export async function scoresKind(
  pool: Pool,
  actor: Actor,
  options: ImportOptions,
): Promise<ImportKind | null> {
  const { campaignId, action = 'inspect' } = options
  const campaign = campaignId === undefined ? null : await findCampaign(pool, actor, campaignId)
  if (campaign === null) return null
  const named = Object.values(campaign.sheets)
  const { rows } = await pool.query<{ data: CriteriaSheet }>(
    `SELECT s.data FROM criteria_sheet s JOIN unnest($1::text[], $2::int[]) AS n (id, version)
       ON n.id = s.id AND n.version = s.version ORDER BY s.id`,
    [named.map(({ id }) => id), named.map(({ version }) => version)],
  )
  const sheets = rows.map(({ data }) => data)
  if (sheets.length === 0) return null
  const work = new Scores(pool, campaign.id, action, sheets)
  const kind = importKind<Scored>({
    id: 'scores',
    vi: action === 'assess' ? 'Điểm tự chấm' : 'Điểm kiểm tra',
    roles: ROLES,
    columns: columnsOf(sheets),
    resolve: (session, _db, given) => work.resolve(session, given),
    judge: (session, _db, entries) => Promise.all(entries.map((entry) => work.judge(session, entry))),
    write: () => Promise.reject(new Error('scores are acts on dossiers')),
  })
  return { ...kind, act: (session, deps, given) => work.act(session, deps, given) }
}

class Scores {
  private readonly pool: Pool
  private readonly campaignId: string
  private readonly action: 'assess' | 'inspect'
  private readonly sheets: readonly CriteriaSheet[]

  constructor(
    pool: Pool,
    campaignId: string,
    action: 'assess' | 'inspect',
    sheets: readonly CriteriaSheet[],
  ) {
    this.pool = pool
    this.campaignId = campaignId
    this.action = action
    this.sheets = sheets
  }

  async resolve(session: Session, rows: readonly Row[]): Promise<(Resolved<Scored> | Outcome)[]> {
    const roles = session.actor.posts.map(({ role }) => role)
    const all = rows.map((row) => {
      const taking = new Taking(row)
      const name = taking.need(NAME, (cell) => textOf(cell, 300))
      return { row, taking, name, placeId: placeOf(taking, session, roles) }
    })
    const places = all.flatMap(({ placeId }) => (placeId === null ? [] : [placeId]))
    const there = await OfficesThere.read(this.pool, session, places)
    const subjectOf = ({ name, placeId }: (typeof all)[number]): string =>
      name === null || placeId === null ? '' : (there.find(placeId, name)?.id ?? '')
    const states = await this.states(session, all.map(subjectOf))
    return all.map((one) => {
      const { row, taking } = one
      if (taking.mistakes.length > 0) return mistaken(taking.mistakes, taking.notes)
      const dossierId = dossierIdOf(this.campaignId, subjectOf(one))
      const state = states.get(dossierId)
      if (state === undefined) {
        taking.fault(
          'name',
          'unknown',
          'Không có hồ sơ của đơn vị này trong đợt, hoặc ngoài phạm vi của bạn.',
        )
        return mistaken(taking.mistakes, taking.notes)
      }
      const body = this.bodyOf(row, taking, state)
      if (body === null) return mistaken(taking.mistakes, taking.notes)
      const entry = { dossierId, state, body }
      return { row, entry, key: dossierId, content: bodyHashOf(body), column: 'name', notes: taking.notes }
    })
  }

  private async states({ actor }: Session, subjects: readonly string[]): Promise<Map<string, DossierState>> {
    const values = new Values()
    const { rows } = await this.pool.query<{ id: string; state: DossierState }>(
      `SELECT d.id, d.state FROM dossier d WHERE d.campaign_id = ${values.add(this.campaignId)}
         AND d.subject_id = ANY(${values.add(subjects)}::text[]) AND ${readsDossier(scopeOf(actor), values)}`,
      values.list,
    )
    return new Map(rows.map(({ id, state }) => [id, state]))
  }

  /** The answers that the row holds to the dossier's own sheet; what it leaves out the rule will ask for. */
  private bodyOf(row: Row, taking: Taking, state: DossierState): Body | null {
    const sheet = this.sheets.find(
      ({ id, version }) => id === state.sheet?.id && version === state.sheet.version,
    )
    if (sheet === undefined) return taking.fault('name', 'sheetMismatch', problemText('sheetMismatch'))
    const answers: Record<string, Answer> = {}
    for (const criterion of sheet.criteria) {
      const answer = answerOf(row, taking, criterion)
      if (answer !== null) answers[criterion.id] = answer
    }
    if (taking.mistakes.length > 0) return null
    return { answers, sheet: { id: sheet.id, version: sheet.version } }
  }

  /** What the rule says on the row as it stands; nothing is stored. */
  async judge(session: Session, { row, entry }: Resolved<Scored>): Promise<Outcome> {
    const bodyHash = bodyHashOf(entry.body)
    if (this.stands(session, entry, bodyHash)) return outcome('same')
    const command: Command = {
      id: commandIdOf(session.actor.personId, keyOf(session, row)),
      dossierId: entry.dossierId,
      action: this.action,
      actor: { kind: 'person', personId: session.actor.personId },
      receivedAt: session.at,
      basis: basisOf(entry.state),
      bodyHash,
      args: {},
    }
    const situation = await readFacts(this.pool, command)
    if (situation === null) return outcome('same')
    const { procedure, base, facts } = situation
    const decision = decide(procedure, base.row?.state ?? null, command, { ...facts, body: entry.body })
    return decision.ok ? outcome('new') : refusedOutcome(row, decision)
  }

  /** Whether the very same answers are what was given last. */
  private stands({ actor }: Session, { state }: Scored, bodyHash: string): boolean {
    const given = this.action === 'assess' ? state.assessments : state.inspections
    const own = given.filter(({ by }) => this.action === 'assess' || by === actor.personId)
    return own.at(-1)?.bodyHash === bodyHash
  }

  async act(session: Session, deps: ActingDeps, rows: readonly Row[]): Promise<Outcome[]> {
    const resolved = await this.resolve(session, rows)
    const outcomes: Outcome[] = []
    for (const one of resolved) outcomes.push(isOutcome(one) ? one : await this.actOn(session, deps, one))
    return outcomes
  }

  private async actOn(
    session: Session,
    deps: ActingDeps,
    { row, entry }: Resolved<Scored>,
  ): Promise<Outcome> {
    const { dossierId, state, body } = entry
    const { id, version } = state.procedure
    const { personId } = session.actor
    const asked = {
      dossierId,
      action: this.action,
      personId,
      key: keyOf(session, row),
      basis: null,
      args: {},
      body,
    }
    const { sent } = await perform(deps, asked, await startOf(deps, dossierId, id, version), true)
    switch (sent.kind) {
      case 'result':
        return sent.result.ok ? outcome('new') : refusedOutcome(row, sent.result)
      case 'incident':
        return mistaken([row.mistake('name', 'incident', `${problemText('incident')} (${sent.id})`)])
      case 'pending':
      case 'unavailable':
        // The activity is tried again; what was decided meanwhile gives its stored answer.
        throw new ImportInterrupted(`dossier ${dossierId}: its run gives no answer`)
    }
  }
}

const keyOf = ({ importId }: Session, { source, sheet }: Row): string =>
  `import/${importId}/${sheet}/${source.row}`

const basisOf = ({ step, round, contentHash }: DossierState) => ({ step, round, contentHash })

function answerOf(row: Row, taking: Taking, criterion: Criterion): Answer | null {
  const column = columnOf(criterion)
  const cell = row.cell(column)
  if (isBlank(cell)) return null
  const verdict = VERDICTS.get(fold(shownText(cell)))
  if (criterion.points === undefined || verdict === 'notApplicable') {
    if (verdict !== undefined) return { verdict }
    taking.take(column, (given) => textOf(given, 300))
    return taking.fault(column, 'choice', 'Chỉ nhận: Đạt; Chưa đạt; Không áp dụng.')
  }
  const points = taking.take(column, pointsOf)
  return points === null ? null : { verdict: points > 0 ? 'met' : 'notMet', points }
}

type Refused = { readonly code: Parameters<typeof problemText>[0] | null; readonly detail: object }

/** A refusal with every criterion that it names at its own cell. */
function refusedOutcome(row: Row, refused: Refused | Exclude<Decision, { ok: true }>): Outcome {
  const code = refused.code ?? 'invalid'
  const named: Mistake[] = criteriaOf(refused.detail).map((id) =>
    row.mistake(columnOf({ id }), code, code === 'needsUnmet' ? `Chưa chấm tiêu chí ${id}.` : FITS),
  )
  return mistaken(named.length > 0 ? named : [row.mistake('name', code, problemText(code))])
}
const FITS = 'Điểm hoặc mức này không dùng được cho tiêu chí.'

function criteriaOf(detail: object): string[] {
  const { criteria, needs } = detail as {
    readonly criteria?: readonly string[]
    readonly needs?: readonly { readonly criterion?: string }[]
  }
  return [
    ...(criteria ?? []),
    ...(needs ?? []).flatMap(({ criterion }) => (criterion === undefined ? [] : [criterion])),
  ]
}
