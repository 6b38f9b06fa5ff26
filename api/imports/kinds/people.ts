// Lists of people with their roles: a row is one role of one person, known by his login. Whoever is new gets an account that
// nobody can sign in to until an administrator gives it a first password.
import type { Queryable } from '../../../activities/pool.ts'
import { term } from '../../../domain/glossary.ts'
import { ROLES } from '../../../domain/vocabulary.ts'
import type { Role } from '../../../domain/vocabulary.ts'
import { email, login, phone } from '../../admin/schemas.ts'
import { normalLogin } from '../../auth/login.ts'
import { choiceOf, dateOf, shownText, textOf, wordMap } from '../cells.ts'
import type { Cell, Taken } from '../cells.ts'
import { Taking, importKind, mistaken } from '../kind.ts'
import type { Outcome, Resolved, Row, Session } from '../kind.ts'
import type { ColumnSpec } from '../layout.ts'
import { judgePeople, writePeople } from './people-plan.ts'
import type { PersonRow } from './people-plan.ts'
import { OfficesThere, PLACE_COLUMNS, placeOf } from './where.ts'

const ROLE_MAP = wordMap(
  Object.fromEntries(ROLES.map((role) => [role, [term('role', role), role]])) as Record<Role, string[]>,
)
const ROLE_CHOICES = ROLES.map((role) => term('role', role))
/** A role is administered: whose roles and accounts these are is an administrator's to say. */
const KEEPERS = ['administrator'] as const

const NAME: ColumnSpec = {
  id: 'name',
  vi: 'Họ và tên',
  aliases: ['Họ tên', 'Tên', 'Họ, tên', 'Họ và tên cán bộ', 'Cán bộ'],
  required: true,
  note: 'Họ và tên đầy đủ.',
  example: 'Nguyễn Văn An',
}
const LOGIN: ColumnSpec = {
  id: 'login',
  vi: 'Tên đăng nhập',
  aliases: ['Tài khoản', 'Login', 'User', 'Username', 'Tên tài khoản'],
  required: true,
  note: 'Không trùng với người khác. Một người nhiều vai trò thì ghi nhiều dòng cùng tên đăng nhập.',
  example: 'an.nguyen',
}
const ROLE: ColumnSpec = {
  id: 'role',
  vi: 'Vai trò',
  aliases: ['Chức vụ', 'Chức danh', 'Nhiệm vụ'],
  required: true,
  note: `Một trong: ${ROLE_CHOICES.join('; ')}.`,
  example: term('role', 'communePolice'),
  choices: ROLE_CHOICES,
}
const COLUMNS: readonly ColumnSpec[] = [
  NAME,
  LOGIN,
  {
    id: 'email',
    vi: 'Thư điện tử',
    aliases: ['Email', 'E-mail', 'Hộp thư', 'Địa chỉ thư điện tử'],
    required: false,
    note: 'Bỏ trống thì giữ như đang có.',
    example: 'an.nguyen@example.vn',
  },
  {
    id: 'phone',
    vi: 'Điện thoại',
    aliases: ['Số điện thoại', 'SĐT', 'ĐT', 'Di động', 'Điện thoại di động'],
    required: false,
    note: 'Bỏ trống thì giữ như đang có.',
    example: '0912 345 678',
  },
  ROLE,
  {
    id: 'office',
    vi: 'Đơn vị',
    aliases: ['Cơ quan, đơn vị', 'Đơn vị công tác', 'Tên đơn vị', 'Nơi công tác', 'Cơ quan'],
    required: false,
    note: 'Đơn vị đã có trong hệ thống. Bỏ trống nếu vai trò thuộc chính xã, phường, đặc khu hoặc tỉnh.',
    example: '',
  },
  ...PLACE_COLUMNS,
  {
    id: 'from',
    vi: 'Từ ngày',
    aliases: ['Ngày bắt đầu', 'Từ', 'Ngày nhận nhiệm vụ'],
    required: false,
    note: 'Ngày/tháng/năm; không trước hôm nay. Bỏ trống: từ khi ghi.',
    example: '',
  },
  {
    id: 'to',
    vi: 'Đến ngày',
    aliases: ['Ngày kết thúc', 'Đến'],
    required: false,
    note: 'Ngày cuối cùng còn giữ vai trò. Bỏ trống: không thời hạn.',
    example: '',
  },
]

