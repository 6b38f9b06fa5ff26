// The stage on which the year of all procedures is played: the clock, one campaign of each procedure, matters entered and
// plans handed out, and dossiers begun by whoever the data names.
import type { SubjectFacts } from '../../../domain/command.ts'
import { rolesOf } from '../../../domain/people.ts'
import type { StepRule } from '../../../domain/procedure.ts'
import { isMatter, pathFor, stepById } from '../../../domain/steps.ts'
import type { MatterKind, OfficeKind, SubjectKind } from '../../../domain/vocabulary.ts'
import { PROCEDURES, procedureById } from '../../../procedures/index.ts'
import { RehearsalError } from '../client.ts'
import type { Person } from '../client.ts'
import { COMMUNE, MINISTRY, PROVINCE } from './company.ts'
import type { Company, Place } from './company.ts'
import type { Ledger } from './ledger.ts'
import type { Player, Wish } from './play.ts'

export type Say = (line: string) => void

/** A matter as it is entered. */
export interface Entry {
  readonly kind: MatterKind
  readonly name: string
  readonly officeId: string
  readonly type?: string
  readonly code?: string
  readonly personId?: string
  readonly dates?: Readonly<Record<string, string>>
}

interface Subject {
  readonly id: string
  readonly kind: SubjectKind
  readonly type?: string
  readonly office: Place
}

const PROVINCIAL: readonly OfficeKind[] = ['province', 'department', 'ministry']

export class Stage {
  readonly company: Company
  readonly player: Player
  readonly ledger: Ledger
  readonly say: Say
  readonly #campaigns = new Map<string, string>()

  constructor(company: Company, player: Player, ledger: Ledger, say: Say) {
    this.company = company
    this.player = player
    this.ledger = ledger
    this.say = say
  }

  get staff(): Person {
    return this.company.one(PROVINCE, 'provinceStaff')
  }

  /** Moves the clock to a day at nine in the morning, Vietnamese time; gives the mornings on which something was due. */
  async to(day: string): Promise<readonly string[]> {
    const moved = await this.company.admin.must('POST', '/clock/advance', { to: `${day}T02:00:00.000Z` })
    const stops = moved['stops'] as readonly string[]
    this.say(
      `${day.split('-').reverse().join('/')}${stops.length === 0 ? '' : `  (${stops.length} mornings with something due)`}`,
    )
    return stops
  }

  /** Plans a campaign of every procedure for the province; their runs open them on their day. */
  async plan(year: number): Promise<void> {
    for (const { id: procedureId } of PROCEDURES) {
      const planned = await this.staff.must('POST', '/campaigns', { procedureId, officeId: PROVINCE, year })
      this.#campaigns.set(procedureId, String(planned['id']))
    }
    this.say(`  ${this.#campaigns.size} campaigns planned`)
  }

  /** Plans a campaign of the ministry's own level and works in it; gives back the way to the province's. */
  async planAbove(procedureId: string, year: number): Promise<() => void> {
    const ministry = this.company.one(MINISTRY, 'ministry')
    const planned = await ministry.must('POST', '/campaigns', { procedureId, officeId: MINISTRY, year })
    const before = this.campaign(procedureId)
    this.takeUp(procedureId, String(planned['id']))
    return () => this.takeUp(procedureId, before)
  }

  /** Goes on in another campaign of a procedure: that of the next year. */
  takeUp(procedureId: string, campaignId: string): void {
    this.#campaigns.set(procedureId, campaignId)
  }

  campaign(procedureId: string): string {
    const id = this.#campaigns.get(procedureId)
    if (id === undefined) throw new RehearsalError(`no campaign of ${procedureId}`)
    return id
  }

  /** Enters a matter by the police of the commune, or the staff of the province. */
  async enter(entry: Entry): Promise<string> {
    const made = await this.#clerk(entry.officeId).must('POST', '/matters', entry)
    return String(made['id'])
  }

  async enterParts(matterId: string, officeId: string, parts: readonly Entry[]): Promise<readonly string[]> {
    const made = await this.#clerk(officeId).must('POST', `/matters/${matterId}/parts`, { parts })
    return made['ids'] as readonly string[]
  }

  #clerk(officeId: string): Person {
    const place = this.company.place(officeId)
    const communal = place.id === COMMUNE || place.parentId === COMMUNE
    return communal ? this.company.one(COMMUNE, 'communePolice') : this.staff
  }

  /** The first step of a subject in a procedure, as the data routes it. */
  #first(procedureId: string, { kind, type, office }: Subject): StepRule {
    const procedure = procedureById(procedureId)
    const facts: Pick<
      SubjectFacts,
      'kind' | 'owner' | 'type' | 'provincial' | 'ministerial' | 'communeHasPolice'
    > = {
      kind,
      owner: office.kind,
      type: type ?? null,
      provincial:
        PROVINCIAL.includes(office.kind) || (office.parentId === PROVINCE && office.kind !== 'commune'),
      ministerial: office.parentId === MINISTRY && office.kind !== 'province',
      communeHasPolice: true,
    }
    const path = procedure === null ? null : pathFor(procedure, facts)
    const step = procedure === null ? null : stepById(procedure, path?.steps[0] ?? '')
    if (step === null)
      throw new RehearsalError(`${procedureId}: no way for ${kind} ${type ?? ''} of ${office.kind}`)
    return step
  }

  /** The first step of an office’s own dossier. */
  firstOf(procedureId: string, office: Place): StepRule {
    if (office.kind === 'ministry') throw new RehearsalError('the ministry is no subject')
    return this.#first(procedureId, { id: office.id, kind: office.kind, office })
  }

  #beginner(step: StepRule, office: Place, wish: Wish, personId?: string): Person {
    const named = personId === undefined ? undefined : this.company.byId(personId)
    if (named !== undefined) return named.person
    const offices = {
      unit: office.id,
      commune: office.parentId === COMMUNE ? COMMUNE : office.id,
      province: PROVINCE,
      ministry: MINISTRY,
    }
    const fitting = step.parties.flatMap((party) => this.company.who(offices[party.level], rolesOf(party)))
    const found = fitting.find(({ role }) => role === wish.by) ?? fitting[0]
    if (found === undefined) throw new RehearsalError(`nobody begins ${step.id} in ${office.name}`)
    return found.person
  }

  /** Begins a dossier about an office and plays it on. */
  async office(procedureId: string, office: Place, wish: Wish = {}): Promise<string> {
    const kind = office.kind === 'ministry' ? null : office.kind
    if (kind === null) throw new RehearsalError('the ministry is no subject')
    return this.#begun(procedureId, { id: office.id, kind, office }, wish)
  }

  /** Begins a dossier about a matter and plays it on. */
  async matter(procedureId: string, matterId: string, entry: Entry, wish: Wish = {}): Promise<string> {
    const office = this.company.place(entry.officeId)
    const typed = entry.type === undefined ? {} : { type: entry.type }
    return this.#begun(
      procedureId,
      { id: matterId, kind: entry.kind, office, ...typed },
      wish,
      entry.personId,
    )
  }

  async #begun(procedureId: string, subject: Subject, wish: Wish, personId?: string): Promise<string> {
    const step = this.#first(procedureId, subject)
    const who = this.#beginner(step, subject.office, wish, isMatter(subject.kind) ? personId : undefined)
    const about = { campaignId: this.campaign(procedureId), subjectId: subject.id }
    const dossierId = await this.player.begin(who, step, about, wish)
    await this.player.play(dossierId, wish)
    return dossierId
  }
}
