// What never changes once it is written, kept in memory by each process: procedure versions, holiday tables and criteria
// sheets. A published version is never edited, so an entry can't be stale; only the newest few hundred are kept.
import type { CriteriaSheet } from '../../domain/command.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import type { Queryable } from '../pool.ts'

const LIMIT = 300

export interface PublishedProcedure {
  readonly procedure: Procedure
  readonly hash: string
}

/** Published procedures, calendars and sheets by version; one for each pool. */
export interface Library {
  procedure(id: string, version: number): Promise<PublishedProcedure | null>
  calendar(version: number): Promise<HolidayCalendar | null>
  sheet(id: string, version: number): Promise<CriteriaSheet | null>
}

/** Reads through `db`, which should be the pool itself: what is published is visible to every connection. */
export function createLibrary(db: Queryable): Library {
  const procedures = new Shelf<PublishedProcedure>()
  const calendars = new Shelf<HolidayCalendar>()
  const sheets = new Shelf<CriteriaSheet>()
  return {
    procedure: (id, version) =>
      procedures.get(`${id}@${version}`, async () => {
        const { rows } = await db.query<{ definition: Procedure; hash: string }>({
          name: 'library_procedure',
          text: 'SELECT definition, hash FROM procedure_version WHERE id = $1 AND version = $2',
          values: [id, version],
        })
        return rows[0] === undefined ? null : { procedure: rows[0].definition, hash: rows[0].hash }
      }),
    calendar: (version) =>
      calendars.get(String(version), async () => {
        const { rows } = await db.query<{ data: HolidayCalendar }>({
          name: 'library_calendar',
          text: 'SELECT data FROM calendar WHERE version = $1',
          values: [version],
        })
        return rows[0]?.data ?? null
      }),
    sheet: (id, version) =>
      sheets.get(`${id}@${version}`, async () => {
        const { rows } = await db.query<{ data: CriteriaSheet }>({
          name: 'library_sheet',
          text: 'SELECT data FROM criteria_sheet WHERE id = $1 AND version = $2 AND published_at IS NOT NULL',
          values: [id, version],
        })
        return rows[0]?.data ?? null
      }),
  }
}

const libraries = new WeakMap<Queryable, Library>()

/** The library of a pool, made at the first asking. */
export function libraryOf(pool: Queryable): Library {
  let library = libraries.get(pool)
  if (library === undefined) {
    library = createLibrary(pool)
    libraries.set(pool, library)
  }
  return library
}

/** A map that forgets its oldest entry when full; what is not there is not remembered. */
class Shelf<T> {
  private readonly items = new Map<string, T>()

  async get(key: string, read: () => Promise<T | null>): Promise<T | null> {
    const known = this.items.get(key)
    if (known !== undefined) return known
    const found = await read()
    if (found === null) return null
    if (this.items.size >= LIMIT) {
      const oldest = this.items.keys().next().value
      if (oldest !== undefined) this.items.delete(oldest)
    }
    this.items.set(key, found)
    return found
  }
}
