// Plays a dossier by the data of its own procedure: who is asked to act fills in what the step needs and sends it on, until
// it ends or stands where the scene wants it. A scene only says what is to be otherwise.
import type { DossierState } from '../../../domain/dossier.ts'
import { officeAt, rolesOf } from '../../../domain/people.ts'
import type { Party, Procedure, StepRule } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'
import { procedureById } from '../../../procedures/index.ts'
import { RehearsalError } from '../client.ts'
import type { Person } from '../client.ts'
import { MINISTRY, PROVINCE } from './company.ts'
import type { Company, Member } from './company.ts'
import { answersFor, documentsFor, fieldsFor, tablesFor } from './forms.ts'
import type { Fields, Tables } from './forms.ts'
import type { Ledger } from './ledger.ts'

/** What a scene wants otherwise. */
export interface Wish {
  /** Stop before the work of one of these steps. */
  readonly until?: readonly string[]
  /** Say no at this step, with a reason. */
  readonly no?: string
  readonly fields?: Fields
  readonly rows?: Tables
  /** Prefer this role among those who may act. */
  readonly by?: Party['role']
  /** The inspector finds unmet what must be met. */
  readonly vetoed?: boolean
}

const MOST_ACTS = 40

export class Player {
  readonly #company: Company
  readonly #ledger: Ledger
  readonly #dossiers = new Set<string>()
  readonly #ministerial = new Set<string>()

  constructor(company: Company, ledger: Ledger) {
    this.#company = company
    this.#ledger = ledger
  }

  get dossiers(): ReadonlySet<string> {
    return this.#dossiers
  }

