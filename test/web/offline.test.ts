// The inspector in the field: a dossier taken along, inspected by keyboard alone without a network with large photos, the tab
// killed twice, the session run out; with the network back, though it breaks once more, everything arrives as it was
// photographed, once. What others did meanwhile is shown beside what he found, and a newer release is offered; nothing is lost.
import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { createPool } from '../../activities/pool.ts'
import { DEMO_PASSWORD } from '../../prisma/demo.ts'
import { aPerson, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person } from './support/browser.ts'
import { aBuilding, act, allMet, stateOf } from './support/builders.ts'
import { press, tabTo, typeInto } from './support/keyboard.ts'
import { watchPieces } from './support/pieces.ts'
import { NEWER, serveReleases } from './support/release.ts'

const UNIT = 'truong2.truong'
const NAME = 'Trường Tiểu học Vĩnh Thủy'
const INSPECTOR = 'xa.kiemtra'
const FIELD = 'Kiểm tra ngoài hiện trường'
const PHOTO_BYTES = 5 * 1024 * 1024
/** Where pieces of such a photo begin; the connection breaks under the third one of the first. */
const PIECES = [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000]
const BROKEN = 3

const people: Person[] = []
let unit: Person
let police: Person
let id: string

async function person(...given: Parameters<typeof aPerson>): Promise<Person> {
  const made = await aPerson(...given)
  people.push(made)
  return made
}

beforeAll(async () => {
  ;[unit, police] = await Promise.all([aPerson(UNIT), aPerson('xa.congan')])
  id = await aBuilding(unit, police)
  return () => Promise.all([unit.leave(), police.leave()]).then(() => undefined)
})

afterEach(async () => {
  for (const one of people.splice(0)) await one.leave()
})

/** Bytes that begin as a JPEG does, as large as a telephone's camera makes them. */
function aPhoto(name: string): { name: string; mimeType: string; buffer: Buffer; sha256: string } {
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0])
  const buffer = Buffer.concat([head, randomBytes(PHOTO_BYTES - head.length)])
  return { name, mimeType: 'image/jpeg', buffer, sha256: createHash('sha256').update(buffer).digest('hex') }
}

async function endSessions(login: string): Promise<void> {
  const pool = createPool({ connectionString: inject('siteDatabaseUrl'), name: 'test', max: 1 })
  try {
    await pool.query(
      `UPDATE session SET expires_at = now() - interval '1 minute'
       WHERE person_id = (SELECT person_id FROM account WHERE login = $1)`,
      [login],
    )
  } finally {
    await pool.end()
  }
}

/** Another tab on the same device, after the one before was killed; its faults count like the first one's. */
async function anotherTab({ context, page, faults }: Person): Promise<Page> {
  await page.close()
  const next = await context.newPage()
  next.on('pageerror', (error) => (faults as string[]).push(`error: ${error.message}`))
  return next
}

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor()
const group = (page: Page, name: string) =>
  page.locator('section', { has: page.getByRole('heading', { level: 2, name }) })

/** Puts the dossier on the device from its own page, and opens the checklist. */
async function takeAlong({ page, open }: Person): Promise<void> {
  await open(`/ho-so/${id}`, NAME)
  await page.getByRole('button', { name: /^(?:Giữ trên máy này|Cập nhật bản)/u }).click()
  await page.getByRole('link', { name: 'Mở phiếu kiểm tra ngoài hiện trường' }).click()
  await page.getByRole('button', { name: 'Gửi kết quả kiểm tra' }).waitFor()
}

/** Every criterion met, the first one as given with a note. The others are pressed at once: there are many of them. */
async function fill(page: Page, first: 'Đạt' | 'Chưa đạt', note: string): Promise<void> {
  const criterion = page.locator('fieldset.criterion').first()
  await criterion.waitFor()
  await page.evaluate(
    `document.querySelectorAll('fieldset.criterion .verdict.met input').forEach((one) => one.click())`,
  )
  await criterion.getByRole('radio', { name: first, exact: true }).check()
  await criterion.getByPlaceholder('Ghi chú').fill(note)
  await page.getByText('Đã giữ trên máy này.').waitFor()
}

/** By keyboard alone: the first criterion not met, with a note and a photo of the camera, the others met. */
async function fillByKeyboard(page: Page, note: string, photo: ReturnType<typeof aPhoto>): Promise<void> {
  const criteria = await page.locator('fieldset.criterion').count()
  // Asked for before the first key: a browser hands choosers over only some moments after it was asked to.
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), noteThenCamera(page, note)])
  await chooser.setFiles(photo)
  await page.getByRole('button', { name: `Bỏ ảnh ${photo.name}` }).waitFor()
  for (let done = 1; done < criteria; done += 1) {
    await tabTo(page, /^Đạt$/u)
    await page.keyboard.press('Space')
  }
  await page.getByText(`${criteria}/${criteria} tiêu chí đã trả lời`).waitFor()
  await page.getByText('Đã giữ trên máy này.').waitFor()
}

