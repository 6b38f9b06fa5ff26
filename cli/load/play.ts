// Plays one dossier in memory: each turn is asked of the rulebook itself, its lines are chained as the commit point chains
// them, and what it leaves is rows. A turn that the rule refuses is a bug of the script, and stops the load.
import { bodyHashOf } from '../../activities/record/content.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { EMPTY_HEAD, chainEvents } from '../../activities/record/chain.ts'
import type { ChainLine, ChainedEvent, Head } from '../../activities/record/chain.ts'
import { certificatesOf, vouchFor } from '../../activities/record/effects.ts'
import type { Certificate } from '../../activities/record/certificates.ts'
import type { CountedList } from '../../activities/record/counted.ts'
import { idFrom } from '../../activities/record/ids.ts'
import type { SigningKeys } from '../../activities/record/keys.ts'
import type { Accepted, Answer, Body, Command, Facts, SubjectFacts } from '../../domain/command.ts'
import { decide } from '../../domain/decide/index.ts'
import type { DossierState, GivenNumber, Id } from '../../domain/dossier.ts'
import { applyNumbers } from '../../domain/numbers.ts'
import { addMs, dateInYear, startOfDay } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { sheetById } from '../../procedures/sheets.ts'
import { FILE } from './script.ts'
import type { Random, Turn } from './script.ts'
import type { Commune, Player, Province, World } from './world.ts'

export interface Subject {
  readonly facts: SubjectFacts
  readonly name: string
  readonly province: Province
  readonly commune: Commune | null
  /** Who acts for it, by role. */
  readonly own: ReadonlyMap<string, readonly Player[]>
}

export interface Written {
  readonly hash: string
  readonly body: Body
  readonly by: Id
  readonly at: Instant
}

/** What one command left. */
export interface Moment {
  /** The version that the command was decided on. */
  readonly version: string
  readonly state: DossierState
  readonly stateHash: string
  readonly lines: readonly ChainLine<ChainedEvent>[]
}

export interface Played {
  readonly id: Id
  readonly state: DossierState
  readonly stateHash: string
  readonly head: Head
  readonly moments: readonly Moment[]
  readonly lines: readonly ChainLine<ChainedEvent>[]
  readonly contents: readonly Written[]
  readonly numbers: readonly GivenNumber[]
  readonly certificates: readonly Certificate[]
  /** What its decisions counted, by need, as they counted it last. */
  readonly counted: readonly CountedList[]
  /** When each task was first open. */
  readonly asked: ReadonlyMap<string, Instant>
  readonly facts: Facts
}

export interface Table {
  readonly world: World
  readonly keys: SigningKeys | null
  readonly random: Random
  /** Nothing is recorded after this instant. */
  readonly now: Instant
  /** The next number of a register. */
  number(officeId: Id, register: string, year: number): number
}

/** The command of a load that was decided on a version of its dossier. */
export const commandIdOf = (dossierId: Id, version: string): Id => idFrom('load-command', dossierId, version)

const SPREAD_DAYS = 8
const DAY_START_MS = 7.5 * 3_600_000
const DAY_MS = 8.5 * 3_600_000

const hashes = new WeakMap<Body, string>()
function knownHash(body: Body): string {
  const hash = hashes.get(body) ?? bodyHashOf(body)
  hashes.set(body, hash)
  return hash
}

const filled = new Map<string, Body>()
function answersOf({ id, version }: { readonly id: string; readonly version: number }): Body {
  const known = filled.get(id)
  if (known !== undefined) return known
  const sheet = sheetById(id)
  if (sheet === null || sheet.version !== version)
    throw new Error(`criteria sheet ${id} version ${version}: not one that ships`)
  const answers = sheet.criteria.map((one): [string, Answer] => [one.id, { verdict: 'met' }])
  const body: Body = { sheet: { id, version }, answers: Object.fromEntries(answers) }
  filled.set(id, body)
  return body
}

/** Plays the turns that lie before `now`; null when none does. */
export function play(table: Table, id: Id, subject: Subject, turns: readonly Turn[]): Played | null {
  const game = new Game(table, id, subject)
  for (const turn of turns) if (!game.take(turn)) break
  return game.played()
}

class Game {
  readonly #table: Table
  readonly #id: Id
  readonly #subject: Subject
  readonly #lines: ChainLine<ChainedEvent>[] = []
  readonly #moments: Moment[] = []
  readonly #contents = new Map<string, Written>()
  readonly #numbers: GivenNumber[] = []
  readonly #certificates: Certificate[] = []
  readonly #counted = new Map<string, CountedList>()
  readonly #asked = new Map<string, Instant>()
  #state: DossierState | null = null
  #stateHash = ''
  #facts: Facts | null = null
  #at: Instant

  constructor(table: Table, id: Id, subject: Subject) {
    this.#table = table
    this.#id = id
    this.#subject = subject
    this.#at = subject.province.campaign.opensAt
  }