  /** Who sees the dossier: the province's staff, and of what the ministry follows itself the ministry alone. */
  #reader(dossierId: string): Person {
    return this.#ministerial.has(dossierId)
      ? this.#company.one(MINISTRY, 'ministry')
      : this.#company.one(PROVINCE, 'provinceStaff')
  }

  async look(dossierId: string): Promise<DossierState> {
    const detail = await this.#reader(dossierId).must('GET', `/dossiers/${dossierId}`)
    return detail['state'] as DossierState
  }

  /** From now on read by the ministry. */
  ministerial(dossierId: string): void {
    this.#ministerial.add(dossierId)
  }

  /** A dossier that a scene began by itself. */
  takeOver(dossierId: string): void {
    this.#dossiers.add(dossierId)
  }

  #who(state: DossierState, parties: readonly Party[], wish: Wish, step?: StepRule): Member {
    const apart = step?.apart ?? []
    const acted = state.acted.filter((one) => apart.includes(one.step)).map(({ personId }) => personId)
    const fitting = parties.flatMap((party) =>
      this.#company.who(officeAt(state.offices, party.level), rolesOf(party)),
    )
    const free = fitting.filter(({ person }) => !acted.includes(person.personId))
    const found = free.find(({ role }) => role === wish.by) ?? free[0]
    if (found === undefined)
      throw new RehearsalError(
        `${state.id} at ${state.step}: nobody is ${parties.map(({ role }) => role).join(' or ')}`,
      )
    return found
  }

  async #counted(who: Person, path: string): Promise<Record<string, number>> {
    const figures = await who.must('GET', `${path}/figures`)
    const fields = figures['fields'] as readonly { id: string; counted: number }[]
    return Object.fromEntries(fields.map(({ id, counted }) => [id, counted]))
  }

  /** The first step: takes up the draft that was handed out, or makes one, and submits it. */
  async begin(
    who: Person,
    step: StepRule,
    { campaignId, subjectId }: { readonly campaignId: string; readonly subjectId: string },
    wish: Wish = {},
  ): Promise<string> {
    const path = `/campaigns/${campaignId}/drafts/${subjectId}`
    const standing = await who.send('GET', path)
    const draft =
      standing.status === 404 ? await who.must('PUT', path, { version: 0, data: {} }) : standing.body
    const dossierId = String(draft['dossierId'])
    const prefilled = step.needs.some((need) => need.kind === 'field' && need.figure !== undefined)
    const counted = prefilled ? await this.#counted(who, path) : {}
    const rows = tablesFor(step.needs, wish.rows ?? {})
    const fields = fieldsFor(step.needs, counted, wish.fields ?? {}, rows)
    const documents = await documentsFor(who, dossierId, step.needs, fields)
    await who.must('POST', `/campaigns/${campaignId}/registrations`, { subjectId, fields, rows, documents })
    this.#dossiers.add(dossierId)
    const place = this.#company.places.find(({ id }) => id === subjectId)
    if (place?.parentId === MINISTRY) this.ministerial(dossierId)
    this.#ledger.form(await this.look(dossierId), counted, fields)
    return dossierId
  }

  async #judge(state: DossierState, step: StepRule, wish: Wish): Promise<void> {
    const { inspection, assessment } = step
    const here = (acts: readonly { readonly at: string }[]): boolean =>
      acts.some(({ at }) => at >= (state.clocks[step.id]?.enteredAt ?? ''))
    if (assessment !== undefined && !here(state.assessments)) {
      const who = this.#who(state, [assessment.by, ...(assessment.also ?? [])], {})
      await who.person.act(state.id, 'assess', { body: answersFor(state.sheet, false) })
    }
    if (inspection !== undefined && !here(state.inspections)) {
      const who = this.#who(state, inspection.by, {})
      await who.person.act(state.id, 'inspect', { body: answersFor(state.sheet, wish.vetoed === true) })
    }
  }

  async #meet(state: DossierState, step: StepRule): Promise<void> {
    if (step.signing.mode !== 'quorum') return
    const [first] = state.tasks.flatMap(({ assignee }) => assignee.personId ?? [])
    const member = first === undefined ? undefined : this.#company.byId(first)
    // One gives his opinion in writing, the others meet.
    const left =
      member !== undefined && step.signing.by.includes('written')
        ? await member.person.act(state.id, 'approve', { body: { text: 'Nhất trí' } })
        : null
    if (left !== null && left.step !== step.id) return
    const votes = (await this.look(state.id)).tasks.flatMap(({ assignee, state: open }) =>
      open === 'open' && assignee.personId !== null
        ? [{ personId: assignee.personId, verdict: 'approve' }]
        : [],
    )
    const who = this.#who(state, [step.signing.recordedBy], {})
    await who.person.act(state.id, 'recordMeeting', { args: { votes }, body: { text: 'Biên bản họp' } })
  }

  async #forward(state: DossierState, step: StepRule, wish: Wish): Promise<void> {
    const task = state.tasks.find((one) => one.state === 'open' && one.parent === null)
    const named = task?.assignee.personId ?? null
    const open = step.parties.filter(
      (party) =>
        officeAt(state.offices, party.level) === task?.assignee.officeId &&
        task.assignee.roles.includes(party.role),
    )
    const several = step.signing.mode === 'all' || step.signing.mode === 'inTurn'
    const who =
      (named === null ? undefined : this.#company.byId(named)) ??
      this.#who(state, several ? open : step.parties, wish, step)
    const { person } = who
    if (wish.no === step.id) {
      await person.act(state.id, 'reject', { body: { reason: 'Chưa đáp ứng yêu cầu' } })
      return
    }
    const prefilled = step.needs.some((need) => need.kind === 'field' && need.figure !== undefined)
    const counted = prefilled ? await this.#counted(person, `/dossiers/${state.id}`) : {}
    const rows = tablesFor(step.needs, wish.rows ?? {})
    const fields = fieldsFor(step.needs, counted, wish.fields ?? {}, rows)
    const documents = await documentsFor(person, state.id, step.needs, fields)
    await person.act(state.id, step.forward.action, { body: { fields, rows, documents } })
    this.#ledger.form(state, counted, fields)
  }

  /** Plays on from wherever it stands, to its end or before the step wished for. */
  async play(dossierId: string, wish: Wish = {}): Promise<DossierState> {
    for (let acts = 0; acts < MOST_ACTS; acts += 1) {
      const state = await this.look(dossierId)
      if (state.status !== 'active' && state.status !== 'returned') return state
      if (wish.until?.includes(state.step) === true) return state
      const step = stepOf(state)
      await this.#judge(state, step, wish)
      if (step.signing.mode === 'quorum') await this.#meet(state, step)
      else await this.#forward(await this.look(dossierId), step, wish)
    }
    throw new RehearsalError(`${dossierId} goes round in circles`)
  }

  /** Reads the record of every dossier that was played. */
  async readAll(): Promise<void> {
    for (const dossierId of this.#dossiers) await this.#ledger.read(this.#reader(dossierId), dossierId)
  }
}

function stepOf({ procedure, step }: DossierState): StepRule {
  const known: Procedure | null = procedureById(procedure.id)
  const found = known === null ? null : stepById(known, step)
  if (found === null) throw new RehearsalError(`no step ${step} of ${procedure.id}`)
  return found
}