async function noteThenCamera(page: Page, note: string): Promise<void> {
  await tabTo(page, /^Đạt$/u)
  await page.keyboard.press('ArrowRight')
  await typeInto(page, /^Ghi chú: /u, note)
  await press(page, /^Chụp ảnh/u)
}

/** From the sign-in page back to the page that was left. */
async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await heading(page, 'Đăng nhập Trình')
}

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Gửi kết quả kiểm tra' }).click()
  await page.getByText('Phiếu đã ghi xong và nằm trên máy này.').waitFor()
}

describe('the worker that opens the application without a network', () => {
  it('is looked for anew each time, and may do nothing but fetch from its own origin', async () => {
    const { headers, status } = await fetch(new URL('/sw.js', inject('siteUrl')))
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'",
    )
  })
})

describe('a newer release', () => {
  it('is offered, not forced: what is being typed stays, and is there when it is loaded', async () => {
    const releases = await serveReleases(inject('siteUrl'))
    onTestFinished(releases.stop)
    const inspector = await person(INSPECTOR, { width: 360, height: 780, dark: true, url: releases.url })
    const { page } = inspector
    await takeAlong(inspector)
    await fill(page, 'Chưa đạt', 'Ghi trước khi có bản mới')
    const offer = page.getByRole('button', { name: 'Tải lại để dùng bản mới' })
    expect(await offer.count()).toBe(0)
    releases.bringOut()
    await page.evaluate('window.dispatchEvent(new Event("online"))')
    await offer.waitFor()
    const note = page.getByPlaceholder('Ghi chú').first()
    await note.pressSequentially(', và sau đó')
    await expectAccessible(inspector)
    await expectFits(inspector)
    await Promise.all([page.waitForEvent('load'), offer.click()])
    await note.waitFor()
    expect(await note.inputValue()).toBe('Ghi trước khi có bản mới, và sau đó')
    const versions = await page.evaluate<readonly string[]>('caches.keys()')
    expect(versions).toEqual([`trinh-shell-${NEWER}`])
    expectNoFaults(inspector)
  })
})

