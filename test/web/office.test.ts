// The desk of a commune and a province: lists that the address keeps, a board that leads down to a list, one action over
// several dossiers with a result for each, and one decision that is signed over what can be, by keyboard alone.
import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { referenceValue } from '../../domain/reference.ts'
import { aPerson, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person, Window } from './support/browser.ts'
import { aCampaignOf, aPdf, aRegistration } from './support/builders.ts'
import { flat, pagesOf } from '../support/pdf-text.ts'
import { downloaded } from './support/downloads.ts'
import { press, tabTo } from './support/keyboard.ts'

interface Office {
  readonly id: string
  readonly name: string
}

const people: Person[] = []

async function person(login: string, window?: Window): Promise<Person> {
  const made = await aPerson(login, window)
  people.push(made)
  return made
}

afterEach(async () => {
  for (const one of people.splice(0)) await one.leave()
})

/** A sudden award, proposed by a unit's head for a person or for the unit itself, waiting to be appraised; the unit. */
async function anAward(login: string, name: string, own = false): Promise<Office> {
  const head = await person(login)
  const { request } = head.context
  const me = (await (await request.get('/api/v1/me')).json()) as {
    csrf: string
    posts: { officeId: string; officeName: string }[]
  }
  const [post] = me.posts
  if (post === undefined) throw new Error(`${login} holds no role`)
  const unit = { id: post.officeId, name: post.officeName }
  const recipient = own ? referenceValue({ kind: 'office', ...unit }) : `Ông ${name}`
  const campaign = await aCampaignOf(head, 'khen-thuong')
  const once = () => ({ 'X-CSRF-Token': me.csrf, 'Idempotency-Key': randomUUID() })
  const entered = await request.post('/api/v1/matters', {
    headers: once(),
    data: { kind: 'award', type: 'sudden', name, officeId: unit.id },
  })
  const { id: subjectId } = (await entered.json()) as { id: string }
  const draft = await request.put(`/api/v1/campaigns/${campaign}/drafts/${subjectId}`, {
    headers: once(),
    data: { version: 0, data: {} },
  })
  const { dossierId } = (await draft.json()) as { dossierId: string }
  const file = aPdf(`${name}.pdf`)
  const upload = await request.post(`/api/v1/dossiers/${dossierId}/documents`, {
    headers: once(),
    multipart: { file },
  })
  const { sha256 } = (await upload.json()) as { sha256: string }
  const registered = await request.post(`/api/v1/campaigns/${campaign}/registrations`, {
    headers: once(),
    data: {
      subjectId,
      fields: { recipient, achievement: 'Bắt quả tang trộm cắp', form: 'certificate' },
      documents: ['proposal', 'report'].map((kind) => ({ kind, sha256, name: file.name })),
    },
  })
  expect(registered.status(), await registered.text()).toBe(201)
  return unit
}

// One registration for the lists, the board and the year's numbers.
beforeAll(async () => {
  await aRegistration(await person('coquan1.truong'))
})

describe('lists and the board', () => {
  it('are filtered in the address, searched without diacritics, and lead from one to the other', async () => {
    const staff = await person('tinh.thammuu', { width: 360, height: 740, dark: true })
    const { page } = staff
    await staff.open('/bang-dieu-hanh', 'Bảng điều hành')
    await page.getByText('hồ sơ chưa qua mốc này').first().waitFor()
    await page.getByRole('link', { name: 'Xã Vĩnh Thủy' }).waitFor()
    await expectAccessible(staff)
    await expectFits(staff)
    await page.getByRole('link', { name: 'Xã Vĩnh Thủy' }).click()
    await page.getByRole('heading', { level: 1, name: 'Danh sách hồ sơ' }).waitFor()
    await page.getByRole('link', { name: 'Trạm Y tế xã Vĩnh Thủy' }).first().waitFor()
    await expectAccessible(staff)
    await expectFits(staff)
    await page.getByRole('searchbox').fill('tram y te')
    await page.keyboard.press('Enter')
    await page.waitForURL('/ho-so?text=tram%20y%20te')
    await page.getByRole('link', { name: 'Trạm Y tế xã Vĩnh Thủy' }).first().waitFor()
    await page.getByText('Lọc', { exact: true }).click()
    await page.getByLabel('Trạng thái').selectOption('concluded')
    await page.getByText('Không có hồ sơ nào phù hợp').waitFor()
    expect(new URL(page.url()).search).toMatch(/^\?text=tram(\+|%20)y(\+|%20)te&status=concluded$/u)
    await expectAccessible(staff)
    const file = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Tải danh sách đang lọc dạng Excel' }).click()
    expect((await file).suggestedFilename()).toMatch(/\.xlsx$/u)
    expectNoFaults(staff)
  })
})

describe('the year in numbers', () => {
  it('stands beside the year before in a picture and a table', async () => {
    const staff = await person('tinh.thammuu', { width: 360, height: 740, dark: true })
    const { page } = staff
    await staff.open('/bieu-do', 'Biểu đồ so với năm trước')
    await page.getByRole('img', { name: 'Hồ sơ được trình: năm 2026 so với năm 2025' }).waitFor()
    const january = page.getByRole('region', { name: 'Số liệu: Hồ sơ được trình' }).getByRole('row').nth(1)
    expect(Number(await january.getByRole('cell').first().innerText())).toBeGreaterThan(0)
    await expectAccessible(staff)
    await expectFits(staff)
    expectNoFaults(staff)
  })
})

