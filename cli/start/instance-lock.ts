// The lock of an instance that lives in a folder: whoever keeps or changes its database holds it.
import { join } from 'node:path'
import { tryLockFile } from '../servers/lockFile.ts'
import type { LockAttempt } from '../servers/lockFile.ts'
import { commandLine } from '../servers/processes.ts'

/** Takes the lock of the instance in `dataDir`, unless one of our commands has it. */
export function lockInstance(dataDir: string): LockAttempt {
  return tryLockFile(join(dataDir, 'start.pid'), (pid) =>
    /cli[\\/](start|load|backup|restore|drill)/u.test(commandLine(pid)),
  )
}
