// `npm run rehearse`: lives the year 2026 of xã Vĩnh Thủy, tỉnh Quảng Trị, on the real system in a folder of its own, over
// HTTP, by a stepped clock; prints the year as it passes, then what came of it. Exit 1 if anything differs from what it
// should be. `--keep` leaves the folder behind; `all` lives a year of every procedure instead (rehearse/all).
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { childEnvironment, readConfig } from '../config.ts'
import { PROVINCE, gather } from './rehearse/cast.ts'
import type { Cast } from './rehearse/cast.ts'
import { Checks, checkCertificates, checkChains, checkNumbers, checkOutcomes } from './rehearse/checks.ts'
import { Person } from './rehearse/client.ts'
import { checkLedger } from './rehearse/ledger.ts'
import { keepPapers } from './rehearse/papers.ts'
import { rehearseAll } from './rehearse/all/index.ts'
import { Year } from './rehearse/year.ts'
import type { Lived } from './rehearse/almanac.ts'
import { freePort } from './servers/processes.ts'
import { StackStarter } from './start/stack.ts'
import { temporaryFolder } from './servers/temporaryFolder.ts'

/** The present communes exist since 01/07/2025. */
const STARTS_AT = '2025-07-07T01:00:00.000Z'

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Plans a year's campaign for the province; its run opens it on its day. */
async function campaign(
  cast: Cast,
  year: number,
  dates: Readonly<Record<string, string>> = {},
): Promise<string> {
  const planned = await cast.guide.must('POST', '/campaigns', {
    procedureId: 'dien-hinh',
    officeId: PROVINCE,
    year,
    dates,
  })
  return String(planned['id'])
}

async function live(url: string, admin: Person): Promise<{ cast: Cast; lived: Lived }> {
  await admin.must('PUT', '/shipped')
  const cast = await gather(url, admin)
  say(`${cast.units.length} units and the commune itself; ${cast.committee.length + 13} officers`)
  const year = new Year(cast, say)
  const lastYear = { cast, campaignId: await campaign(cast, 2025, { registration: '2025-08-01' }) }
  await year.results(2024, [year.unit('maintained')], () => 'good')
  await year.results(2025, [year.unit('maintained')], () => 'good')
  const backstory = await year.lastYear(lastYear)
  await year.to('2025-12-16')
  const stage = { cast, campaignId: await campaign(cast, 2026) }
  const registering = [...cast.units.filter((unit) => unit !== year.unit('maintained')), cast.commune]
  await year.results(2025, registering, (unit) => (unit === year.unit('declined') ? 'average' : 'excellent'))
  await year.winter(stage)
  await year.spring(stage)
  await year.autumn(stage)
  const batchId = await year.province(stage)
  return { cast, lived: { ...(await year.close(stage, backstory)), batchId } }
}

/** The commune's year of one procedure, and whether all of it came out as it should. */
async function liveOne(url: string, admin: Person, folder: string): Promise<boolean> {
  const { cast, lived } = await live(url, admin)
  say('\nWhat came of it')
  const checks = new Checks(say)
  await checkOutcomes(checks, cast, lived)
  await checkNumbers(checks, cast, lived)
  await checkChains(checks, cast, lived, join(folder, 'exports'), say)
  await checkCertificates(checks, cast, url, lived)
  await checkLedger(checks, admin, lived, folder)
  await keepPapers(checks, cast, lived, temporaryFolder('rehearsal-papers'), say)
  if (checks.failed > 0) say(`${checks.failed} things differ`)
  return checks.failed === 0
}

async function rehearse(keep: boolean, all: boolean): Promise<boolean> {
  const begun = performance.now()
  const folder = temporaryFolder('rehearsal')
  const port = await freePort()
  const starter = new StackStarter(
    readConfig(
      childEnvironment({
        DATA_DIR: folder,
        PORT: String(port),
        TRINH_CLOCK: 'stepped',
        TRINH_CLOCK_START: STARTS_AT,
        LOG_LEVEL: 'warn',
      }),
    ),
    (line) => say(`· ${line}`),
  )
  try {
    const stack = await starter.start({ demo: false })
    const { administrator, url } = stack
    if (administrator === null) throw new Error('a new instance without a first administrator')
    const admin = await Person.logIn(
      url,
      'Quản trị hệ thống',
      administrator.login,
      administrator.password,
      true,
    )
    const well = all ? await rehearseAll({ stack, folder }, admin, say) : await liveOne(url, admin, folder)
    const seconds = ((performance.now() - begun) / 1000).toFixed(0)
    say(`\n${well ? 'The year went as it should' : 'The year went otherwise'}: ${seconds} s`)
    return well
  } finally {
    await starter.stop()
    if (keep) say(`Left behind: ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'boolean', default: false } },
})
rehearse(values.keep, positionals.includes('all')).then(
  (well) => {
    process.exitCode = well ? 0 : 1
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exitCode = 1
  },
)
