// Lists and what is done over many: filters that the address keeps, a search without diacritics, the board that leads to the
// list, one action over several with a result for each; and the pages that anybody or only some may open.
import { afterEach, describe, expect, it } from 'vitest'
import { aPerson, aVisitor, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person, Window } from './support/browser.ts'
import { aRegistration } from './support/builders.ts'

const people: Person[] = []

async function person(login: string, window?: Window): Promise<Person> {
  const made = await aPerson(login, window)
  people.push(made)
  return made
}

afterEach(async () => {
  for (const one of people.splice(0)) await one.leave()
})

describe('the list of dossiers', () => {
  it('is searched without diacritics, filtered in the address, and reached from the board', async () => {
    const unit = await person('doanhnghiep1.truong')
    await aRegistration(unit)
    const staff = await person('tinh.thammuu')
    const { page } = staff
    await staff.open('/', 'Việc của tôi')
    await page.getByRole('searchbox').fill('thuy ba')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Danh sách hồ sơ' }).waitFor()
    await page.getByRole('link', { name: 'Hợp tác xã Nông nghiệp Thủy Ba' }).first().waitFor()
    await expectAccessible(staff)
    await page.getByLabel('Trạng thái').selectOption('concluded')
    await page.getByText('Không có hồ sơ nào phù hợp').waitFor()
    expect(new URL(page.url()).searchParams.get('status')).toBe('concluded')
    await staff.open('/bang-theo-doi', 'Bảng theo dõi')
    await page.getByRole('link', { name: 'Công an xã xét chọn đăng ký' }).click()
    await page.getByRole('link', { name: 'Hợp tác xã Nông nghiệp Thủy Ba' }).waitFor()
    expectNoFaults(staff)
  })

  it('leads to an action over many: looked at first, then done, with a result for each', async () => {
    const units = await Promise.all([person('doanhnghiep2.truong'), person('doanhnghiep3.truong')])
    for (const unit of units) await aRegistration(unit)
    const police = await person('xa.congan')
    const { page } = police
    await police.open('/ho-so?text=vinh+thuy&kind=enterprise')
    await page.getByRole('checkbox', { name: 'Chọn Công ty TNHH Chế biến gỗ Vĩnh Thủy' }).check()
    await page.getByRole('button', { name: 'Quyết định chung, thao tác hàng loạt' }).click()
    await page.getByLabel('Làm gì với các hồ sơ này').selectOption('approve')
    await expectAccessible(police)
    await page.getByRole('button', { name: 'Kiểm tra từng hồ sơ' }).click()
    await page.getByRole('button', { name: 'Thực hiện cho 1 hồ sơ' }).click()
    await page.getByText('Đã thực hiện: 1').waitFor()
    await expectAccessible(police)
    expectNoFaults(police)
  })
})

describe('every page', () => {
  it.each([
    ['/', 'xa.congan'],
    ['/ho-so', 'tinh.thammuu'],
    ['/bang-theo-doi', 'tinh.thammuu'],
    ['/dang-ky', 'coquan3.truong'],
    ['/lich', 'xa.vanphong'],
    ['/quyet-dinh-chung', 'tinh.chutich'],
    ['/ca-nhan', 'xa.chutich'],
    ['/uy-quyen', 'xa.chutich'],
    ['/kiem-soat', 'bo.kiemsoat'],
    ['/kiem-tra', 'xa.mattran'],
  ])('%s is accessible, dark on 360 pixels and light on a desk', async (path, login) => {
    for (const window of [{ width: 360, height: 740, dark: true }, {}]) {
      const reader = await person(login, window)
      await reader.open(path)
      await reader.page.waitForLoadState('networkidle')
      await expectAccessible(reader)
      await expectFits(reader)
      expectNoFaults(reader)
    }
  })

  it('that somebody may not open says so, and one that isn’t there too', async () => {
    const unit = await person('coquan4.truong')
    await unit.open('/kiem-soat', 'Bạn không có quyền xem trang này')
    await unit.open('/khong-co-trang-nay', 'Không tìm thấy')
    await unit.page.goto('/ho-so/khong-co')
    await unit.page.getByText('Không tìm thấy').waitFor()
    await expectAccessible(unit)
  })

  it('of the public needs nobody signed in', async () => {
    const visitor = await aVisitor({ width: 360, height: 740 })
    people.push(visitor)
    await visitor.open('/kiem-tra', 'Kiểm tra giấy công nhận')
    await visitor.page.getByLabel('Mã trên giấy công nhận').fill('KHONG-CO-MA-NAY')
    await visitor.page.getByRole('button', { name: 'Kiểm tra' }).click()
    await visitor.page.getByText('Không có giấy công nhận nào mang mã này.').waitFor()
    await expectAccessible(visitor)
    await expectFits(visitor)
  })
})