  played(): Played | null {
    const last = this.#lines.at(-1)
    if (this.#state === null || this.#facts === null || last === undefined) return null
    return {
      id: this.#id,
      state: this.#state,
      stateHash: this.#stateHash,
      head: { seq: last.event.seq, hash: last.hash },
      moments: this.#moments,
      lines: this.#lines,
      contents: [...this.#contents.values()],
      numbers: this.#numbers,
      certificates: this.#certificates,
      counted: [...this.#counted.values()],
      asked: this.#asked,
      facts: this.#facts,
    }
  }

  /** One turn; false when its day has not come. */
  take(turn: Turn): boolean {
    const at = this.#timeOf(turn)
    if (at > this.#table.now) return false
    this.#at = at
    const player = this.#playerOf(turn)
    const body = this.#bodyOf(turn)
    const command = this.#commandOf(turn, player, body)
    const facts = this.#factsOf(player, body)
    const decided = decide(DIEN_HINH, this.#state, command, facts)
    if (!decided.ok) {
      const where = this.#state?.step ?? 'draft'
      throw new Error(
        `${turn.action} by ${turn.role} at ${where}: ${decided.code} ${JSON.stringify(decided.detail)}`,
      )
    }
    if (body !== null && command.bodyHash !== null)
      this.#contents.set(command.bodyHash, { hash: command.bodyHash, body, by: player.personId, at })
    this.#record(command, facts, decided)
    return true
  }

  #record(command: Command, facts: Facts, decided: Accepted): void {
    const at = this.#at
    const numbered = this.#withNumbers(decided)
    const { keys } = this.#table
    const certificates = keys === null ? [] : certificatesOf(keys, numbered, this.#subject.name)
    const { next, events } = vouchFor(numbered, certificates)
    const version = this.#version()
    this.#certificates.push(...certificates)
    for (const effect of decided.effects)
      if (effect.kind === 'recordCounted') {
        const { need, result, year, list } = effect
        this.#counted.set(need, { need, result, year, at, list })
      }
    this.#state = next
    this.#stateHash = hashOf(next)
    this.#facts = facts
    const last = this.#lines.at(-1)
    const head = last === undefined ? EMPTY_HEAD : { seq: last.event.seq, hash: last.hash }
    const common = {
      dossierId: this.#id,
      commandId: command.id,
      recordedAt: at,
      stateHash: this.#stateHash,
    }
    const lines = chainEvents(head, events, common)
    this.#lines.push(...lines)
    this.#moments.push({ version, state: next, stateHash: this.#stateHash, lines })
    for (const task of next.tasks)
      if (task.state === 'open' && !this.#asked.has(task.id)) this.#asked.set(task.id, at)
  }

  #version(): string {
    return String(this.#state?.version ?? 0)
  }

  #withNumbers(decided: Accepted): Accepted {
    const given = decided.effects.flatMap((effect): GivenNumber[] => {
      if (effect.kind !== 'giveNumber') return []
      const { register, officeId, year, step } = effect
      const number = this.#table.number(officeId, register, year)
      return [{ register, officeId, year, number, step, at: this.#at }]
    })
    this.#numbers.push(...given)
    return applyNumbers(decided, given)
  }

  #timeOf({ on }: Turn): Instant {
    const { random } = this.#table
    const day = dateInYear(this.#subject.province.campaign.year, on)
    if (day === null) throw new Error(`${on}: no such day`)
    const days = Math.floor(random() * SPREAD_DAYS)
    const at = addMs(startOfDay(day), days * 86_400_000 + DAY_START_MS + Math.floor(random() * DAY_MS))
    return at > this.#at ? at : addMs(this.#at, 60_000)
  }

  #playerOf({ seat, role }: Turn): Player {
    const { own, commune, province } = this.#subject
    const officers = seat === 'own' ? own : seat === 'commune' ? commune?.officers : province.officers
    const player = officers?.get(role)?.[0]
    if (player === undefined) throw new Error(`${this.#subject.name}: nobody is ${role}`)
    return player
  }

  #bodyOf({ body }: Turn): Body | null {
    if (body !== 'answers') return body ?? null
    const sheet = this.#state?.sheet ?? null
    if (sheet === null) throw new Error(`${this.#subject.name}: no criteria sheet`)
    return answersOf(sheet)
  }

  #commandOf(turn: Turn, { personId }: Player, body: Body | null): Command {
    const state = this.#state
    const members = Object.values(this.#subject.commune?.holders ?? {}).flat()
    const votes = members.map((member) => ({ personId: member, verdict: 'approve' as const }))
    return {
      id: commandIdOf(this.#id, this.#version()),
      dossierId: this.#id,
      action: turn.action,
      actor: { kind: 'person', personId },
      receivedAt: this.#at,
      basis: state === null ? null : { step: state.step, round: state.round, contentHash: state.contentHash },
      bodyHash: body === null ? null : knownHash(body),
      args: turn.meeting ? { ...turn.args, votes } : (turn.args ?? {}),
    }
  }

  #factsOf(player: Player, body: Body | null): Facts {
    const { province, facts: subject, commune } = this.#subject
    const { year } = province.campaign
    const sheet = this.#state?.sheet ?? null
    return {
      campaign: province.campaign,
      calendar: this.#table.world.calendar,
      subject,
      capacities: [player.capacity],
      holders: commune?.holders ?? {},
      results: {
        safety: { [year - 1]: 'achieved', [year]: 'achieved' },
        movement: { [year - 1]: 'good', [year]: 'good' },
      },
      sheet: sheet === null ? null : sheetById(sheet.id),
      body,
      previous: null,
      stored: [FILE.sha256],
      targetOffice: null,
      batch: null,
      newer: null,
      newerHash: null,
    }
  }
}
