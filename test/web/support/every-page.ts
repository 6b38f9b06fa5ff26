// Looks at every page of a part of the site: accessible in the light on a desk and in the dark on a telephone, within its
// width, without a fault and without a word that only the program knows. A page that nobody gave an example of fails.
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { SCREEN_MS, expectAccessible, expectFits } from './browser.ts'
import type { Person } from './browser.ts'
import { Company } from './company.ts'
import type { Examples } from './examples.ts'
import { rootLogin } from './root.ts'
import { expectVietnamese } from './words.ts'

interface PageSpec {
  readonly path: string
}

const FOLDER = fileURLToPath(new URL('../../../web/pages/', import.meta.url))
const DESK = { width: 1280, height: 900 } as const
/** Marks the headings of the page that is left. */
const BEFORE = 'data-before'
/** Colours don't depend on the width, nor what is where on the theme: each theme is looked at in one width. */
const LOOKS = [
  { size: DESK, theme: 'light' },
  { size: { width: 360, height: 740 }, theme: 'dark' },
] as const

/** The pages as the web finds them: by their folders. */
async function allPages(): Promise<readonly PageSpec[]> {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('page.ts'),
  )
  const found = await Promise.all(
    files.map(async (path) => {
      const module = (await import(pathToFileURL(join(FOLDER, path)).href)) as {
        page: PageSpec | readonly PageSpec[]
      }
      return module.page
    }),
  )
  return found.flat()
}
/** What is read after the page itself is there, too. */
async function expectLoaded({ page }: Person): Promise<void> {
  await page.locator(`h1:not([${BEFORE}])`).first().waitFor()
  const waiting = (): Promise<number> =>
    page.locator('.bones, [aria-busy=true], .ant-spin-spinning').filter({ visible: true }).count()
  await expect.poll(waiting, { timeout: SCREEN_MS, interval: 50 }).toBe(0)
}

/** The page in the other theme, once all of it has its colours: some fade, however shortly. */
async function changeTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  const theme = (): Promise<string> => page.evaluate<string>('document.documentElement.dataset.theme')
  await expect.poll(theme, { timeout: SCREEN_MS, interval: 20 }).toBe(colorScheme)
  await page.evaluate(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()
    resolve(null)
  })))`)
}

/** What is shown now, on a desk in the light and on a telephone in the dark: first as it stands, for a change takes time. */
async function expectFineInLooks(reader: Person): Promise<void> {
  const atDesk = reader.page.viewportSize()?.width === DESK.width
  for (const { size, theme } of atDesk ? LOOKS : LOOKS.toReversed()) {
    await reader.page.setViewportSize(size)
    await changeTheme(reader.page, theme)
    await expectAccessible(reader)
    await expectFits(reader)
  }
}

/** Opens the dialog behind a button and closes it again. */
async function lookAtDialog(reader: Person, button: string, words: readonly string[] = []): Promise<void> {
  const { page } = reader
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await expectLoaded(reader)
  await expectVietnamese(reader, words)
  await expectFineInLooks(reader)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

/** Goes to another page of the site without loading it anew, as people do; whoever sees the first one loads it. */
async function go(page: Page, address: string): Promise<void> {
  if (page.url() === 'about:blank') return void (await page.goto(address))
  await page.evaluate(`
    for (const one of document.querySelectorAll('h1')) one.setAttribute('${BEFORE}', '')
    history.pushState(null, '', ${JSON.stringify(address)})
    dispatchEvent(new PopStateEvent('popstate'))
  `)
  await page.locator(`h1[${BEFORE}]`).first().waitFor({ state: 'detached' })
}

async function lookAt<Ids>(company: Company, path: string, examples: Examples<Ids>, ids: Ids): Promise<void> {
  const example = examples[path]
  if (example === undefined) throw new Error(`${path}: give an example of it in support/examples.ts`)
  if ('elsewhere' in example) {
    const journey = readFileSync(new URL(`../${example.elsewhere}`, import.meta.url), 'utf8')
    expect(journey).toContain('await expectAccessible(')
    return
  }
  const reader = await company.person(example.login ?? null)
  const { page } = reader
  const before = reader.faults.length
  await go(page, example.address === undefined ? path : example.address(ids))
  await expectLoaded(reader)
  expect(await page.getByText(/^(Không tìm thấy|Bạn không có quyền xem trang này)$/u).count()).toBe(0)
  await page.evaluate(`document.querySelectorAll('main details').forEach((one) => { one.open = true })`)
  await expectLoaded(reader)
  await expectVietnamese(reader, example.words)
  await expectFineInLooks(reader)
  for (const name of example.dialogs ?? []) await lookAtDialog(reader, name, example.words)
  expect(reader.faults.slice(before)).toEqual([])
}

/** Tests of all pages for which `isOurs` holds, with the examples that `make` has ready. */
export async function describePages<Ids>(
  what: string,
  isOurs: (path: string) => boolean,
  examples: Examples<Ids>,
  make: (company: Company) => Promise<Ids>,
): Promise<void> {
  const paths = (await allPages()).map(({ path }) => path).filter(isOurs)
  describe(what, () => {
    const company = new Company()
    let ids: Ids
    beforeAll(async () => {
      await rootLogin()
      ids = await make(company)
    })
    afterAll(() => company.leave())
    it.each(paths)('%s', (path) => lookAt(company, path, examples, ids))
  })
}
