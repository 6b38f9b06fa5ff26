// What single kinds of papers say besides: criteria, votes, duties, sums, what to mend, the certificate.
import { ROLE_WORDS } from '../../domain/glossary/people.ts'
import type { Answer, Body, CriteriaSheet } from '../../domain/body.ts'
import type { Id } from '../../domain/dossier.ts'
import { officeAt } from '../../domain/people.ts'
import type { PaperData } from '../../domain/paper-tags.ts'
import { bodyName, dateText, symbolEnding } from '../../domain/paper-words.ts'
import { stepPapers } from '../../domain/papers-given.ts'
import { bodyOf } from '../../domain/papers.ts'
import { stepById } from '../../domain/steps.ts'
import { symbolOf } from '../../domain/symbols.ts'
import { civilDateOf, formatDate } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { libraryOf } from '../record/cache.ts'
import { awardData } from './award.ts'
import type { Collecting } from './collecting.ts'
import { moneyData } from './fields.ts'
import { readHolders, readPersons } from './names.ts'
import { symbolGiven } from './symbols.ts'

/** The tags of the asked kind beside those that every paper has. */
export async function ownData(collecting: Collecting): Promise<PaperData> {
  switch (collecting.asked.kind) {
    case 'selfAssessment':
    case 'inspectionMinutes':
    case 'report':
      return criteria(collecting)
    case 'meetingMinutes':
    case 'invitation':
      return meeting(collecting)
    case 'plan':
    case 'assignmentMinutes':
      return { tasks: await tasks(collecting) }
    case 'estimate':
    case 'settlement':
      return moneyData(collecting.asked.step.needs, collecting.asked.written)
    case 'returnLetter':
      return mending(collecting)
    case 'decision':
      return {
        ...(await award(collecting)),
        handsOut: collecting.asked.step.assigns !== undefined,
        proposer: await proposerOf(collecting),
      }
    case 'notice':
    case 'certificate':
      return { proposer: await proposerOf(collecting), ...(await certificate(collecting)) }
    case 'commendation':
      return { ...(await award(collecting)), proposer: await proposerOf(collecting) }
    case 'proposal':
    case 'registration':
    case 'schedule':
      return {}
  }
}

const VERDICTS: Readonly<Record<Answer['verdict'], string>> = {
  met: 'Đạt',
  notMet: 'Chưa đạt',
  notApplicable: 'Không áp dụng',
}
/** Points are kept in half steps. */
const points = (halves: number | undefined): string =>
  halves === undefined ? '' : String(halves / 2).replace('.', ',')

/** A content of the dossier by its hash. */
export async function contentOf(
  { db, dossier }: Collecting,
  hash: string | null | undefined,
): Promise<Body | null> {
  if (hash === null || hash === undefined) return null
  const { rows } = await db.query<{ body: Body | null }>({
    name: 'paper_content',
    text: 'SELECT body FROM content WHERE dossier_id = $1 AND hash = $2',
    values: [dossier.state.id, hash],
  })
  return rows[0]?.body ?? null
}

async function criteria(collecting: Collecting): Promise<PaperData> {
  const { pool, db, dossier, asked } = collecting
  const { state } = dossier
  const own = asked.kind === 'selfAssessment'
  const given = own ? state.assessments.at(-1) : state.inspections.at(-1)
  const answered =
    asked.written?.answers === undefined ? await contentOf(collecting, given?.bodyHash) : asked.written
  const named = state.inspections.at(-1)?.sheet ?? state.sheet
  const sheet = named === null ? null : await libraryOf(pool).sheet(named.id, named.version)
  const session = state.inspections.filter((one) => one.session === state.inspections.at(-1)?.session)
  const by = await readPersons(
    db,
    session.map((one) => one.by),
  )
  return {
    ...tableOf(sheet, answered),
    score: points(given?.score),
    level: sheet?.levels?.find(({ id }) => id === given?.level)?.vi ?? '',
    statement: answered?.text ?? '',
    inspectors: [...by.values()].map((name) => ({ name, role: ROLE_WORDS.inspector.vi })),
  }
}

