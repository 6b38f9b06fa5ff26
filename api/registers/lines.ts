// Reading the register of papers that an office sent out (sổ văn bản đi): every number that was given, whoever's act took
// it, with excerpt, signer, recipients, the paper or file where there is one, and what changed it later or what it changed.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { PAPER_CHANGES } from '../../domain/paper-changes.ts'
import { registerRule } from '../../domain/symbols.ts'
import { searchWords } from '../../domain/text.ts'
import { addDays, startOfDay } from '../../domain/time/civil.ts'
import { SIGNING_FORMS } from '../../domain/vocabulary.ts'
import type { Cursor } from '../reads/cursor.ts'
import { civilDate, id, instant, queryNumber, sha256 } from '../schemas.ts'
import { Values } from '../scope.ts'

/** A register's name as it stands in a path. */
export const registerId = z.string().regex(/^[A-Za-z][\w-]{0,59}$/u)

export const paperRef = z
  .object({ officeId: id, register: registerId, year: z.int(), number: z.int() })
  .meta({ id: 'PaperNumber' })

const link = z.object({
  kind: z.enum(PAPER_CHANGES),
  at: instant,
  /** For one dossier of a paper over many. */
  partial: z.boolean(),
  dossierId: id.nullable(),
  /** Told where no dossier's content holds it. */
  reason: z.string().nullable(),
  paper: paperRef.extend({ symbol: z.string().nullable() }).nullable(),
})

export const PAPER_STATUSES = ['issued', 'corrected', 'replaced', 'recalled'] as const

export const sentLine = z
  .object({
    officeId: id,
    register: registerId,
    registerName: z.string(),
    year: z.int(),
    number: z.int(),
    symbol: z.string(),
    givenAt: instant,
    /** The day on the paper. */
    datedOn: civilDate,
    excerpt: z.string(),
    recipients: z.string().nullable(),
    signer: z.object({
      personId: id.nullable(),
      name: z.string().nullable(),
      form: z.enum(SIGNING_FORMS).nullable(),
    }),
    status: z.enum(PAPER_STATUSES),
    dossierId: id.nullable(),
    batchId: id.nullable(),
    paperId: id.nullable(),
    file: z.object({ sha256, name: z.string(), mime: z.string(), size: z.int() }).nullable(),
    /** What was done to it later. */
    changedBy: z.array(link),
    /** What it did to papers before it. */
    changes: z.array(link),
  })
  .meta({ id: 'SentPaper' })
export type SentLine = z.output<typeof sentLine>

export const sentQuery = {
  year: queryNumber(2000, 2100).optional(),
  register: registerId.optional(),
  text: z.string().max(200).optional(),
  /** First and last day on which numbers were given. */
  from: civilDate.optional(),
  to: civilDate.optional(),
  status: z.enum(PAPER_STATUSES).optional(),
} as const
export type SentFilters = z.output<z.ZodObject<typeof sentQuery>>

const numberOf = (prefix: string): string =>
  `json_build_object('officeId', ${prefix}office_id, 'register', ${prefix}register, 'year', ${prefix}year, 'number', ${prefix}number)`

const AT = `to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const linkTo = (paper: string): string =>
  `json_build_object('kind', c.kind, 'at', ${AT}, 'partial', c.partial, 'dossierId', c.dossier_id, 'reason', c.reason,
    'paper', ${paper})`

const LINKS = `
LEFT JOIN LATERAL (SELECT json_agg(${linkTo(
  `CASE WHEN b.number IS NULL THEN NULL ELSE ${numberOf('b.')}::jsonb || jsonb_build_object('symbol', b.symbol) END`,
)} ORDER BY c.at, array_position(ARRAY['correct', 'replace', 'recall'], c.kind), c.id) AS links,
    max(CASE WHEN c.partial THEN 0 WHEN c.kind = 'recall' THEN 3 WHEN c.kind = 'replace' THEN 2 ELSE 1 END) AS rank
  FROM paper_change c LEFT JOIN number_given b
    ON b.office_id = c.by_office AND b.register = c.by_register AND b.year = c.by_year AND b.number = c.by_number
  WHERE c.office_id = n.office_id AND c.register = n.register AND c.year = n.year AND c.number = n.number) later ON true
