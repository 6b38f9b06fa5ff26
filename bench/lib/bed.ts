// The bed that everything is measured on: one real PostgreSQL and one real Temporal server with their durable settings,
// in a folder of its own that is thrown away; the product's processes and those of the rivals beside each other on it.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../cli/servers/processes.ts'
import { startProgram } from '../../cli/start/programs.ts'
import { StackStarter } from '../../cli/start/stack.ts'
import type { Stack } from '../../cli/start/stack.ts'
import { childEnvironment, readConfig } from '../../config.ts'
import { temporaryFolder } from '../../cli/servers/temporaryFolder.ts'

export interface Process {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

export interface Bed {
  readonly folder: string
  readonly stack: Stack
  readonly product: Process
  /** One more API process of the product on the same servers. */
  secondApi(): Promise<Process>
  /** A program of bench/ with a port of its own. */
  program(program: string, args: readonly string[]): Promise<Process>
  end(): Promise<void>
}

const quiet = (): void => undefined

export async function makeBed(environment: Readonly<Record<string, string>> = {}): Promise<Bed> {
  const folder = temporaryFolder('bench')
  const port = await freePort()
  const config = readConfig(
    childEnvironment({ DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'error', ...environment }),
  )
  const starter = new StackStarter(config, quiet)
  const others: Process[] = []
  const end = async (): Promise<void> => {
    for (const process of others) await process.stop()
    await starter.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const stack = await starter.start({ demo: false })
    const run = async (
      program: string,
      args: readonly string[],
      env: Stack['environment'],
      at: number,
    ): Promise<Process> => {
      const logFile = join(folder, 'logs', `${program.replaceAll('/', '-')}-${at}.log`)
      const running = await startProgram({ program, args, environment: env, logFile })
      const process = { url: `http://127.0.0.1:${at}`, pid: running.pid, stop: () => running.stop() }
      others.push(process)
      return process
    }
    return {
      folder,
      stack,
      product: {
        url: stack.url,
        pid: stack.parts.get('API')?.current().pid ?? 0,
        stop: async () => undefined,
      },
      secondApi: async () => {
        const at = await freePort()
        return run('api/main.ts', [], { ...stack.environment, LOG_LEVEL: 'error', PORT: String(at) }, at)
      },
      program: async (program, args) => {
        const at = await freePort()
        return run(program, [...args, '--port', String(at)], {}, at)
      },
      end,
    }
  } catch (error) {
    await end()
    throw error
  }
}
