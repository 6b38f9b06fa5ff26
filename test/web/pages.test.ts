// Every page that there is: accessible in the light on a desk and in the dark on a telephone, within its width, without a fault and
// without a word that only the program knows. A page that nobody gave an example of fails. And what is plain about not being
// there, or not being for somebody.
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { SCREEN_MS, aVisitor, expectAccessible, expectFits } from './support/browser.ts'
import type { Person } from './support/browser.ts'
import { EXAMPLES, makeExamples } from './support/examples.ts'
import type { Made } from './support/examples.ts'
import { Company } from './support/company.ts'
import { rootLogin } from './support/root.ts'
import { expectVietnamese } from './support/words.ts'

interface PageSpec {
  readonly path: string
}

const FOLDER = fileURLToPath(new URL('../../web/pages/', import.meta.url))
const DESK = { width: 1280, height: 900 } as const
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
const PAGES = await allPages()

const company = new Company()
let made: Made
beforeAll(async () => {
  await rootLogin()
  made = await makeExamples(company)
})
afterAll(() => company.leave())

/** What is read after the page itself is there, too. */
async function expectLoaded({ page }: Person): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
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

describe('every page', () => {
  it.each(PAGES.map(({ path }) => path))('%s', async (path) => {
    const example = EXAMPLES[path]
    if (example === undefined) throw new Error(`${path}: give an example of it in support/examples.ts`)
    if ('elsewhere' in example) {
      const journey = readFileSync(new URL(example.elsewhere, import.meta.url), 'utf8')
      expect(journey).toContain('await expectAccessible(')
      return
    }
    const reader = await company.person(example.login ?? null)
    const { page } = reader
    const before = reader.faults.length
    const address = example.address === undefined ? path : example.address(made)
    await page.goto(address)
    await expectLoaded(reader)
    expect(await page.getByText(/^(Không tìm thấy|Bạn không có quyền xem trang này)$/u).count()).toBe(0)
    await page.evaluate(`document.querySelectorAll('main details').forEach((one) => { one.open = true })`)
    await expectLoaded(reader)
    await expectVietnamese(reader, example.words)
    await expectFineInLooks(reader)
    for (const name of example.dialogs ?? []) await lookAtDialog(reader, name, example.words)
    expect(reader.faults.slice(before)).toEqual([])
  })

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