LEFT JOIN LATERAL (SELECT json_agg(${linkTo(
  `${numberOf('c.')}::jsonb || jsonb_build_object('symbol', b.symbol)`,
)} ORDER BY c.at, array_position(ARRAY['correct', 'replace', 'recall'], c.kind), c.id) AS links
  FROM paper_change c LEFT JOIN number_given b
    ON b.office_id = c.office_id AND b.register = c.register AND b.year = c.year AND b.number = c.number
  WHERE c.by_office = n.office_id AND c.by_register = n.register AND c.by_year = n.year AND c.by_number = n.number) earlier ON true`

// A decision and what is made out to those whom it names may stand under one number: the line speaks of the decision.
const FROM = `FROM number_given n
LEFT JOIN LATERAL (SELECT p.id, p.excerpt, p.signed_by, p.signing_form FROM paper p
  WHERE p.office_id = n.office_id AND p.register = n.register AND p.year = n.year AND p.number = n.number
  ORDER BY p.kind = ANY('{certificate,commendation}'::text[]), p.created_at, p.id LIMIT 1) paper ON true
LEFT JOIN outside_paper x ON x.office_id = n.office_id AND x.register = n.register AND x.year = n.year AND x.number = n.number
LEFT JOIN office_file f ON f.office_id = n.office_id AND f.sha256 = x.sha256
LEFT JOIN person who ON who.id = coalesce(n.signed_by, paper.signed_by)
${LINKS}`

const COLUMNS = `n.office_id AS "officeId", n.register, n.year, n.number, n.symbol, n.given_at AS "givenAt",
  coalesce(x.dated_on, (n.given_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)::text AS "datedOn",
  coalesce(paper.excerpt, n.excerpt, '') AS excerpt, n.recipients, who.id AS "personId", coalesce(x.signer, who.name) AS signer,
  coalesce(n.signing_form, paper.signing_form) AS form, n.dossier_id AS "dossierId", n.batch_id AS "batchId",
  paper.id AS "paperId", f.sha256, f.name, f.mime, f.size, coalesce(later.rank, 0) AS rank, later.links AS "changedBy",
  earlier.links AS changes`

interface Row {
  readonly officeId: string
  readonly register: string
  readonly year: number
  readonly number: number
  readonly symbol: string | null
  readonly givenAt: Date
  readonly datedOn: string
  readonly excerpt: string
  readonly recipients: string | null
  readonly personId: string | null
  readonly signer: string | null
  readonly form: SentLine['signer']['form']
  readonly dossierId: string | null
  readonly batchId: string | null
  readonly paperId: string | null
  readonly sha256: string | null
  readonly name: string
  readonly mime: string
  readonly size: number
  readonly rank: number
  readonly changedBy: SentLine['changedBy'] | null
  readonly changes: SentLine['changes'] | null
}

export interface SentSearch {
  readonly officeId: string
  readonly filters: SentFilters
  readonly cursor: Cursor | null
  readonly limit: number
}

/** Lines in the order of their numbers in one register, else in the order in which they were given; one more than asked. */
export async function readSent(db: Queryable, search: SentSearch): Promise<SentLine[]> {
  const values = new Values()
  const { officeId, filters, cursor, limit } = search
  const conditions = [`n.office_id = ${values.add(officeId)}`, ...conditionsOf(filters, values)]
  const one = filters.register !== undefined && filters.year !== undefined
  if (cursor !== null) {
    const [at, place] = cursor
    const [register = '', number = '0'] = place.split('/')
    conditions.push(
      one
        ? `n.number > ${values.add(Number(number))}`
        : `(n.given_at, n.register, n.number) > (${values.add(at)}::timestamptz, ${values.add(register)}, ${values.add(Number(number))})`,
    )
  }
  const order = one ? 'n.number' : 'n.given_at, n.register, n.number'
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows.map(lineOf)
}

function conditionsOf(filters: SentFilters, values: Values): string[] {
  const { year, register, text, from, to, status } = filters
  return [
    ...(year === undefined ? [] : [`n.year = ${values.add(year)}`]),
    ...(register === undefined ? [] : [`n.register = ${values.add(register)}`]),
    ...(from === undefined ? [] : [`n.given_at >= ${values.add(startOfDay(from))}`]),
    ...(to === undefined ? [] : [`n.given_at < ${values.add(startOfDay(addDays(to, 1)))}`]),
    ...(status === undefined
      ? []
      : [`coalesce(later.rank, 0) = ${values.add(PAPER_STATUSES.indexOf(status))}`]),
    ...wordsOrSymbol(text ?? '', values),
  ]
}

/** The words of excerpt and recipients; or what a symbol begins with, where a stroke says that it is one. */
function wordsOrSymbol(text: string, values: Values): string[] {
  const typed = text.normalize('NFC').trim()
  if (typed.includes('/')) return [`starts_with(upper(n.symbol), upper(${values.add(typed)}))`]
  return searchWords(text).map((word) => `n.search_key LIKE ${values.add(`%${word}%`)}`)
}

function lineOf(row: Row): SentLine {
  const { officeId, register, year, number, datedOn, excerpt, recipients, dossierId, batchId, paperId } = row
  return {
    officeId,
    register,
    registerName: registerRule(register).vi,
    year,
    number,
    symbol: row.symbol ?? String(number),
    givenAt: row.givenAt.toISOString(),
    datedOn,
    excerpt,
    recipients,
    signer: { personId: row.personId, name: row.signer, form: row.form },
    status: PAPER_STATUSES[row.rank] ?? 'issued',
    dossierId,
    batchId,
    paperId,
    file: row.sha256 === null ? null : { sha256: row.sha256, name: row.name, mime: row.mime, size: row.size },
    changedBy: row.changedBy ?? [],
    changes: row.changes ?? [],
  }
}

/** Where a page of lines ended. */
export const lineCursor = ({ givenAt, register, number }: SentLine): Cursor => [
  givenAt,
  `${register}/${number}`,
]

/** One line; null where no such number was given. */
export async function readLine(
  db: Queryable,
  { officeId, register, year, number }: z.output<typeof paperRef>,
): Promise<SentLine | null> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} ${FROM} WHERE n.office_id = $1 AND n.register = $2 AND n.year = $3 AND n.number = $4`,
    [officeId, register, year, number],
  )
  return rows[0] === undefined ? null : lineOf(rows[0])
}

