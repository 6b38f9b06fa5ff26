// Lists, counts, scores, results of years and registers of numbers as files for Excel: XLSX, or CSV in UTF-8. Each holds what
// the list on the screen holds for the same filters and reader.
import { z } from 'zod'
import { civilDateOf } from '../../domain/time/civil.ts'
import { findCampaign } from '../admin/campaign-reads.ts'
import { resultQuery } from '../admin/results.ts'
import { byId } from '../admin/schemas.ts'
import { countTable, dossierTable } from '../exports/dossiers.ts'
import { matterTable } from '../exports/matters.ts'
import { registerTable, resultTable, scoreTable, yearEndTable } from '../exports/results.ts'
import { sendTable } from '../exports/table.ts'
import { Problem } from '../problems.ts'
import { filterQuery } from '../reads/filters.ts'
import { matterQuery } from '../reads/matters.ts'
import { WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, queryNumber } from '../schemas.ts'
import { scopeOf } from '../scope.ts'
import { XLSX_TYPE } from '../sheet-files/attachment.ts'
import { officeWhere, worksWith } from '../territory.ts'

const tag = 'list-exports'
const replyType = XLSX_TYPE
const fileQuery = {
  /** XLSX unless told. */
  format: z.enum(['xlsx', 'csv']).optional(),
  /** Between the cells of CSV; Excel on a Vietnamese Windows may want semicolons. */
  separator: z.enum(['comma', 'semicolon']).optional(),
} as const

export const listExportRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/exports/dossiers',
    id: 'exportDossierList',
    summary: 'The list of dossiers as a file, with the list route’s filters',
    tag,
    access: 'person',
    query: z.strictObject({ ...filterQuery, ...fileQuery, sort: z.enum(['newest', 'due']).optional() }),
    replyType,
    handle: async ({ deps, actor, at, query, res }) => {
      const { format = 'xlsx', separator, sort = 'newest', ...filters } = query
      const table = dossierTable({ pool: deps.pool, scope: scopeOf(actor), filters, at }, sort)
      await sendTable(deps, res, table, format, separator)
      return WRITTEN
    },
  }),
  route({
    method: 'get',
    path: '/exports/counts',
    id: 'exportCounts',
    summary: 'How many dossiers stand where, by territory, kind and step, as a file with its sum',
    tag,
    access: 'person',
    query: z.strictObject({ ...filterQuery, ...fileQuery }),
    replyType,
    handle: async ({ deps, actor, at, query, res }) => {
      const { format = 'xlsx', separator, ...filters } = query
      const table = countTable({ pool: deps.pool, scope: scopeOf(actor), filters, at })
      await sendTable(deps, res, table, format, separator)
      return WRITTEN
    },
  }),
  route({
    method: 'get',
    path: '/exports/matters',
    id: 'exportMatters',
    summary: 'The registers of matters as a file, with the list route’s filters',
    tag,
    access: 'person',
    query: z.strictObject({ ...matterQuery, ...fileQuery }),
    replyType,
    handle: async ({ deps, actor, query, res }) => {
      const { format = 'xlsx', separator, ...filters } = query
      await sendTable(deps, res, matterTable(scopeOf(actor), filters), format, separator)
      return WRITTEN
    },
  }),
  route({
    method: 'get',
    path: '/exports/campaigns/{id}/scores',
    id: 'exportScores',
    summary: 'Self-assessed and inspected scores of a campaign, side by side, as a file',
    tag,
    access: 'person',
    params: byId,
    query: z.strictObject(fileQuery),
    replyType,
    handle: async ({ deps, actor, params, query, res }) => {
      const campaign = await findCampaign(deps.pool, actor, params.id)
      if (campaign === null) throw new Problem('notFound')
      await sendTable(deps, res, scoreTable(actor, campaign.id), query.format ?? 'xlsx', query.separator)
      return WRITTEN
    },
  }),
  route({
    method: 'get',
    path: '/exports/results',
    id: 'exportResults',
    summary: 'Results of subjects one by one, with the list route’s filters, as a file',
    tag,
    access: 'person',
    query: z.strictObject({ ...resultQuery, year: queryNumber(2000, 2100).optional(), ...fileQuery }),
    replyType,
    handle: async ({ deps, actor, query, res }) => {
      const { format = 'xlsx', separator, ...filters } = query
      await sendTable(deps, res, resultTable(actor, filters), format, separator)
      return WRITTEN
    },
  }),
  route({
    method: 'get',
    path: '/exports/years/{year}',
    id: 'exportYearEnd',
    summary: 'What was reached in a year, counted by territory and kind, as a file with its sum',
    tag,
    access: 'person',
    params: z.strictObject({ year: queryNumber(2000, 2100) }),
    query: z.strictObject(fileQuery),
    replyType,
    handle: async ({ deps, actor, params, query, res }) => {
      await sendTable(deps, res, yearEndTable(actor, params.year), query.format ?? 'xlsx', query.separator)
      return WRITTEN
    },
  }),
  route({
    method: 'get',
    path: '/exports/registers/{id}/{year}',
    id: 'exportRegister',
    summary:
      'The numbers that an office gave in a year, as a file, for whoever works in it, above it or below',
    tag,
    access: 'person',
    params: z.strictObject({ id, year: queryNumber(2000, 2100) }),
    query: z.strictObject(fileQuery),
    replyType,
    handle: async ({ deps, actor, at, params, query, res }) => {
      const mine = (values: Parameters<typeof worksWith>[1]): string => worksWith(actor, values)
      const office = await officeWhere(deps.pool, params.id, civilDateOf(at), mine)
      if (office === null) throw new Problem('notFound')
      const table = registerTable(actor, office.id, params.year)
      await sendTable(deps, res, table, query.format ?? 'xlsx', query.separator)
      return WRITTEN
    },
  }),
]
