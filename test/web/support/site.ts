// The whole product as people open it, for tests in a browser: servers, worker, API and built web on the demonstration's
// data, by a stepped clock. One site serves the whole run; a journey that moves the clock starts one of its own.
import { rmSync } from 'node:fs'
import { findTemporal } from '../../../cli/servers/findTemporal.ts'
import { freePort } from '../../../cli/servers/processes.ts'
import { temporaryFolder } from '../../../cli/servers/temporaryFolder.ts'
import { ensureWeb } from '../../../cli/servers/web.ts'
import { StackStarter } from '../../../cli/start/stack.ts'
import { childEnvironment, readConfig } from '../../../config.ts'

/** A Monday in January 2026 in the morning: registration is open. */
export const SITE_START = '2026-01-05T01:00:00.000Z'

export interface Site {
  readonly url: string
  /** As the owner of the tables, for what no screen can bring about: a session that has run out, a year of records. */
  readonly databaseUrl: string
  readonly stop: () => Promise<void>
}

/** Starts a site with the demonstration's data. */
export async function startSite({ clockStart = SITE_START } = {}): Promise<Site> {
  const folder = temporaryFolder('site')
  const said: string[] = []
  const say = (line: string): void => {
    said.push(line)
  }
  const config = readConfig(
    childEnvironment({
      DATABASE_URL: undefined,
      DATABASE_OWNER_URL: undefined,
      TEMPORAL_ADDRESS: undefined,
      TEMPORAL_CLI: await findTemporal(say),
      DATA_DIR: folder,
      PORT: String(await freePort()),
      PUBLIC_URL: undefined,
      TRINH_CLOCK: 'stepped',
      TRINH_CLOCK_START: clockStart,
      OPEN_DATA: 'on',
      // Where the receivers of tests listen.
      WEBHOOK_ALLOW: '127.0.0.1/32',
    }),
  )
  const starter = new StackStarter(config, say)
  const stop = async (): Promise<void> => {
    await starter.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const [stack] = await Promise.all([starter.start({ demo: true }), ensureWeb(say)])
    return { url: stack.url, databaseUrl: stack.databaseOwnerUrl, stop }
  } catch (error) {
    await stop()
    throw new Error(`the site did not start:\n${said.join('\n')}`, { cause: error })
  }
}
