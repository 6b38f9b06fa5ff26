// Registers of an office: the list of them, the papers sent out (sổ văn bản đi) on screen and printed, papers made outside
// that take the next number, and what replaces, corrects or recalls them.
import { pipeline } from 'node:stream/promises'
import { PassThrough } from 'node:stream'
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { registerRule } from '../../domain/symbols.ts'
import { civilDateOf, yearOf } from '../../domain/time/civil.ts'
import { arrive } from '../arriving.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { byId } from '../admin/schemas.ts'
import { freeRenderer } from '../free-renderer.ts'
import { Problem } from '../problems.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { openForReading } from '../reads/detail.ts'
import { downloadHeaders, keepOfficeFile, officeFile, readOfficeFile, sendFile } from '../registers/files.ts'
import {
  lineCursor,
  readLine,
  readSent,
  readSentOfDossier,
  registerId,
  registerItem,
  sentLine,
  sentQuery,
} from '../registers/lines.ts'
import type { SentFilters, SentLine } from '../registers/lines.ts'
import { readableOffice, registersOf } from '../registers/office.ts'
import { registerBook, registerSheet } from '../registers/print.ts'
import type { PrintedRegister } from '../registers/print.ts'
import { KEEPERS, changePaper, enterPaper, mustKeep, newChange, newPaper } from '../registers/writing.ts'
import { WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, id, pageOf, pageQuery, queryNumber, sha256 } from '../schemas.ts'
import { heldAs } from '../territory.ts'

const tag = 'registers'
/** Lines of one printed book; more is asked for in parts, by register or by days. */
const PDF_LINES = 3000
const SHEET_LINES = 100_000
const PAGE = 500

const inPath = queryNumber(1, 999_999_999)
const byNumber = z.strictObject({
  id,
  register: registerId,
  year: queryNumber(2000, 2100),
  number: inPath,
})

async function* pagesOf(
  db: Queryable,
  officeId: string,
  filters: SentFilters,
  most: number,
): AsyncGenerator<readonly SentLine[]> {
  let seen = 0
  for (let cursor: ReturnType<typeof lineCursor> | null = null; ; ) {
    const rows: SentLine[] = await readSent(db, { officeId, filters, cursor, limit: PAGE })
    const page = rows.slice(0, PAGE)
    const last = page.at(-1)
    seen += page.length
    if (seen > most) throw new Problem('payloadTooLarge', { params: { most } })
    yield page
    if (rows.length <= PAGE || last === undefined) return
    cursor = lineCursor(last)
  }
}

/** What is printed: one year, this one unless told. */
function printedFilters(query: SentFilters, at: string): SentFilters & { readonly year: number } {
  return { ...query, year: query.year ?? yearOf(civilDateOf(at)) }
}