describe('many dossiers at once', () => {
  it('are acted on after a look at each, then decided with one signature over those that can be', async () => {
    await anAward('truong1.truong', 'Khen đột xuất một')
    const school = await anAward('truong2.truong', 'Khen đột xuất hai', true)
    await anAward('truong3.truong', 'Khen đột xuất ba')
    const culture = await person('xa.vanhoa')
    await bulkApprove(culture, ['Khen đột xuất một', 'Khen đột xuất hai'])
    const chair = await person('xa.chutich')
    const { page } = chair
    await chair.open('/ho-so?procedure=khen-thuong', 'Danh sách hồ sơ')
    // What can be asked follows from the first that was chosen; the third is not appraised yet.
    for (const name of ['một', 'hai', 'ba'])
      await page.getByRole('checkbox', { name: `Chọn Khen đột xuất ${name}` }).check()
    await press(page, 'Xử lý cùng lúc 3 hồ sơ')
    await page.getByLabel('Việc cần làm cho tất cả').selectOption('decision-approve')
    await page.getByLabel('Người ký').selectOption({ label: 'Phan Văn Hải, Chủ tịch UBND xã' })
    await expectAccessible(chair)
    await tabTo(page, 'Xem trước')
    await page.keyboard.press('Enter')
    await page.getByText('2 hồ sơ sẵn sàng để ký, 1 không thực hiện được.').waitFor()
    await expectAccessible(chair)
    // What will be signed is read before: the decision with those that can be, and nobody else.
    const draft = await downloaded(chair, 'Tải dự thảo quyết định dạng PDF')
    expect(draft.name).toBe('Dự thảo Quyết định.pdf')
    const read = flat(await pagesOf(draft.bytes))
    for (const part of ['DỰ THẢO', 'QUYẾT ĐỊNH', 'Ông Khen đột xuất một', school.name, '2 đơn vị'])
      expect(read).toContain(part)
    expect(read).not.toContain('Khen đột xuất ba')
    await press(page, 'Ký quyết định cho 2 hồ sơ')
    await expectAccessible(chair)
    await press(page, 'Ký quyết định')
    await page.getByText('Đã thực hiện 2 hồ sơ, 1 không thực hiện được.').waitFor()
    await page
      .getByText(/Số \d+\/2026/u)
      .first()
      .waitFor()
    const papers = page.getByRole('region', { name: 'Văn bản' })
    const issued = flat(await pagesOf((await downloaded(chair, /^Tải Quyết định .* dạng PDF$/u)).bytes))
    for (const part of ['Ông Khen đột xuất một', school.name, 'Phan Văn Hải']) expect(issued).toContain(part)
    expect(issued).not.toContain('DỰ THẢO')
    expect(await papers.getByRole('listitem').count()).toBe(1)
    await expectAccessible(chair)
    // Each has a paper of its own, which names it alone.
    await page.getByRole('link', { name: 'Khen đột xuất một' }).click()
    const own = flat(await pagesOf((await downloaded(chair, /^Tải Giấy khen .* dạng PDF$/u)).bytes))
    for (const part of ['Ông Khen đột xuất một', 'Bắt quả tang trộm cắp', 'Phan Văn Hải'])
      expect(own).toContain(part)
    expect(own).not.toContain('Khen đột xuất hai')
    expectNoFaults(chair)
    // Left and come back to, on a telephone.
    const later = await person('xa.chutich', { width: 360, height: 740, dark: true })
    await later.open('/quyet-dinh', 'Quyết định chung, thao tác hàng loạt')
    await expectAccessible(later)
    await expectFits(later)
    await later.page.getByRole('link', { name: /Quyết định chung: chấp thuận · Số/u }).click()
    await later.page.getByText('Đã thực hiện 2 hồ sơ, 1 không thực hiện được.').waitFor()
    await later.page.getByLabel('Kết quả').selectOption('refused')
    await later.page.getByRole('link', { name: 'Khen đột xuất ba' }).waitFor()
    await expectAccessible(later)
    await expectFits(later)
    // Whom it was given to says so on its page, and leads to the register.
    await later.open(`/quan-tri/co-quan/${school.id}`, school.name)
    await later.page.getByRole('heading', { name: 'Khen thưởng đã nhận' }).waitFor()
    await expectAccessible(later)
    await expectFits(later)
    await later.page.getByRole('link', { name: /^Năm 2026: 1 lần$/u }).click()
    await later.page.getByRole('link', { name: 'Khen đột xuất hai' }).waitFor()
    expect(await later.page.getByLabel('Đơn vị được khen').inputValue()).toBe(school.name)
    expect(await later.page.getByRole('link', { name: 'Khen đột xuất một' }).count()).toBe(0)
    await expectAccessible(later)
    await expectFits(later)
    expectNoFaults(later)
  })
})

async function bulkApprove(officer: Person, names: readonly string[]): Promise<void> {
  const { page } = officer
  await officer.open('/ho-so?procedure=khen-thuong', 'Danh sách hồ sơ')
  for (const name of names) await page.getByRole('checkbox', { name: `Chọn ${name}` }).check()
  await page.getByRole('button', { name: `Xử lý cùng lúc ${names.length} hồ sơ` }).click()
  await page.getByLabel('Việc cần làm cho tất cả').selectOption('approve')
  await expectAccessible(officer)
  await page.getByRole('button', { name: 'Xem trước' }).click()
  await page.getByRole('button', { name: `Thực hiện cho ${names.length} hồ sơ` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Thực hiện', exact: true }).click()
  await page.getByText(`Đã thực hiện ${names.length} hồ sơ.`).waitFor()
  await expectAccessible(officer)
  expectNoFaults(officer)
}
