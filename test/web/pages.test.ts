// Every page of those who work with dossiers and of the public, and what is plain about not being there, or not being for
// somebody. Administrators' pages are in ./pages-admin.test.ts, so that two processes share the walk.
import { afterAll, describe, it } from 'vitest'
import { aVisitor, expectAccessible, expectFits } from './support/browser.ts'
import { Company } from './support/company.ts'
import { describePages } from './support/every-page.ts'
import { EXAMPLES, isAdmin, makeExamples } from './support/examples.ts'

await describePages('every page', (path) => !isAdmin(path), EXAMPLES, makeExamples)

const company = new Company()
afterAll(() => company.leave())

describe('a page', () => {
  it('that somebody may not open says so, and one that isn’t there too', async () => {
    const unit = await company.person('coquan4.truong')
    await unit.open('/kiem-soat', 'Bạn không có quyền xem trang này')
    await unit.open('/khong-co-trang-nay', 'Không tìm thấy')
    await unit.page.goto('/ho-so/khong-co')
    await unit.page.getByText('Không tìm thấy').waitFor()
    await expectAccessible(unit)
  })

  it('of the public needs nobody signed in', async () => {
    const visitor = await aVisitor({ width: 360, height: 740 })
    await visitor.open('/kiem-tra', 'Kiểm tra giấy công nhận')
    await visitor.page.getByLabel('Mã trên giấy công nhận').fill('KHONG-CO-MA-NAY')
    await visitor.page.getByRole('button', { name: 'Kiểm tra' }).click()
    await visitor.page.getByText('Không có giấy công nhận nào mang mã này.').waitFor()
    await expectAccessible(visitor)
    await expectFits(visitor)
    await visitor.leave()
  })
})
