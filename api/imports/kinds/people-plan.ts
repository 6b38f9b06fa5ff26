// What becomes of rows of people: accounts to be made, contacts to be changed, roles to be granted, by the functions of
// single entry; who is there already with the very role stays as he is.
import type { Client, Queryable } from '../../../activities/pool.ts'
import { idFrom } from '../../../activities/record/ids.ts'
import { term } from '../../../domain/glossary.ts'
import type { CivilDate } from '../../../domain/time/civil.ts'
import type { Role } from '../../../domain/vocabulary.ts'
import { holdingsOf } from '../../admin/grants.ts'
import { addPeople, changePerson, changeRefusals, makePassword } from '../../admin/people.ts'
import { grantRefusals, grantRoles } from '../../admin/roles.ts'
import type { NewHolding } from '../../admin/roles.ts'
import { Problem } from '../../problems.ts'
import { mistaken, outcome } from '../kind.ts'
import type { Change, Outcome, Resolved, Session } from '../kind.ts'

export interface PersonRow {
  readonly name: string
  readonly login: string
  readonly email: string | null
  readonly phone: string | null
  readonly role: Role
  readonly officeId: string
  readonly from: CivilDate | undefined
  readonly to: CivilDate | undefined
}
type Entry = Resolved<PersonRow>

interface Account {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly version: number
}

interface Plan {
  readonly entry: Entry
  readonly outcome: Outcome
  readonly personId: string
  /** Who stands there under the login. */
  readonly account: Account | null
  readonly grant: NewHolding | null
}

const FIELDS = { login: 'login', role: 'role', officeId: 'commune', from: 'from', to: 'to' } as const
const TEXTS = {
  'notFound.officeId': 'Nơi này ngoài phạm vi quản trị của bạn.',
  'notFound.login': 'Tên đăng nhập này đã có người dùng ngoài phạm vi của bạn. Hãy chọn tên khác.',
  'forbidden.login': 'Người này còn giữ vai trò ở nơi khác nên bạn không sửa được thông tin liên hệ.',
  'dateInPast.from': 'Ngày bắt đầu không được trước hôm nay.',
  'dateInPast.to': 'Ngày kết thúc không được trước hôm nay.',
  'invalid.to': 'Ngày kết thúc phải sau ngày bắt đầu.',
} as const

const problemAt = (problem: Problem, field: string): Problem =>
  new Problem(problem.code, { ...problem.parts, field })

async function accountsOf(db: Queryable, entries: readonly Entry[]): Promise<ReadonlyMap<string, Account>> {
  const { rows } = await db.query<Account>(
    `SELECT p.id, a.login, p.name, p.email, p.phone, p.version FROM account a JOIN person p ON p.id = a.person_id
     WHERE a.login = ANY($1)`,
    [entries.map(({ entry }) => entry.login)],
  )
  return new Map(rows.map((row) => [row.login, row]))
}

function changesOf({ name, email, phone }: PersonRow, account: Account | null): Change[] {
  if (account === null) return []
  const all: Change[] = [
    { field: 'name', vi: 'Họ và tên', from: account.name, to: name },
    { field: 'email', vi: 'Thư điện tử', from: account.email, to: email },
    { field: 'phone', vi: 'Điện thoại', from: account.phone, to: phone },
  ]
  // What a sheet leaves out stays as it is.
  return all.filter(({ from, to }) => to !== null && from !== to)
}

async function plansOf(
  session: Session,
  db: Queryable,
  entries: readonly Entry[],
  lock: boolean,
): Promise<Plan[]> {
  const { actor, at, importId } = session
  const accounts = await accountsOf(db, entries)
  const personOf = ({ entry }: Entry): string =>
    accounts.get(entry.login)?.id ?? idFrom('imported person', importId, entry.login)
  const grants = entries.map((one) => ({ ...one.entry, personId: personOf(one) }))
  const known = [...accounts.values()].map(({ id }) => id)
  const changing = await changeRefusals(db, actor, known, at, lock ? 'FOR NO KEY UPDATE OF p' : '')
  // Whoever holds the role from now on keeps it, whatever days the sheet says.
  const now = await holdingsOf(
    db,
    actor,
    grants.map((one) => ({ ...one, from: undefined, to: undefined })),
    at,
  )
  const held = await refusalsAt(db, now, actor.personId)
  const asked = await holdingsOf(db, actor, grants, at)
  const refusals = await refusalsAt(db, asked, actor.personId)
  return entries.map((entry, index) => {
    const account = accounts.get(entry.entry.login) ?? null
    const holds = account !== null && held[index]?.code === 'duplicate'
    const holding = asked[index]
    const plan = { entry, account, personId: personOf(entry) }
    const refusal =
      seenRefusal(account, changing) ??
      changeRefusal(entry.entry, account, changing) ??
      (holds ? null : (refusals[index] ?? null))
    if (refusal !== null)
      return { ...plan, grant: null, outcome: mistaken([entry.row.refused(refusal, FIELDS, TEXTS)]) }
    const grant = holds || holding === undefined || holding instanceof Problem ? null : holding
    return { ...plan, grant, outcome: outcomeOf(entry.entry, account, grant) }
  })
}

