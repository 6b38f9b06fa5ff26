// `npm run setup`: what a new or updated installation needs before API and workers start where `npm start` is not used:
// tables, the registry of offices, and at the very first time an administrator, whose password is printed once.
import { ConfigError, readConfig, requireSettings } from '../config.ts'
import { StartError } from './servers/processes.ts'
import { prepareDatabase } from './start/prepare.ts'

async function main(): Promise<void> {
  const config = requireSettings(readConfig(), 'databaseUrl', 'databaseOwnerUrl')
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`)
  }
  const administrator = await prepareDatabase({
    ownerUrl: config.databaseOwnerUrl,
    appUrl: config.databaseUrl,
    demo: false,
    clock: config,
    say,
  })
  if (administrator !== null)
    say(`First administrator: ${administrator.login}, password ${administrator.password} (shown this once)`)
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof StartError
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
})
