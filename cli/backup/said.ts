// How backup, restore and drill end on the command line, and how they say sizes and times.
import { ConfigError } from '../../config.ts'
import { MigrationError } from '../../prisma/migrate.ts'
import { StartError } from '../servers/processes.ts'
import { BackupError } from './fault.ts'

export const seconds = (value: number): string => `${value.toFixed(1)} s`
export const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`

/** Runs a command to its exit code; what is expected to go wrong is one line. */
export async function ended(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    const expected = [BackupError, ConfigError, MigrationError, StartError].some(
      (kind) => error instanceof kind,
    )
    const wrongOption =
      error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    console.error((expected || wrongOption) && error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
