// Matters of all kinds lived through once: what the table of coverage names by procedure, type and row, entered for the
// commune, or for whoever owns such a thing, and played to the outcome that it names.
import { eventsNeeded } from '../../seeds/judge.ts'
import { readCoverage } from '../../seeds/files.ts'
import { procedureById } from '../../../procedures/index.ts'
import { isMatter } from '../../../domain/steps.ts'
import { COMMUNE, PROVINCE } from './company.ts'
import type { Wish } from './play.ts'
import type { Entry, Stage } from './stage.ts'

const NAME = /^([a-z0-9-]+)(?:#([A-Za-z]+))?(?:@([A-Za-z0-9-]+))?\/=(\w+)$/

interface Asked {
  readonly procedure: string
  readonly type: string | null
  readonly code: string | null
  readonly outcome: string
}

/** Rows that the province carries out itself. */
const PROVINCES_ROWS: readonly string[] = ['S4-04', 'S4-14', 'S4-15', 'S4-16']

const isOver = ({ type }: Asked): number => Number(type === 'over')

/** What the table asks to have seen ended, each once; what goes over the allotment comes after what fits it. */
export function askedOf(procedure: string): readonly Asked[] {
  const asked = eventsNeeded(readCoverage()).flatMap((name): Asked[] => {
    const [, id, type, code, outcome] = NAME.exec(name) ?? []
    if (id !== procedure || outcome === undefined) return []
    return [{ procedure: id, type: type ?? null, code: code ?? null, outcome }]
  })
  return asked.sort((a, b) => isOver(a) - isOver(b))
}

function entryFor({ procedure, type, code }: Asked, officeId: string): Entry | null {
  const data = procedureById(procedure)
  const kind = data?.subjects.find(isMatter)
  if (data === null || kind === undefined) return null
  const [first] = Object.keys(data.types ?? {})
  const typed = type ?? first
  return {
    kind,
    name: `${typed === undefined ? data.vi : (data.types?.[typed] ?? data.vi)} ${code ?? ''}`.trim(),
    officeId,
    ...(typed === undefined ? {} : { type: typed }),
    ...(code === null ? {} : { code }),
  }
}

/** Enters and plays everything that the table asks of a procedure; gives what was entered. */
export async function liveThrough(
  stage: Stage,
  procedure: string,
  wishFor: (outcome: string, type: string | null) => Wish = () => ({}),
  officeId: string = COMMUNE,
): Promise<readonly { readonly id: string; readonly entry: Entry }[]> {
  const entered = []
  for (const asked of askedOf(procedure)) {
    const entry = entryFor(asked, PROVINCES_ROWS.includes(asked.code ?? '') ? PROVINCE : officeId)
    if (entry === null) continue
    const id = await stage.enter(entry)
    await stage.matter(procedure, id, entry, wishFor(asked.outcome, asked.type))
    entered.push({ id, entry })
  }
  stage.say(`  ${procedure}: ${entered.length} lived through`)
  return entered
}

/** Reviews models that have begun, one for each verdict that the table asks for. */
export async function review(
  stage: Stage,
  models: readonly { readonly id: string; readonly entry: Entry }[],
): Promise<void> {
  const left = [...models]
  for (const { type, outcome } of askedOf('mo-hinh-ra-soat')) {
    const at = left.findIndex(({ entry }) => type === null || entry.type === type)
    const [model] = at < 0 ? [] : left.splice(at, 1)
    if (model !== undefined)
      await stage.matter('mo-hinh-ra-soat', model.id, model.entry, { fields: { verdict: outcome } })
  }
  stage.say('  models reviewed: kept, replicated, ended')
}
