// A worker as people run it, for tests that kill one: a process of its own over a test's database and namespace.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { generateKeyPem } from '../../activities/record/keys.ts'
import { commandOf } from '../../compiled.ts'
import { childEnvironment } from '../../config.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Where workers of one test file keep their bundle of the workflows, so that it is made once. */
export const workerFolder = (): string => mkdtempSync(join(tmpdir(), 'trinh-worker-'))

/** Starts a worker and waits until it is ready. */
export async function startWorkerProcess(options: {
  readonly databaseUrl: string
  readonly namespace: string
  readonly dataDir: string
  /** Further settings. */
  readonly environment?: Readonly<Record<string, string>>
}): Promise<ChildProcess> {
  const worker = spawn(process.execPath, await commandOf('worker.ts'), {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: childEnvironment({
      DATABASE_URL: options.databaseUrl,
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      TEMPORAL_NAMESPACE: options.namespace,
      SIGNING_KEY: generateKeyPem(),
      DATA_DIR: options.dataDir,
      LOG_LEVEL: 'silent',
      ...options.environment,
    }),
  })
  await once(worker, 'message')
  return worker
}
