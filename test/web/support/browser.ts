// People in front of a real browser: signed in as an account of the demonstration, on a window of some size, watched for
// anything that a page does wrong (errors, blocked scripts, too wide, not accessible).
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { DEMO_PASSWORD } from '../../../prisma/demo.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** How long a screen may take on a machine that does much else, in milliseconds. */
export const SCREEN_MS = 45_000

let browser: Promise<Browser> | null = null

/** One for all files that this process runs; it ends with the process. */
function theBrowser(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: inject('browserProgram'),
    args: inject('browserArguments'),
  })
  return browser
}

export interface Window {
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  readonly url?: string
}

/** A person at a browser. */
export interface Person {
  readonly page: Page
  readonly context: BrowserContext
  readonly url: string
  /** What went wrong on the pages so far. */
  readonly faults: readonly string[]
  /** Opens an address of the site and waits for its heading. */
  readonly open: (path: string, heading?: string | RegExp) => Promise<void>
  readonly leave: () => Promise<void>
}

/** Somebody who isn't signed in. */
export async function aVisitor({
  width = 1280,
  height = 900,
  dark = false,
  url,
}: Window = {}): Promise<Person> {
  const site = url ?? inject('siteUrl')
  const context = await (
    await theBrowser()
  ).newContext({
    baseURL: site,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'vi-VN',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(SCREEN_MS)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // What a refusal answers is the test's business; a blocked script or a broken component is a fault.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(`console: ${message.text()}`)
  })
  return {
    page,
    context,
    url: site,
    faults,
    open: async (path, heading) => {
      await page.goto(path)
      const name = heading === undefined ? {} : { name: heading }
      // While a page comes, its name stands for readers of the screen beside it for a moment.
      await page
        .getByRole('heading', { level: 1, ...name })
        .last()
        .waitFor()
    },
    leave: () => context.close(),
  }
}

/** Somebody signed in as an account of the demonstration. */
export async function aPerson(login: string, window: Window = {}): Promise<Person> {
  const person = await aVisitor(window)
  const { status } = await signInByRequest(person, login)
  expect(status).toBe(201)
  return person
}

async function signInByRequest({ context }: Person, login: string): Promise<{ status: number }> {
  const answer = await context.request.post('/api/v1/session', { data: { login, password: DEMO_PASSWORD } })
  return { status: answer.status() }
}

/**
 * What axe objects to, a line a rule; nothing else of its report leaves the page. It need not fetch style sheets and media
 * again: the one rule that reads them is about sound that plays by itself, and no page has any.
 */
const OBJECTIONS = `axe.run(document, { resultTypes: ['violations'], preload: false }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`

/** Colours that are still on their way are nobody's: what moves for ever, such as a spinner, is not waited for. */
const SETTLED = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  .map(({ finished }) => finished))`

/** What axe objects to on a page that stands still. */
async function objectionsTo(page: Page): Promise<readonly string[]> {
  await page.evaluate(`new Promise(requestAnimationFrame).then(() => ${SETTLED}).then(() => undefined)`)
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(AXE)
  return page.evaluate<string[]>(OBJECTIONS)
}

/** The page has nothing that axe objects to, in the theme and width that it is shown in. */
export async function expectAccessible({ page }: Person): Promise<void> {
  const objections = await objectionsTo(page)
  // What becomes ready in the very moment of the look has the colours of before for a frame: what stays is held against it.
  expect(objections.length === 0 ? objections : await objectionsTo(page)).toEqual([])
}

/** The same in the other theme, too; the page is left in it. */
export async function expectAccessibleInBothThemes(person: Person): Promise<void> {
  const { page } = person
  await expectAccessible(person)
  const shown = (): Promise<string> => page.evaluate<string>('document.documentElement.dataset.theme')
  const other = (await shown()) === 'dark' ? 'light' : 'dark'
  await page.emulateMedia({ colorScheme: other })
  await expect.poll(shown, { timeout: SCREEN_MS, interval: 20 }).toBe(other)
  await expectAccessible(person)
}

/** Nothing is wider than the window. */
export async function expectFits({ page }: Person): Promise<void> {
  const [content, window] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )
  expect(content).toBeLessThanOrEqual(window)
}

/** Nothing went wrong that nobody looked for. */
export function expectNoFaults({ faults }: Person): void {
  expect(faults).toEqual([])
}
