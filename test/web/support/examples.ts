// An example of every page: whose it is, and an address at which there is something to see. Whoever adds a page adds it here.
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { aCampaignOf, aRegistration } from './builders.ts'
import type { Company } from './company.ts'
import type { Person } from './browser.ts'

/** An example a page, by the page's path. */
export type Examples<Ids> = Readonly<Record<string, Example<Ids> | Elsewhere>>

/** Ids that addresses of examples are made of. */
export interface Made {
  /** Of a unit that makes its plan. */
  readonly dossier: string
  /** The year's emulation, in which the school has nothing yet. */
  readonly emulation: string
  readonly school: string
  readonly batch: string
  readonly plan: string
}

/** Ids of what administrators look after. */
export interface Looked {
  readonly campaign: string
  readonly unit: string
  readonly person: string
}

/** A page that only a journey of its own leads to: the file that looks at it. */
export interface Elsewhere {
  readonly elsewhere: string
}

export interface Example<Ids> {
  /** Absent: somebody who isn't signed in. */
  readonly login?: string
  readonly address?: (ids: Ids) => string
  /** Buttons that open a dialog and do nothing else. */
  readonly dialogs?: readonly string[]
  /** Words of the program that the page is about. */
  readonly words?: readonly string[]
}

const PROVINCE_ADMIN = 'tinh.quantri'

export const EXAMPLES: Examples<Made> = {
  '/': { login: 'xa.congan' },
  '/bang-diem': { login: 'xa.congan' },
  '/bang-dieu-hanh': { login: 'tinh.thammuu' },
  '/bao-cao': { login: 'tinh.thammuu' },
  '/bieu-do': { login: 'tinh.thammuu' },
  '/dang-ky': { login: 'coquan4.truong' },
  '/dang-ky/:campaignId/:subjectId': {
    login: 'truong1.truong',
    address: ({ emulation, school }) => `/dang-ky/${emulation}/${school}`,
  },
  '/dang-nhap': {},
  '/ghi-ket-qua': { login: 'xa.congan' },
  '/ho-so': { login: 'tinh.thammuu' },
  '/ho-so/:id': { login: 'tinh.thammuu', address: ({ dossier }) => `/ho-so/${dossier}` },
  '/ho-so/:id/soan': { login: 'tinh1.truong', address: ({ dossier }) => `/ho-so/${dossier}/soan` },
  '/ho-so/:id/thong-bao': { login: 'tinh.thammuu', address: ({ dossier }) => `/ho-so/${dossier}/thong-bao` },
  '/hien-truong': { login: 'xa.congan' },
  '/hien-truong/:id': { elsewhere: 'offline.test.ts' },
  '/ke-hoach': { login: 'tinh.thammuu' },
  '/ket-qua': { login: 'xa.congan' },
  '/kiem-soat': { login: 'bo.kiemsoat' },
  '/kiem-soat/:id': { login: 'bo.kiemsoat', address: ({ dossier }) => `/kiem-soat/${dossier}` },
  '/kiem-tra': {},
  '/kinh-phi': { login: 'xa.kinhte' },
  '/ky-so': { login: 'xa.chutich' },
  '/lich': { login: 'xa.vanphong' },
  '/nap-danh-sach': { login: 'xa.congan' },
  '/nap-danh-sach/:id': { elsewhere: 'desk.test.ts' },
  '/nhiem-vu': { login: 'xa.congan' },
  '/quyet-dinh': { login: 'xa.congan' },
  '/quyet-dinh/:id': {
    login: 'tinh.thammuu',
    address: ({ batch }) => `/quyet-dinh/${batch}`,
    dialogs: ['Hủy danh sách'],
  },
  '/quyet-dinh/moi': { login: 'xa.congan' },
  // Its columns are explained with the values that the files hold.
  '/so-lieu-mo': { words: ['province', 'commune', 'status'] },
  '/so': { login: 'xa.congan' },
  '/so/:id': {
    login: 'xa.congan',
    address: ({ plan }) => `/so/${plan}`,
    dialogs: ['Sửa', 'Bỏ khỏi sổ', 'Thêm nhiệm vụ'],
  },
  '/so/moi': { login: 'xa.congan' },
  '/thong-bao': { login: 'xa.congan' },
  '/toi': { login: 'xa.chutich', dialogs: ['Bật xác thực hai lớp'] },
  '/uy-quyen': { login: 'xa.chutich' },
  '/van-ban-di': { login: 'xa.vanphong' },
  '/van-ban-di/:office/:register/:year/:number': { elsewhere: 'desk.test.ts' },
  '/van-ban/:id': { elsewhere: 'desk.test.ts' },
}

/** Whether a page is one of administrators, by its path. */
export const isAdmin = (path: string): boolean => path.startsWith('/quan-tri/')

