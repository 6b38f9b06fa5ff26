// A dossier's page as such: accessible in both themes, as wide as a telephone, printed without its frame.
import { afterEach, describe, expect, it } from 'vitest'
import { aPerson, expectAccessible, expectFits, expectNoFaults } from './support/browser.ts'
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

describe('the page', () => {
  it('of a dossier is accessible, dark on 360 pixels and light on a desk, and prints without its frame', async () => {
    const unit = await person('doanhnghiep4.truong')
    const id = await aRegistration(unit)
    for (const window of [{ width: 360, height: 740, dark: true }, {}]) {
      const reader = await person('xa.congan', window)
      await reader.open(`/ho-so/${id}`, 'Quỹ tín dụng nhân dân Vĩnh Thủy')
      await reader.page.waitForLoadState('networkidle')
      await expectAccessible(reader)
      await expectFits(reader)
      await reader.page.emulateMedia({ media: 'print' })
      expect(await reader.page.getByRole('navigation').isVisible()).toBe(false)
      expectNoFaults(reader)
    }
  })
})