/** A text that single entry takes, by the very schema of single entry. */
const fitting =
  (schema: { safeParse(text: string): { success: boolean } }, vi: string) =>
  (cell: Cell): Taken<string | null> => {
    const text = textOf(cell, 200)
    if (!text.ok || text.value === null || schema.safeParse(text.value).success) return text
    return { ok: false, fault: { code: 'choice', vi } }
  }

/** Excel drops the zero that a telephone number begins with. */
function phoneCell(cell: Cell): Cell {
  const text = typeof cell === 'number' ? shownText(cell) : null
  return text !== null && /^[35789]\d{8}$/u.test(text) ? `0${text}` : cell
}

interface Read {
  readonly person: Omit<PersonRow, 'officeId'>
  readonly unit: string | null
  readonly placeId: string
}

function readRow(session: Session, row: Row): { readonly read: Read | null; readonly taking: Taking } {
  const taking = new Taking(row)
  const name = taking.need(NAME, (cell) => textOf(cell, 120))
  const given = taking.need(
    LOGIN,
    fitting(login, 'Tên đăng nhập chỉ gồm chữ, số và các dấu . _ @ -, từ 3 đến 100 ký tự.'),
  )
  const role = taking.need(ROLE, (cell) => choiceOf(cell, ROLE_MAP, ROLE_CHOICES))
  const mail = taking.take('email', fitting(email, 'Địa chỉ thư điện tử không đúng.'))
  const call = taking.take('phone', (cell) => fitting(phone, 'Số điện thoại không đúng.')(phoneCell(cell)))
  const from = taking.take('from', dateOf) ?? undefined
  const to = taking.take('to', dateOf) ?? undefined
  const unit = taking.take('office', (cell) => textOf(cell, 300))
  const placeId = placeOf(taking, session, KEEPERS)
  if (name === null || given === null || role === null || placeId === null) return { read: null, taking }
  if (taking.mistakes.length > 0) return { read: null, taking }
  const person = { name, login: normalLogin(given), role, email: mail, phone: call, from, to }
  return { read: { person, unit, placeId }, taking }
}

async function resolve(
  session: Session,
  db: Queryable,
  rows: readonly Row[],
): Promise<(Resolved<PersonRow> | Outcome)[]> {
  const all = rows.map((row) => ({ row, ...readRow(session, row) }))
  const places = all.flatMap(({ read }) => (read === null ? [] : [read.placeId]))
  const there = await OfficesThere.read(db, session, places)
  return all.map(({ row, read, taking }) => {
    if (read === null) return mistaken(taking.mistakes, taking.notes)
    const { person, unit, placeId } = read
    const officeId = unit === null ? placeId : there.find(placeId, unit)?.id
    if (officeId === undefined) {
      taking.fault(
        'office',
        'unknown',
        'Chưa có đơn vị tên này ở nơi đã ghi. Hãy nạp danh sách đơn vị trước.',
      )
      return mistaken(taking.mistakes, taking.notes)
    }
    const entry = { ...person, officeId }
    const { name, email: mail, phone: call } = person
    const own = JSON.stringify([name, mail, call])
    return {
      ...{ row, entry, key: `${person.login} ${officeId} ${person.role}`, content: JSON.stringify(entry) },
      ...{ column: 'login', notes: taking.notes },
      group: { key: person.login, content: own, column: 'login' },
    }
  })
}

export const PEOPLE = importKind<PersonRow>({
  id: 'people',
  vi: 'Danh sách người dùng và vai trò',
  roles: KEEPERS,
  columns: COLUMNS,
  resolve,
  judge: judgePeople,
  write: writePeople,
})