export const registerItem = z
  .object({
    register: registerId,
    name: z.string(),
    year: z.int(),
    /** What stands behind the stroke of the next symbol. */
    tail: z.string(),
    /** The last number given; nought before the first. */
    last: z.int(),
    /** Said for a series that goes on from paper. */
    first: z.int().nullable(),
    open: z.boolean(),
  })
  .meta({ id: 'Register' })

/** The numbers of a dossier, its own and those of decisions over many, in the order in which they were given. */
export async function readSentOfDossier(db: Queryable, dossierId: string): Promise<SentLine[]> {
  const { rows } = await db.query<Row>(
    `WITH own AS (SELECT s FROM dossier d, jsonb_array_elements(d.state->'numbers') AS s WHERE d.id = $1)
     SELECT ${COLUMNS} ${FROM} WHERE EXISTS (SELECT 1 FROM own WHERE s->>'officeId' = n.office_id AND s->>'register' = n.register
       AND (s->>'year')::int = n.year AND (s->>'number')::int = n.number)
       AND (n.office_id, n.register, n.year) IN (SELECT s->>'officeId', s->>'register', (s->>'year')::int FROM own)
     ORDER BY n.given_at, n.register, n.number`,
    [dossierId],
  )
  // What a decision over many became for another dossier is not this one's to tell.
  const here = (one: SentLine['changes'][number]): boolean => !one.partial || one.dossierId === dossierId
  return rows.map(lineOf).map((line) => ({
    ...line,
    changedBy: line.changedBy.filter(here),
    changes: line.changes.filter(here),
  }))
}
