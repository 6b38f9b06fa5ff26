// The pages that anybody or only some may open: accessible in both themes, within a telephone’s width, and plain about what
// isn’t there or isn’t for them. What the lists and the board do is in office.test.ts.
import { afterEach, describe, it } from 'vitest'
import { aPerson, aVisitor, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
import type { Person, Window } from './support/browser.ts'

const people: Person[] = []

async function person(login: string, window?: Window): Promise<Person> {
  const made = await aPerson(login, window)
  people.push(made)
  return made
}

afterEach(async () => {
  for (const one of people.splice(0)) await one.leave()
})

describe('every page', () => {
  it.each([
    ['/', 'xa.congan'],
    ['/ho-so', 'tinh.thammuu'],
    ['/bang-dieu-hanh', 'tinh.thammuu'],
    ['/dang-ky', 'coquan3.truong'],
    ['/lich', 'xa.vanphong'],
    ['/quyet-dinh', 'tinh.chutich'],
    ['/toi', 'xa.chutich'],
    ['/uy-quyen', 'xa.chutich'],
    ['/thong-bao', 'xa.chutich'],
    ['/ke-hoach', 'tinh.thammuu'],
    ['/nhiem-vu', 'xa.congan'],
    ['/so', 'xa.congan'],
    ['/so/moi', 'xa.congan'],
    ['/bao-cao', 'tinh.thammuu'],
    ['/kinh-phi', 'xa.kinhte'],
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