function tableOf(sheet: CriteriaSheet | null, answered: Body | null): PaperData {
  const rows = (sheet?.criteria ?? []).map((criterion, at) => {
    const answer = answered?.answers?.[criterion.id]
    return {
      no: String(at + 1),
      name: criterion.vi,
      verdict: answer === undefined ? '' : VERDICTS[answer.verdict],
      points: points(answer?.points),
      note: answer?.note ?? '',
    }
  })
  const count = (verdict: string): string => String(rows.filter((row) => row.verdict === verdict).length)
  return {
    sheetName: sheet === null ? '' : sheet.vi,
    criteria: rows,
    metCount: count(VERDICTS.met),
    notMetCount: count(VERDICTS.notMet),
    criteriaCount: answered?.answers === undefined ? '' : String(rows.length),
  }
}

type Vote = { readonly personId: Id; readonly verdict: 'approve' | 'reject' | 'abstain' | 'recuse' }
const VOTES: Readonly<Record<Vote['verdict'], string>> = {
  approve: 'Đồng ý',
  reject: 'Không đồng ý',
  abstain: 'Không có ý kiến',
  recuse: 'Không tham gia',
}
const COMMITTEE: readonly Role[] = ['committeeHead', 'committeeMember']

async function meeting(collecting: Collecting): Promise<PaperData> {
  const { db, dossier, asked } = collecting
  const officeId = officeAt(dossier.state.offices, asked.step.parties[0]?.level ?? 'commune')
  const seats = officeId === null ? [] : await readHolders(db, officeId, COMMITTEE, asked.at)
  const votes = await votesOf(collecting)
  const vote = (id: Id): Vote | undefined => votes.find(({ personId }) => personId === id)
  const persons = await readPersons(db, [asked.signedBy])
  const members = [...new Map(seats.map((seat) => [seat.id, seat])).values()]
  const count = (...verdicts: readonly string[]): string =>
    String(votes.filter(({ verdict }) => verdicts.includes(verdict)).length)
  return {
    members: members.map(({ id, name, role }, at) => {
      const given = vote(id)
      return {
        no: String(at + 1),
        name,
        role: ROLE_WORDS[role].vi,
        vote: given === undefined ? (votes.length === 0 ? '' : 'Vắng') : VOTES[given.verdict],
      }
    }),
    memberCount: String(members.length),
    presentCount: String(votes.length),
    approveCount: count('approve'),
    rejectCount: count('reject'),
    abstainCount: count('abstain', 'recuse'),
    result: votes.length === 0 ? '' : asked.event.passed === false ? 'Không thông qua' : 'Thông qua',
    chairName: members.find(({ role }) => role === 'committeeHead')?.name ?? '',
    secretaryName: persons.get(asked.signedBy ?? '') ?? '',
  }
}

/** Votes of the meeting that the paper minutes, else of the last one recorded at the step, else the written opinions. */
async function votesOf({ db, dossier, asked }: Collecting): Promise<readonly Vote[]> {
  if (Array.isArray(asked.event.votes)) return asked.event.votes as readonly Vote[]
  const { rows } = await db.query<{ votes: readonly Vote[] | null }>(
    `SELECT data->'data'->'votes' AS votes FROM event WHERE dossier_id = $1 AND type = 'meetingRecorded'
     ORDER BY seq DESC LIMIT 1`,
    [dossier.state.id],
  )
  if (rows[0]?.votes) return rows[0].votes
  return dossier.state.tasks.flatMap(({ by, verdict }) =>
    by === null || verdict === null || verdict === 'opinion' ? [] : [{ personId: by, verdict }],
  )
}

interface PartRow {
  readonly name: string
  readonly who: string
  readonly due: string | null
}

/** The parts of the plan or order that were made, each with whom it is for; of what was handed out later, only these. */
async function tasks({ db, dossier, asked }: Collecting): Promise<PaperData[]> {
  const only = asked.after === true && Array.isArray(asked.event.parts) ? asked.event.parts : null
  const { rows } = await db.query<PartRow>(
    `SELECT s.name, concat_ws(', ', p.name, o.name) AS who, (SELECT min(value) FROM jsonb_each_text(s.dates)) AS due
     FROM matter s JOIN office o ON o.id = s.office_id LEFT JOIN person p ON p.id = s.person_id
     WHERE (s.parent_id = $1 OR (s.id = $1 AND s.kind = 'duty')) AND ($2::text[] IS NULL OR s.id = ANY($2)) ORDER BY s.code NULLS LAST, s.created_at, s.id LIMIT 5000`,
    [dossier.state.subject.id, only],
  )
  return rows.map(({ name, who, due }, at) => ({
    no: String(at + 1),
    task: name,
    person: who,
    due:
      due === null
        ? 'Theo hạn chung'
        : /^\d{4}-/u.test(due)
          ? formatDate(due)
          : due.split('-').reverse().join('/'),
  }))
}