/** Why each could not be granted; holdings that are refused already keep their refusal. */
async function refusalsAt(
  db: Queryable,
  holdings: readonly (NewHolding | Problem)[],
  by: string,
): Promise<(Problem | null)[]> {
  const sound = holdings.filter((one): one is NewHolding => !(one instanceof Problem))
  const refusals = await grantRefusals(db, sound, by)
  return holdings.map((one) => (one instanceof Problem ? one : (refusals[sound.indexOf(one)] ?? null)))
}

function seenRefusal(account: Account | null, changing: ReadonlyMap<string, Problem | null>): Problem | null {
  const refusal = account === null ? null : (changing.get(account.id) ?? null)
  return refusal?.code === 'notFound' ? problemAt(refusal, 'login') : null
}

function changeRefusal(
  row: PersonRow,
  account: Account | null,
  changing: ReadonlyMap<string, Problem | null>,
): Problem | null {
  if (account === null || changesOf(row, account).length === 0) return null
  const refusal = changing.get(account.id) ?? null
  return refusal === null ? null : problemAt(refusal, 'login')
}

function outcomeOf(row: PersonRow, account: Account | null, grant: NewHolding | null): Outcome {
  const changes = changesOf(row, account)
  if (account === null) return outcome('new')
  const role = { field: 'role', vi: 'Vai trò', from: null, to: term('role', row.role) }
  const all = grant === null ? changes : [...changes, role]
  return outcome(all.length === 0 ? 'same' : 'changed', { changes: all })
}

/** What would become of the rows. */
export async function judgePeople(
  session: Session,
  db: Queryable,
  entries: readonly Entry[],
): Promise<Outcome[]> {
  return (await plansOf(session, db, entries, false)).map((plan) => plan.outcome)
}

/** Of an import's new accounts: one secret that nobody is told, so that none can be signed in to. */
const unusable = new Map<string, Promise<string>>()

function unusableHash(importId: string): Promise<string> {
  const known = unusable.get(importId) ?? makePassword().then(({ hash }) => hash)
  unusable.clear()
  unusable.set(importId, known)
  return known
}

/** Does it: accounts first, then contacts, then roles. */
export async function writePeople(
  session: Session,
  client: Client,
  entries: readonly Entry[],
): Promise<Outcome[]> {
  const { actor, at, importId } = session
  const doing = { by: actor.personId, at }
  const passwordHash = await unusableHash(importId)
  const plans = await plansOf(session, client, entries, true)
  const fine = plans.filter(({ outcome: { fate } }) => fate !== 'mistake')
  const added = new Map(fine.filter(({ account }) => account === null).map((plan) => [plan.personId, plan]))
  const people = [...added.values()].map(({ personId: id, entry: { entry } }) => ({
    ...{ id, name: entry.name, login: entry.login, email: entry.email, phone: entry.phone },
    ...{ passwordHash, mustChange: true },
  }))
  throwFirst(await addPeople(client, people, doing))
  const changed = new Set<string>()
  for (const { entry, account } of fine) {
    if (account === null || changed.has(account.id) || changesOf(entry.entry, account).length === 0) continue
    changed.add(account.id)
    const { name, email, phone } = entry.entry
    const given = {
      name,
      email: email ?? account.email,
      phone: phone ?? account.phone,
      version: account.version,
    }
    await changePerson(client, account.id, given, doing)
  }
  throwFirst(
    await grantRoles(
      client,
      fine.flatMap(({ grant }) => (grant === null ? [] : [grant])),
      doing,
    ),
  )
  return plans.map((plan) => plan.outcome)
}

function throwFirst(refusals: readonly (Problem | null)[]): void {
  const refusal = refusals.find((one) => one !== null)
  if (refusal instanceof Problem) throw refusal
}