describe('an inspection in the field', () => {
  it('without a network, through killed tabs and an ended session, arrives whole', async () => {
    const inspector = await person(INSPECTOR, { width: 360, height: 780 })
    const { context } = inspector
    const photos = [aPhoto('cong-truong.jpg'), aPhoto('san-truong.jpg')]
    await takeAlong(inspector)
    await context.setOffline(true)
    await inspector.page.getByText('Không có kết nối.').waitFor()
    const [photographed] = photos
    if (photographed === undefined) throw new Error('no photo')
    await fillByKeyboard(inspector.page, 'Chưa có phân công trực bảo vệ', photographed)
    const first = inspector.page.locator('fieldset.criterion').first()
    const picker = first.locator('input[multiple]')
    await picker.setInputFiles(photos.slice(1))
    await first.getByRole('button', { name: 'Bỏ ảnh san-truong.jpg' }).waitFor()
    const other = { name: 'ghi-chep.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('không phải ảnh') }
    await picker.setInputFiles(other)
    await first.getByText('Chỉ nhận ảnh JPG hoặc PNG.').waitFor()
    await expectFits(inspector)
    await expectAccessible(inspector)

    const second = await anotherTab(inspector)
    await second.goto('/hien-truong')
    await heading(second, FIELD)
    await tabTo(second, NAME)
    await second.keyboard.press('Enter')
    await heading(second, NAME)
    const kept = second.locator('fieldset.criterion').first()
    expect(await kept.getByRole('radio', { name: 'Chưa đạt' }).isChecked()).toBe(true)
    expect(await kept.getByPlaceholder('Ghi chú').inputValue()).toBe('Chưa có phân công trực bảo vệ')
    expect(await kept.getByRole('button', { name: /^Bỏ ảnh/u }).count()).toBe(2)
    await press(second, 'Gửi kết quả kiểm tra')
    await second.getByText('Phiếu đã ghi xong và nằm trên máy này.').waitFor()
    await endSessions(INSPECTOR)

    const third = await anotherTab({ ...inspector, page: second })
    await third.goto('/hien-truong')
    await group(third, 'Chờ gửi').getByRole('link', { name: NAME }).waitFor()
    await expectFits({ ...inspector, page: third })
    await expectAccessible({ ...inspector, page: third })
    const offsets = await watchPieces(third, (nth) => nth === BROKEN)
    await context.setOffline(false)
    const dialog = third.getByRole('dialog', { name: 'Phiên làm việc đã hết hạn' })
    await dialog.getByLabel('Mật khẩu').fill(DEMO_PASSWORD)
    await dialog.getByRole('button', { name: 'Đăng nhập' }).click()
    await group(third, 'Đã gửi').getByRole('link', { name: NAME }).waitFor()
    expect(offsets).toEqual([...PIECES.slice(0, BROKEN), ...PIECES.slice(BROKEN - 1), ...PIECES])
    await expectRecorded(photos)
    expectNoFaults(inspector)
  })

  it('on a dossier that others changed meanwhile is held back beside what they did, and nothing is lost', async () => {
    const inspector = await person(INSPECTOR)
    const { context, page } = inspector
    const before = (await stateOf(police, id)).inspections.length
    await takeAlong(inspector)
    await context.setOffline(true)
    await fill(page, 'Đạt', 'Đã có lịch trực')
    await send(page)
    await act(police, id, 'inspect', await allMet(police, id))
    await context.setOffline(false)
    await page.getByText('Hồ sơ đã thay đổi sau khi bạn mở xem.').waitFor()
    await page.getByRole('columnheader', { name: /^Hiện có trong hồ sơ: Trần Quốc Bảo/u }).waitFor()
    await page.getByRole('cell', { name: 'Đã có lịch trực' }).waitFor()
    await expectAccessible(inspector)
    await page.getByRole('button', { name: 'Tôi đã xem, gửi lại trên bản mới' }).click()
    await page.getByText(/^Đã ghi nhận lúc/u).waitFor()
    expect((await stateOf(police, id)).inspections).toHaveLength(before + 2)

    await page.getByRole('button', { name: 'Kiểm tra thêm một lần' }).click()
    await context.setOffline(true)
    await fill(page, 'Chưa đạt', 'Kiểm tra đột xuất')
    await send(page)
    await act(unit, id, 'assess', await allMet(unit, id))
    await act(police, id, 'approve')
    await context.setOffline(false)
    await expectMovedOn(inspector)
    await expectPutAway(inspector)
    expectNoFaults(inspector)
  })
})

/** Both files are with the dossier, byte for byte, and the one inspection names them. */
async function expectRecorded(photos: readonly { sha256: string }[]): Promise<void> {
  const { inspections } = await stateOf(police, id)
  expect(inspections).toHaveLength(1)
  const { request } = police.context
  const content = await request.get(`/api/v1/dossiers/${id}/contents/${inspections[0]?.bodyHash ?? ''}`)
  const { answers } = (await content.json()) as {
    answers: Record<string, { evidence?: string[]; note?: string }>
  }
  const [answer] = Object.values(answers).filter(({ evidence }) => evidence !== undefined)
  expect(answer).toMatchObject({ verdict: 'notMet', note: 'Chưa có phân công trực bảo vệ' })
  const wanted = photos.map(({ sha256 }) => sha256).sort()
  expect([...(answer?.evidence ?? [])].sort()).toEqual(wanted)
  for (const sha256 of wanted) {
    const file = await request.get(`/api/v1/dossiers/${id}/documents/${sha256}`)
    expect(
      createHash('sha256')
        .update(await file.body())
        .digest('hex'),
    ).toBe(sha256)
  }
}

/** The dossier stands elsewhere: what was found can't be sent, and stays as a draft. */
async function expectMovedOn({ page }: Person): Promise<void> {
  const row = page.getByRole('row', { name: /^Bước/u })
  await row.getByRole('cell', { name: 'Xây dựng điển hình, Công an xã kiểm tra' }).waitFor()
  expect((await stateOf(police, id)).step).toBe('prepare')
  expect(await page.getByRole('button', { name: /gửi lại trên bản mới/u }).isDisabled()).toBe(true)
  await page.getByText(/^Chưa gửi lại được:/u).waitFor()
  await page.getByRole('button', { name: 'Giữ lại làm bản nháp' }).click()
  await page.getByRole('button', { name: 'Gửi kết quả kiểm tra' }).waitFor()
  const notes = page.getByPlaceholder('Ghi chú')
  expect(await notes.first().inputValue()).toBe('Kiểm tra đột xuất')
  await page.evaluate(
    `IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }`,
  )
  await notes.last().fill('Máy đầy')
  await page.getByText('Máy này đã hết chỗ trống').first().waitFor()
}

/** What is unsent stays for its owner, unseen by who comes next; it goes when he says so twice, and then nothing is left. */
async function expectPutAway(inspector: Person): Promise<void> {
  const { context, page, open } = inspector
  await open('/hien-truong', FIELD)
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  const leaving = page.getByRole('dialog', { name: 'Đăng xuất' })
  await leaving.getByText('1 phiếu kiểm tra chưa gửi').waitFor()
  await expectAccessible(inspector)
  await leaving.getByRole('button', { name: 'Vẫn đăng xuất' }).click()
  await signIn(page, 'xa.congan')
  await page.getByText('còn 1 phiếu chưa gửi của người khác').waitFor()
  expect(await page.getByRole('button', { name: 'Bỏ phiếu này' }).count()).toBe(0)
  await signOut(page)
  await signIn(page, INSPECTOR)
  await group(page, 'Đang ghi').getByRole('button', { name: 'Bỏ phiếu này' }).click()
  await page
    .getByRole('dialog', { name: 'Bỏ phiếu chưa gửi' })
    .getByRole('button', { name: 'Bỏ hẳn' })
    .click()
  await page.getByText('Chưa có hồ sơ nào trên máy này').waitFor()
  await signOut(page)
  await context.setOffline(true)
  await page.goto('/hien-truong')
  await page.getByText('Không có kết nối').waitFor()
  expect(await page.getByRole('heading', { name: FIELD }).count()).toBe(0)
}
