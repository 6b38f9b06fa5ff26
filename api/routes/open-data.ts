// Open data for anybody: what there is, and each table of a year as CSV or JSON. Only what is published is read here.
import type { Response } from 'express'
import { z } from 'zod'
import type { OpenDataSettings } from '../../config.ts'
import type { Deps } from '../deps.ts'
import { DATASETS, methodOfHiding } from '../open-data/description.ts'
import { standing } from '../open-data/standing.ts'
import { Problem } from '../problems.ts'
import { Answer, WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { instant } from '../schemas.ts'

const tag = 'open data'
/** How long caches may keep an answer, in seconds: what changes hourly may be this much older. */
const CACHE_SECONDS = 600

const field = z.object({
  name: z.string(),
  type: z.enum(['text', 'integer', 'number']),
  unit: z.string().nullable(),
  vi: z.string(),
})

const description = z
  .object({
    title: z.string(),
    /** When what stands was last brought up to date. */
    updatedAt: instant,
    updatedEvery: z.string(),
    /** Null where nobody has decided it. */
    licence: z.string().nullable(),
    minimumCell: z.int(),
    hiding: z.string(),
    datasets: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        fields: z.array(field),
        files: z.array(
          z.object({
            year: z.int(),
            format: z.enum(['csv', 'json']),
            url: z.string(),
            rows: z.int(),
            changedAt: instant,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'OpenData' })

const csvOrJson = /^(?<year>\d{4})\.(?<format>csv|json)$/u

function opened({ settings }: Deps): OpenDataSettings {
  if (settings.openData === null) throw new Problem('notFound')
  return settings.openData
}

/** Anybody's page may read it. */
function open(res: Response): void {
  res.setHeader('Access-Control-Allow-Origin', '*')
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
}

interface FileRow {
  readonly dataset: string
  readonly year: number
  readonly format: 'csv' | 'json'
  readonly rows: number
  readonly made_at: Date
}

export const openDataRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/open-data',
    id: 'describeOpenData',
    summary:
      'What is published without signing in: tables, fields, units, licence, how small counts are hidden',
    tag,
    access: 'public',
    reply: description,
    handle: async ({ deps, res }) => {
      const settings = opened(deps)
      const updatedAt = await standing(deps, settings)
      const { rows } = await deps.pool.query<FileRow>(
        'SELECT dataset, year, format, rows, made_at FROM open_release ORDER BY year DESC, format',
      )
      open(res)
      const filesOf = (dataset: string) =>
        rows
          .filter((row) => row.dataset === dataset)
          .map(({ year, format, rows: number, made_at }) => {
            const url = `/api/v1/open-data/${dataset}/${year}.${format}`
            return { year, format, url, rows: number, changedAt: made_at.toISOString() }
          })
      return new Answer(200, {
        title: 'Trình: số liệu hồ sơ theo địa bàn, loại đối tượng, tình trạng và thời gian xử lý',
        updatedAt,
        updatedEvery: 'PT1H',
        licence: settings.licence,
        minimumCell: settings.minimumCell,
        hiding: methodOfHiding(settings.minimumCell),
        datasets: DATASETS.map((dataset) => ({
          ...dataset,
          fields: [...dataset.fields],
          files: filesOf(dataset.id),
        })),
      })
    },
  }),
  route({
    method: 'get',
    path: '/open-data/{dataset}/{file}',
    id: 'getOpenData',
    summary: 'A table of one year: `2026.csv` or `2026.json`',
    tag,
    access: 'public',
    params: z.strictObject({ dataset: z.string().max(40), file: z.string().regex(csvOrJson) }),
    replyType: 'text/csv',
    also: { 304: { description: 'Unchanged since the ETag that was named' } },
    handle: async ({ deps, req, res, params }) => {
      await standing(deps, opened(deps))
      const { year, format } = csvOrJson.exec(params.file)?.groups ?? {}
      const key = [params.dataset, Number(year), format]
      const named = 'SELECT etag FROM open_release WHERE dataset = $1 AND year = $2 AND format = $3'
      const { rows } = await deps.pool.query<{ etag: string }>(named, key)
      const etag = rows[0]?.etag
      if (etag === undefined) throw new Problem('notFound')
      open(res)
      res.setHeader('Cache-Control', `public, max-age=${CACHE_SECONDS}`)
      res.setHeader('ETag', `"${etag}"`)
      if (req.fresh) {
        res.status(304).end()
        return WRITTEN
      }
      // By the hash that was named: what is sent is what the ETag says, also when it is made anew at this moment.
      const { rows: bodies } = await deps.pool.query<{ body: string }>(
        `${named.replace('etag', 'body')} AND etag = $4`,
        [...key, etag],
      )
      if (bodies[0] === undefined) throw new Problem('openDataNotReady', { retryAfterSeconds: 1 })
      res.setHeader('Content-Disposition', `attachment; filename="trinh-${params.dataset}-${params.file}"`)
      res.type(format === 'csv' ? 'text/csv' : 'application/json').send(bodies[0].body)
      return WRITTEN
    },
  }),
]
