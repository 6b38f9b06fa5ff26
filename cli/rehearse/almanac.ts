// What every part of the rehearsed year stands on: the clock, the cast, who has which dossier and which fate.
import type { Cast, Unit } from './cast.ts'
import { RehearsalError } from './client.ts'
import { inLanes } from '../lanes.ts'
import type { Stage } from './steps.ts'

export type Say = (line: string) => void

/** Units with a fate of their own, by their place in the cast; all others are simply recognised. */
export const FATES = {
  late: 1,
  lateSubmission: 2,
  delegated: 3,
  deputy: 4,
  withdrawn: 12,
  declined: 13,
  refused: 14,
  revoked: 15,
  failed: 24,
  returnedByField: 25,
  sentBack: 26,
  maintained: 27,
} as const
export type Fate = keyof typeof FATES

/** How many act in the same moment: people don't wait for each other. */
const AT_ONCE = 4

export interface Lived {
  readonly stage: Stage
  /** Dossier of each unit, by office id. */
  readonly dossiers: ReadonlyMap<string, string>
  readonly fates: Readonly<Record<Fate, string>>
  readonly batchId: string
}

export interface Backstory {
  readonly stage: Stage
  readonly dossier: string
}

export class Almanac {
  protected readonly cast: Cast
  protected readonly say: Say
  protected readonly dossiers = new Map<string, string>()

  constructor(cast: Cast, say: Say) {
    this.cast = cast
    this.say = say
  }

  /** Moves the clock to a day at nine in the morning, Vietnamese time. */
  async to(day: string): Promise<void> {
    const moved = await this.cast.admin.must('POST', '/clock/advance', { to: `${day}T02:00:00.000Z` })
    const stops = (moved['stops'] as readonly string[]).length
    this.say(
      `${day.split('-').reverse().join('/')}${stops === 0 ? '' : `  (${stops} mornings with something due)`}`,
    )
  }

  unit(fate: Fate): Unit {
    const unit = this.cast.units[FATES[fate]]
    if (unit === undefined) throw new RehearsalError(`no unit for ${fate}`)
    return unit
  }

  dossier(fate: Fate): string {
    return this.of(this.unit(fate))
  }

  protected of(unit: Unit): string {
    const dossier = this.dossiers.get(unit.officeId)
    if (dossier === undefined) throw new RehearsalError(`${unit.name} has no dossier`)
    return dossier
  }

  protected is(unit: Unit, ...fates: Fate[]): boolean {
    return fates.some((fate) => this.unit(fate) === unit)
  }

  /** The same of all of these, some of them at once. */
  protected each(units: readonly Unit[], work: (unit: Unit) => Promise<unknown>): Promise<void> {
    return inLanes(AT_ONCE, units, work)
  }

  /** Units still under way, less those that a fate has taken out. */
  protected still(...gone: Fate[]): Unit[] {
    return this.cast.units.filter((unit) => !this.is(unit, ...gone))
  }

  /** Results that the rules ask for: of the year before, or of the year itself. */
  async results(year: number, units: readonly Unit[], movementOf: (unit: Unit) => string): Promise<void> {
    await this.each(units, async (unit) => {
      for (const [kind, value] of [
        ['safety', 'achieved'],
        ['movement', movementOf(unit)],
      ] as const) {
        await this.cast.guide.must('PUT', `/results/${unit.officeId}/${year}/${kind}`, {
          value,
          source: `Quyết định năm ${year}`,
        })
      }
    })
  }
}