async function mending(collecting: Collecting): Promise<PaperData> {
  const { dossier, asked, pool } = collecting
  const { state, procedure } = dossier
  const body = asked.written ?? (await contentOf(collecting, state.returned?.bodyHash))
  const to = typeof asked.event.toStep === 'string' ? asked.event.toStep : (state.returned?.to ?? '')
  const target = stepById(procedure, to)
  const sheet = state.sheet === null ? null : await libraryOf(pool).sheet(state.sheet.id, state.sheet.version)
  const fields = (body?.mendFields ?? []).map(
    (id) =>
      target?.needs.flatMap((need) => ('vi' in need && 'id' in need && need.id === id ? [need.vi] : []))[0] ??
      id,
  )
  const criteria = (body?.mendCriteria ?? []).map(
    (id) => sheet?.criteria.find((one) => one.id === id)?.vi ?? id,
  )
  return {
    reason: body?.reason ?? '',
    mends: [...fields, ...criteria].map((name, at) => ({ no: String(at + 1), name })),
    dueDate: state.returned === null || dossier.dueAt === null ? '' : formatDate(civilDateOf(dossier.dueAt)),
  }
}

/** Who proposed it, with number and date where the proposal has one. */
async function proposerOf({ db, dossier, asked }: Collecting): Promise<string> {
  const { state, procedure, offices } = dossier
  const rule = procedure.steps.findLast(
    (step) =>
      step.id !== asked.step.id &&
      (step.papers ?? []).some(({ kind }) => kind === 'proposal') &&
      state.numbers.some((one) => one.step === step.id),
  )
  const given = state.numbers.findLast((one) => one.step === rule?.id)
  const role = rule?.parties[0]?.role
  const office = offices.get(given?.officeId)
  if (given === undefined || role === undefined || office === null) return ''
  const body = bodyOf(role, office.kind)
  const symbol =
    (await symbolGiven(db, given)) ?? symbolOf(given.number, symbolEnding('proposal', body, office))
  return `${bodyName(body, office)} tại Tờ trình số ${symbol} ngày ${dateText(given.at)}`
}

interface CertificateRow {
  readonly code: string
}

async function certificate({ db, dossier, publicUrl }: Collecting): Promise<PaperData> {
  const { state, procedure, offices } = dossier
  const { rows } = await db.query<CertificateRow>(
    'SELECT code FROM certificate WHERE dossier_id = $1 ORDER BY (revoked_at IS NULL) DESC, issued_at DESC LIMIT 1',
    [state.id],
  )
  const code = rows[0]?.code ?? ''
  const decides = (id: string): boolean => {
    const at = stepById(procedure, id)
    return at !== null && stepPapers(at).some(({ kind }) => kind === 'decision')
  }
  const given = state.numbers.findLast((one) => decides(one.step))
  const step = given === undefined ? null : stepById(procedure, given.step)
  const office = offices.get(given?.officeId)
  const role = step?.parties[0]?.role
  return {
    code,
    verifyUrl: code === '' ? '' : `${publicUrl}/verify/${code}`,
    decisionNumber:
      given === undefined || office === null || role === undefined
        ? ''
        : ((await symbolGiven(db, given)) ??
          symbolOf(given.number, symbolEnding('decision', bodyOf(role, office.kind), office))),
    decisionDate: given === undefined ? '' : dateText(given.at),
  }
}

async function award(collecting: Collecting): Promise<PaperData> {
  const { state, procedure, subjectName } = collecting.dossier
  const first = procedure.paths.find(({ id }) => id === state.path)?.steps[0] ?? ''
  const written = await contentOf(collecting, state.contents[first])
  return awardData(written, procedure.givenTo, { subjectName, about: procedure.vi })
}
