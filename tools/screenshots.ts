// `npm run web:screenshots`: pictures of the main pages for the README, made from the demonstration's data in a real browser,
// into docs/screens. To be looked at before they are committed.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { DEMO_PASSWORD } from '../prisma/demo.ts'
import { findBrowser } from '../test/web/support/browser-program.ts'
import { startSite } from '../test/web/support/site.ts'
import { makeScreensData } from './screens-data.ts'

const FOLDER = join(import.meta.dirname, '..', 'docs', 'screens')

interface Shot {
  readonly name: string
  readonly login: string | null
  /** With ':dossier' for one that was accepted. */
  readonly path: string
  readonly width?: number
  readonly dark?: boolean
}

const SHOTS: readonly Shot[] = [
  { name: 'tasks', login: 'xa.congan', path: '/' },
  { name: 'dossier', login: 'coquan1.truong', path: '/ho-so/:dossier' },
  { name: 'board', login: 'tinh.thammuu', path: '/bang-dieu-hanh' },
  { name: 'tasks-phone', login: 'xa.congan', path: '/', width: 360, dark: true },
  { name: 'dossier-phone', login: 'coquan1.truong', path: '/ho-so/:dossier', width: 360 },
]

async function shoot(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const [site, found] = await Promise.all([startSite(), findBrowser()])
  const [dossier = ''] = await makeScreensData(site.url)
  const browser = await chromium.launch({ executablePath: found.program, args: [...found.arguments] })
  try {
    for (const { name, login, path, width = 1280, dark = false } of SHOTS) {
      const context = await browser.newContext({
        baseURL: site.url,
        viewport: { width, height: width < 500 ? 780 : 800 },
        colorScheme: dark ? 'dark' : 'light',
        locale: 'vi-VN',
      })
      const page = await context.newPage()
      if (login !== null)
        await context.request.post('/api/v1/session', { data: { login, password: DEMO_PASSWORD } })
      await page.goto(path.replace(':dossier', dossier))
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      // A page that listens for changes is never quite idle.
      await page.locator('.bones, [aria-busy=true]').first().waitFor({ state: 'detached' })
      await page.screenshot({ path: join(FOLDER, `${name}.png`) })
      console.log(`docs/screens/${name}.png`)
      await context.close()
    }
  } finally {
    await browser.close()
    await site.stop()
  }
}

shoot().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