const printQuery = z.strictObject({ ...sentQuery, format: z.enum(['pdf', 'xlsx']) })
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const reading: readonly Route[] = [
  route({
    method: 'get',
    path: '/offices/{id}/registers',
    id: 'listRegisters',
    summary:
      'The registers of an office in a year: the last number of each, and what the next symbol ends with',
    tag,
    access: 'person',
    params: byId,
    query: z.strictObject({ year: queryNumber(2000, 2100).optional() }),
    reply: z.object({ items: z.array(registerItem) }),
    handle: async ({ deps, actor, at, params, query }) => {
      const office = await readableOffice(deps.pool, actor, params.id)
      return { items: await registersOf(deps.pool, office, query.year ?? yearOf(civilDateOf(at))) }
    },
  }),
  route({
    method: 'get',
    path: '/offices/{id}/sent',
    id: 'listSentPapers',
    summary:
      'The papers that an office sent out, found by words, symbol, register, days and what became of them',
    tag,
    access: 'person',
    params: byId,
    query: z.strictObject({ ...sentQuery, ...pageQuery }),
    reply: pageOf(sentLine),
    handle: async ({ deps, actor, params, query }) => {
      const { limit = PAGE_SIZE, cursor, ...filters } = query
      await readableOffice(deps.pool, actor, params.id)
      const from = unpackCursor(cursor)
      const rows = await readSent(deps.pool, { officeId: params.id, filters, cursor: from, limit })
      return pageOfRows(rows, limit, lineCursor, (line) => line)
    },
  }),
  route({
    method: 'get',
    path: '/offices/{id}/sent/{register}/{year}/{number}',
    id: 'readSentPaper',
    summary: 'One paper that an office sent out, with what it changed and what changed it',
    tag,
    access: 'person',
    params: byNumber,
    reply: sentLine,
    handle: async ({ deps, actor, params }) => {
      await readableOffice(deps.pool, actor, params.id)
      const found = await readLine(deps.pool, { ...params, officeId: params.id })
      if (found === null) throw new Problem('notFound')
      return found
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/sent',
    id: 'listSentPapersOfDossier',
    summary: 'The numbered papers of a dossier, with what replaced, corrected or recalled them',
    tag,
    access: 'person',
    params: byId,
    reply: z.object({ items: z.array(sentLine) }),
    handle: async ({ deps, actor, at, params }) => {
      const reading = { deps, actor, at }
      const opened = await openForReading(reading, params.id, 'listSentPapersOfDossier')
      if (!opened.readsContent) throw new Problem('notFound')
      return { items: await readSentOfDossier(deps.pool, params.id) }
    },
  }),
  route({
    method: 'get',
    path: '/offices/{id}/sent-book',
    id: 'printSentPapers',
    summary: 'The register of papers sent out as it is printed: PDF of up to 3,000 lines, or a sheet',
    tag,
    access: 'person',
    params: byId,
    query: printQuery,
    replyType: 'application/octet-stream',
    handle: async ({ deps, actor, at, res, params, query }) => {
      const { format, ...asked } = query
      const office = await readableOffice(deps.pool, actor, params.id)
      const filters = printedFilters(asked, at)
      const { register } = filters
      const about: PrintedRegister = {
        officeName: office.name,
        year: filters.year,
        registerName: register === undefined ? null : registerRule(register).vi,
        printedAt: at,
      }
      const name = `Sổ văn bản đi ${filters.year} ${office.name}.${format}`
      if (format === 'pdf') {
        const lines: SentLine[] = []
        for await (const page of pagesOf(deps.pool, office.id, filters, PDF_LINES)) lines.push(...page)
        const bytes = await freeRenderer().ask({ do: 'book', book: registerBook(lines, about) })
        downloadHeaders(res, 'application/pdf', name)
        res.end(Buffer.from(bytes))
        return WRITTEN
      }
      const pages = pagesOf(deps.pool, office.id, filters, SHEET_LINES)
      downloadHeaders(res, XLSX, name)
      const through = new PassThrough()
      await Promise.all([registerSheet(through, pages, about), pipeline(through, res)])
      return WRITTEN
    },
  }),
  route({
    method: 'get',
    path: '/offices/{id}/files/{sha256}',
    id: 'downloadOfficeFile',
    summary: 'The file of a paper made outside, always as a download',
    tag,
    access: 'person',
    params: z.strictObject({ id, sha256 }),
    replyType: 'application/octet-stream',
    handle: async ({ deps, actor, res, params }) => {
      await readableOffice(deps.pool, actor, params.id)
      const found = await readOfficeFile(deps.pool, params.id, params.sha256)
      if (found === null) throw new Problem('notFound')
      return sendFile(deps, res, found)
    },
  }),
]

const keeping: readonly Route[] = [
  route({
    method: 'post',
    path: '/offices/{id}/files',
    id: 'uploadOfficeFile',
    summary: 'Upload the file of a paper made outside (pdf, docx, xlsx, jpg, png by its content)',
    tag,
    access: KEEPERS,
    params: byId,
    rawBody: { contentType: 'multipart/form-data', fields: ['file'] },
    status: 201,
    reply: officeFile,
    handle: async ({ deps, actor, at, req, res, params }) => {
      await readableOffice(deps.pool, actor, params.id)
      if (!heldAs(actor, KEEPERS).offices.includes(params.id)) throw new Problem('forbidden')
      const file = await arrive(deps, req, res)
      return keepOfficeFile(deps, params.id, file, { by: actor.personId, at })
    },
  }),
  route({
    method: 'post',
    path: '/offices/{id}/sent',
    id: 'enterSentPaper',
    summary: 'Enter a paper made outside: it takes the next number of its register',
    tag,
    access: KEEPERS,
    headers: keyHeaders,
    params: byId,
    body: newPaper,
    status: 201,
    reply: sentLine,
    handle: (call) =>
      once(call, 'enterSentPaper', async (client) => {
        const { actor, at, params, body } = call
        await readableOffice(client, actor, params.id)
        mustKeep(actor, params.id, body.register)
        return enterPaper(client, params.id, body, { by: actor.personId, at })
      }),
  }),
  route({
    method: 'post',
    path: '/offices/{id}/sent/{register}/{year}/{number}/changes',
    id: 'changeSentPaper',
    summary:
      'Replace, correct or recall a paper made outside, with a reason; what a dossier issued is changed by its own actions',
    tag,
    access: KEEPERS,
    headers: keyHeaders,
    params: byNumber,
    body: newChange,
    status: 201,
    reply: sentLine,
    handle: (call) =>
      once(call, 'changeSentPaper', async (client) => {
        const { actor, at, params, body } = call
        const { id: officeId, ...number } = params
        await readableOffice(client, actor, officeId)
        mustKeep(actor, officeId, params.register)
        return changePaper(client, { officeId, ...number }, body, { by: actor.personId, at })
      }),
  }),
]

export const registerRoutes: readonly Route[] = [...reading, ...keeping]