/** What administrators have, under its own part of the site. */
export const ADMIN_EXAMPLES: Examples<Looked> = {
  '/quan-tri/chung-thu': { login: 'quantri' },
  '/quan-tri/chuyen-nam': { login: PROVINCE_ADMIN },
  '/quan-tri/co-quan': { login: PROVINCE_ADMIN, dialogs: ['Thêm đơn vị'] },
  '/quan-tri/co-quan/:id': {
    login: PROVINCE_ADMIN,
    address: ({ unit }) => `/quan-tri/co-quan/${unit}`,
    dialogs: ['Đổi tên', 'Sáp nhập vào nơi khác', 'Đặc điểm', 'Thôi hoạt động'],
  },
  '/quan-tri/co-quan/:id/van-ban': {
    login: PROVINCE_ADMIN,
    address: ({ unit }) => `/quan-tri/co-quan/${unit}/van-ban`,
    dialogs: ['Đổi chữ viết tắt của cơ quan', 'Đặt khung chữ ký của người ký'],
  },
  '/quan-tri/dot-xet': { login: PROVINCE_ADMIN },
  '/quan-tri/dot-xet/:id': {
    login: PROVINCE_ADMIN,
    address: ({ campaign }) => `/quan-tri/dot-xet/${campaign}`,
    dialogs: ['Đặt ngày riêng cho một xã'],
  },
  '/quan-tri/mau-van-ban': { login: 'quantri' },
  '/quan-tri/mau-van-ban/:kind': { login: 'quantri', address: () => '/quan-tri/mau-van-ban/certificate' },
  '/quan-tri/he-thong': { login: 'quantri' },
  '/quan-tri/ket-noi': { login: 'quantri' },
  '/quan-tri/luu-giu': { login: 'tinh.vanthu' },
  '/quan-tri/so-thong-bao': { login: PROVINCE_ADMIN },
  '/quan-tri/ngay-nghi': { login: PROVINCE_ADMIN },
  '/quan-tri/nguoi-dung': { login: PROVINCE_ADMIN, dialogs: ['Thêm người'] },
  '/quan-tri/nguoi-dung/:id': {
    login: PROVINCE_ADMIN,
    address: ({ person }) => `/quan-tri/nguoi-dung/${person}`,
    dialogs: ['Sửa tên, liên hệ', 'Đặt lại mật khẩu', 'Khóa tài khoản', 'Giao vai trò', 'Kết thúc'],
  },
  '/quan-tri/phieu-tieu-chi': { login: PROVINCE_ADMIN },
  '/quan-tri/phieu-tieu-chi/:id/ban/:version': {
    login: PROVINCE_ADMIN,
    address: () => '/quan-tri/phieu-tieu-chi/sample-organisation/ban/1',
  },
  '/quan-tri/phieu-tieu-chi/:id/soan': {
    login: 'quantri',
    address: () => '/quan-tri/phieu-tieu-chi/sample-organisation/soan',
  },
  '/quan-tri/quy-trinh': { login: PROVINCE_ADMIN },
  '/quan-tri/quy-trinh/:id/ban/:version': {
    login: PROVINCE_ADMIN,
    address: () => '/quan-tri/quy-trinh/dien-hinh/ban/1',
  },
  '/quan-tri/quy-trinh/soan/:id': { elsewhere: 'console.test.ts' },
}

async function csrfOf({ context }: Person): Promise<string> {
  return ((await (await context.request.get('/api/v1/me')).json()) as { csrf: string }).csrf
}

async function post<T>(person: Person, path: string, data: object): Promise<T> {
  const headers = { 'X-CSRF-Token': await csrfOf(person), 'Idempotency-Key': randomUUID() }
  const answer = await person.context.request.post(`/api/v1${path}`, { headers, data })
  expect(answer.status(), await answer.text()).toBeLessThan(300)
  return (await answer.json()) as T
}

async function first(person: Person, path: string): Promise<string> {
  const answer = await person.context.request.get(`/api/v1${path}`)
  const { items } = (await answer.json()) as { items: { id?: string; personId?: string }[] }
  const found = items[0]?.id ?? items[0]?.personId
  if (found === undefined) throw new Error(`${path}: nothing there`)
  return found
}

/** Makes what pages about one thing need, over HTTP: about a unit of the province, which no other journey takes. */
export async function makeExamples(company: Company): Promise<Made> {
  const [unit, staff, police, school] = await Promise.all([
    company.person('tinh1.truong'),
    company.person('tinh.thammuu'),
    company.person('xa.congan'),
    company.person('truong1.truong'),
  ])
  const dossier = await aRegistration(unit)
  const seen = await staff.context.request.get(`/api/v1/dossiers/${dossier}`)
  const { state } = (await seen.json()) as {
    state: { step: string; round: number; contentHash: string }
  }
  const { step, round, contentHash } = state
  const dossierIds = [dossier]
  await post(staff, `/dossiers/${dossier}/actions/approve`, { basis: { step, round, contentHash } })
  const asked = { kind: 'action', action: 'approve', dryRun: true, dossierIds }
  const batch = await post<{ id: string }>(staff, '/batches', asked)
  const me = await school.context.request.get('/api/v1/me')
  const { posts } = (await me.json()) as { posts: { officeId: string }[] }
  return {
    dossier,
    emulation: await aCampaignOf(school, 'thi-dua'),
    school: posts[0]?.officeId ?? '',
    batch: batch.id,
    plan: await first(police, '/matters?kind=plan&type=yearly&status=draft&office=C19405&limit=1'),
  }
}

/** Finds what the pages of administrators are about. */
export async function findExamples(company: Company): Promise<Looked> {
  const admin = await company.person(PROVINCE_ADMIN)
  return {
    campaign: await aCampaignOf(admin, 'dien-hinh'),
    unit: await first(admin, '/offices?text=Ban%20Chỉ%20huy%20Quân%20sự&limit=1'),
    person: await first(admin, '/people?text=Bùi%20Xuân%20Trường&limit=1'),
  }
}
