// What is due between two days as a calendar file: the same entries that the calendar page shows the same reader, many dossiers
// of one step counted by day as there.
import { Buffer } from 'node:buffer'
import type { Pool } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { stepById } from '../../domain/steps.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Deps } from '../deps.ts'
import { countDays, readCalendar } from '../reads/calendar.ts'
import type { CalendarEntry, CalendarRequest } from '../reads/calendar.ts'
import { icsOf } from './ics.ts'
import type { IcsDay } from './ics.ts'

export const ICS_TYPE = 'text/calendar; charset=utf-8'
/** So many dossiers are named one by one, as on the page; more are counted by day and step. */
const MOST_NAMED = 300
const PAGE = 1000
/** Pages of one file: what is beyond has no place in anybody's calendar. */
const MOST_PAGES = 5

type Asked = Omit<CalendarRequest, 'cursor' | 'limit' | 'dossiers'>

async function everyEntry(pool: Pool, asked: Asked, dossiers: boolean): Promise<CalendarEntry[]> {
  const all: CalendarEntry[] = []
  let cursor: CalendarRequest['cursor'] = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await readCalendar(pool, { ...asked, dossiers, cursor, limit: PAGE })
    all.push(...found.slice(0, PAGE))
    const last = all[all.length - 1]
    if (found.length <= PAGE || last === undefined) break
    cursor = [last.at, last.key]
  }
  return all
}

/** Procedures by id in their newest version: steps and names that somebody reads now. */
async function proceduresOf(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, Procedure>> {
  const { rows } = await pool.query<{ id: string; version: number }>(
    'SELECT id, max(version) AS version FROM procedure_version WHERE id = ANY($1) GROUP BY id',
    [ids],
  )
  const library = libraryOf(pool)
  const found = await Promise.all(rows.map(({ id, version }) => library.procedure(id, version)))
  return new Map(found.flatMap((one) => (one === null ? [] : [[one.procedure.id, one.procedure]])))
}

const KINDS = {
  dossier: 'Hạn của hồ sơ',
  campaign: 'Mốc của đợt xét',
  assigned: 'Việc được giao',
  matter: 'Ngày hẹn',
} as const satisfies Record<CalendarEntry['kind'], string>

function placeOf({ kind, dossierId, campaignId, subjectId }: CalendarEntry, site: string): string | null {
  const part = encodeURIComponent
  if (kind === 'dossier' && dossierId !== null) return `${site}/ho-so/${part(dossierId)}`
  if (kind === 'assigned' && campaignId !== null && subjectId !== null)
    return `${site}/dang-ky/${part(campaignId)}/${part(subjectId)}`
  return kind === 'matter' && subjectId !== null ? `${site}/so/${part(subjectId)}` : null
}

/** The calendar of a reader as a file. */
export async function calendarFile(
  { pool, settings: { publicUrl } }: Deps,
  asked: Asked,
  name: string,
): Promise<Buffer> {
  const counted = await countDays(pool, asked)
  const named = counted.reduce((sum, { count }) => sum + count, 0) <= MOST_NAMED
  const groups = named ? [] : counted
  const entries = await everyEntry(pool, asked, named)
  const ids = [...entries, ...groups].flatMap(({ procedureId }) => procedureId ?? [])
  const procedures = await proceduresOf(pool, [...new Set(ids)])
  const { host } = new URL(publicUrl)
  const stepName = (procedureId: string | null, step: string | null): string => {
    const procedure = procedures.get(procedureId ?? '')
    return (procedure === undefined || step === null ? null : stepById(procedure, step)?.vi) ?? ''
  }
  const single = entries.map((entry): IcsDay => {
    const step = entry.kind === 'dossier' ? stepName(entry.procedureId, entry.what) : ''
    const about = procedures.get(entry.procedureId ?? '')?.vi ?? ''
    const url = placeOf(entry, publicUrl)
    return {
      uid: `${entry.key}@${host}`,
      day: civilDateOf(entry.at),
      summary: step === '' ? entry.name : `${step}: ${entry.name}`,
      description: [KINDS[entry.kind], about].filter((one) => one !== '').join('\n'),
      ...(url === null ? {} : { url }),
    }
  })
  const many = groups.map(
    ({ day, procedureId, step, count }): IcsDay => ({
      uid: `${day}/${procedureId}/${step}@${host}`,
      day,
      summary: `${stepName(procedureId, step)}: ${count} hồ sơ đến hạn`,
      description: procedures.get(procedureId)?.vi ?? '',
    }),
  )
  return Buffer.from(icsOf({ name, at: asked.at, days: [...single, ...many] }))
}
