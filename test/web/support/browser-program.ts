// Where a Chromium is: one that the machine has, else the one in node_modules, which unpacks itself.
import { existsSync } from 'node:fs'

const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export interface BrowserProgram {
  readonly program: string
  readonly arguments: readonly string[]
}

/** A program to run, and what it has to be told: containers have no sandbox for it. */
export async function findBrowser(): Promise<BrowserProgram> {
  const own = KNOWN.find((path) => existsSync(path))
  if (own !== undefined) return { program: own, arguments: ['--no-sandbox', '--disable-dev-shm-usage'] }
  const { default: chromium } = await import('@sparticuz/chromium')
  return { program: await chromium.executablePath(), arguments: chromium.args }
}
