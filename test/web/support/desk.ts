// What people do at their desks in the screens: look at the clock's day, fill in a step's form and hand it on, act in a
// dialog. Files are put into the browser's own controls; all else is pressed and typed.
import { expect } from 'vitest'
import { term } from '../../../domain/glossary.ts'
import type { Action } from '../../../domain/vocabulary.ts'
import type { Person } from './browser.ts'
import { aPdf } from './builders.ts'

/** Days of a year pass one by one behind a request of the clock. */
const MOVING_MS = 240_000

/** Moves a site's clock on to nine in the morning of a day, through everything that is due until then. */
export async function moveTo({ context }: Person, day: string): Promise<void> {
  const me = (await (await context.request.get('/api/v1/me')).json()) as { csrf: string }
  const moved = await context.request.post('/api/v1/clock/advance', {
    headers: { 'X-CSRF-Token': me.csrf },
    data: { to: `${day}T02:00:00.000Z` },
    timeout: MOVING_MS,
  })
  expect(moved.status(), await moved.text()).toBe(200)
}

/** Puts a file of its own where a document is asked for, and waits until it has arrived. */
export async function attach({ page }: Pick<Person, 'page'>, label: string, name: string): Promise<void> {
  const group = page.getByRole('group', { name: label, exact: true })
  await group.locator('input[type=file]').first().setInputFiles(aPdf(name))
  await group.getByRole('link', { name }).waitFor()
}

/** Fills in the form of the present step and hands it on. */
export async function compose(person: Person, dossierId: string, files: readonly string[]): Promise<void> {
  const { page } = person
  await person.open(`/ho-so/${dossierId}`)
  await page.getByRole('button', { name: 'Soạn và trình' }).click()
  await page.getByRole('button', { name: 'Trình', exact: true }).waitFor()
  for (const [index, label] of files.entries()) await attach(person, label, `tai-lieu-${index + 1}.pdf`)
  await page.getByRole('button', { name: 'Trình', exact: true }).click()
  await page.getByRole('region', { name: 'Việc bạn làm được' }).waitFor()
}

/** Opens the dialog of an action from the dossier's page. */
export async function openDialog(person: Person, dossierId: string, action: Action) {
  const label = term('action', action)
  await person.open(`/ho-so/${dossierId}`)
  await person.page
    .getByRole('region', { name: 'Việc bạn làm được' })
    .getByRole('button', { name: label, exact: true })
    .click()
  const dialog = person.page.getByRole('dialog', { name: label, exact: true })
  await dialog.waitFor()
  return dialog
}

/** Presses an open dialog's own button and waits until what it asked for is recorded. */
export async function confirm({ page }: Pick<Person, 'page'>, action: Action): Promise<void> {
  const label = term('action', action)
  const dialog = page.getByRole('dialog', { name: label, exact: true })
  await dialog.getByRole('button', { name: label, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** Acts in a dialog, with files where it asks for them. */
export async function act(
  person: Person,
  dossierId: string,
  action: Action,
  files: readonly string[] = [],
): Promise<void> {
  await openDialog(person, dossierId, action)
  for (const [index, label] of files.entries()) await attach(person, label, `${action}-${index + 1}.pdf`)
  await confirm(person, action)
}

/** The way of the dossier shows it at a step. */
export async function expectStep({ page }: Pick<Person, 'page'>, step: string): Promise<void> {
  await page.locator('[aria-current=step]').filter({ hasText: step }).waitFor()
}

/** Lines of the year that a dossier's page shows: each date with what is said of it. */
export async function yearLine({ page }: Pick<Person, 'page'>): Promise<readonly string[]> {
  const lines = page.locator('.year-line li')
  await lines.first().waitFor()
  return (await lines.allInnerTexts()).map((line) => line.replace(/\s+/gu, ' ').trim())
}
