// What a first visit loads and how long lists hold a frame, in a real browser against the real product: `npm run bench:web`.
// The list is measured on dossiers that the API is made to answer with: what is measured is the page, not the database.
import { chromium } from 'playwright-core'
import type { Page, Route } from 'playwright-core'
import { DEMO_PASSWORD } from '../prisma/demo.ts'
import { findBrowser } from '../test/web/support/browser-program.ts'
import { startSite } from '../test/web/support/site.ts'

const FIRST_LOAD_AIM = 300 * 1024
const ROWS = 100_000
const PAGE = 200
/** A frame that is longer than this is seen as a stop, in milliseconds. */
const FROZEN_MS = 200
const WHEEL_STEPS = 120

interface Measured {
  readonly what: string
  readonly value: string
  readonly aim: string
  readonly ok: boolean
}

/** Compressed bytes of scripts that opening an address loads. */
async function scriptsOf(page: Page, path: string, heading: string): Promise<number> {
  const sizes: Promise<number>[] = []
  page.on('requestfinished', (request) => {
    if (new URL(request.url()).pathname.endsWith('.js'))
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
  })
  await page.goto(path)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await page.waitForLoadState('networkidle')
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

function row(index: number): object {
  const id = `d${String(index).padStart(6, '0')}`
  return {
    id,
    campaignId: 'c',
    procedureId: 'dien-hinh',
    procedureVersion: 1,
    year: 2026,
    subject: { id: `s${index}`, kind: 'school', name: `Trường Tiểu học số ${index}` },
    subjectType: null,
    subjectCode: null,
    communeId: null,
    communeName: 'Xã Vĩnh Thủy',
    provinceId: null,
    status: 'active',
    step: 'screen',
    round: 1,
    version: 1,
    dueAt: '2026-02-01T16:59:59.999Z',
    overdue: false,
    outcome: null,
    basisChanged: false,
    createdAt: '2026-01-05T01:00:00.000Z',
    updatedAt: '2026-01-05T01:00:00.000Z',
    closedAt: null,
    holders: [],
  }
}

/** Answers a page of a list of ROWS dossiers. */
async function answerList(route: Route): Promise<void> {
  const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0)
  const items = Array.from({ length: Math.min(PAGE, ROWS - from) }, (_, index) => row(from + index))
  const nextCursor = from + PAGE >= ROWS ? null : String(from + PAGE)
  await route.fulfill({ json: { items, nextCursor, now: '2026-01-05T01:00:00.000Z' } })
}

/** The longest frame, in milliseconds, while somebody scrolls through the list. */
async function longestFrame(page: Page): Promise<number> {
  await page.route('**/api/v1/dossiers?*', answerList)
  await page.goto('/ho-so')
  await page.getByRole('link', { name: 'Trường Tiểu học số 0', exact: true }).waitFor()
  await page.evaluate(`(() => {
    window.longest = 0
    let last = performance.now()
    const look = (now) => {
      window.longest = Math.max(window.longest, now - last)
      last = now
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })()`)
  await page.mouse.move(600, 600)
  for (let step = 0; step < WHEEL_STEPS; step += 1) await page.mouse.wheel(0, 2_000)
  return page.evaluate<number>('window.longest')
}

async function measure(): Promise<readonly Measured[]> {
  const [site, found] = await Promise.all([startSite(), findBrowser()])
  const browser = await chromium.launch({ executablePath: found.program, args: [...found.arguments] })
  try {
    const open = async (): Promise<Page> => (await browser.newContext({ baseURL: site.url })).newPage()
    const kib = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KiB`
    const signIn = await scriptsOf(await open(), '/dang-nhap', 'Đăng nhập Trình')
    const page = await open()
    await page.request.post('/api/v1/session', { data: { login: 'tinh.thammuu', password: DEMO_PASSWORD } })
    const queue = await scriptsOf(page, '/', 'Việc của tôi')
    const frame = await longestFrame(page)
    const aim = kib(FIRST_LOAD_AIM)
    return [
      {
        what: 'compressed scripts of the sign-in page',
        value: kib(signIn),
        aim,
        ok: signIn <= FIRST_LOAD_AIM,
      },
      { what: 'compressed scripts of the queue', value: kib(queue), aim, ok: queue <= FIRST_LOAD_AIM },
      {
        what: `longest frame while scrolling a list of ${ROWS} dossiers`,
        value: `${frame.toFixed(0)} ms`,
        aim: `${FROZEN_MS} ms`,
        ok: frame <= FROZEN_MS,
      },
    ]
  } finally {
    await browser.close()
    await site.stop()
  }
}

measure().then(
  (lines) => {
    for (const { what, value, aim, ok } of lines)
      console.log(`${ok ? 'ok  ' : 'over'}  ${what}: ${value} (aim ${aim})`)
    process.exit(lines.every(({ ok }) => ok) ? 0 : 1)
  },
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
