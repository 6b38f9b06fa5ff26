// Which Chromium sits at the screens: the one in node_modules, which unpacks itself, is the same on every machine and draws
// no window of its own around a page (a fifth of a desktop browser's work); else one that the machine has.
import { execFileSync } from 'node:child_process'
import chromium from '@sparticuz/chromium'

const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const ANSWER_LIMIT_MS = 30_000

export interface BrowserProgram {
  readonly program: string
  readonly arguments: readonly string[]
}

/** A program that runs here, and what it has to be told: containers have no sandbox for it, and little shared memory. */
export async function findBrowser(): Promise<BrowserProgram> {
  const tried: string[] = []
  for (const program of [await chromium.executablePath(), ...KNOWN]) {
    const fault = whyNot(program)
    if (fault === null) return { program, arguments: ['--no-sandbox', '--disable-dev-shm-usage'] }
    tried.push(`${program}: ${fault}`)
  }
  throw new Error(`no browser runs here:\n${tried.join('\n')}`)
}

/** Null when it runs: the one in node_modules may miss a library of the system, the others may not be there. */
function whyNot(program: string): string | null {
  try {
    execFileSync(program, ['--version'], { stdio: 'pipe', timeout: ANSWER_LIMIT_MS })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
