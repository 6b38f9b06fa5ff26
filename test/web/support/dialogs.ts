// The dialogs behind the buttons of a dossier's page, each opened once wherever somebody may press it, looked at and closed
// again without doing anything.
import { expect } from 'vitest'
import { term } from '../../../domain/glossary.ts'
import { ACTIONS } from '../../../domain/vocabulary.ts'
import type { Action } from '../../../domain/vocabulary.ts'
import { expectAccessible, expectFits } from './browser.ts'
import type { Person } from './browser.ts'
import { expectVietnamese } from './words.ts'

/** Done with one press, without a dialog. */
const AT_ONCE = (['claim', 'release', 'markRead', 'open'] as const satisfies readonly Action[]).map(
  (action) => term('action', action),
)

export class DialogWalk {
  readonly #seen = new Set<string>()

  /** Actions whose dialog was looked at. */
  get seen(): readonly Action[] {
    return ACTIONS.filter((action) => this.#seen.has(term('action', action)))
  }

  /** Looks at every dialog on the dossier's page that wasn't seen before, at a desk and on a telephone. */
  async see(person: Person, dossierId: string): Promise<void> {
    const { page } = person
    await person.open(`/ho-so/${dossierId}`)
    const own = page.getByRole('region', { name: 'Việc bạn làm được' })
    await own.getByRole('button').first().waitFor()
    const labels = (await own.getByRole('button').allInnerTexts()).filter(
      (label) => ACTIONS.some((action) => term('action', action) === label) && !AT_ONCE.includes(label),
    )
    for (const label of labels.filter((one) => !this.#seen.has(one))) {
      this.#seen.add(label)
      await own.getByRole('button', { name: label, exact: true }).click()
      const dialog = page.getByRole('dialog', { name: label, exact: true })
      await dialog.getByRole('button', { name: label, exact: true }).waitFor()
      await expectAccessible(person)
      await expectVietnamese(person)
      const { width = 0, height = 0 } = page.viewportSize() ?? {}
      await page.setViewportSize({ width: 360, height: 740 })
      await expectFits(person)
      const box = await dialog.boundingBox()
      expect(box?.width ?? 0, label).toBeLessThanOrEqual(360)
      await page.setViewportSize({ width, height })
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
  }
}
