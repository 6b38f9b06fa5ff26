// Stands in for the container engine: starts a service's command with nothing in its environment but what the image and
// docker-compose.yml give it, hosts and ports of this machine put in place of the services' names.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endProcess, lastLines, waitFor } from '../../cli/servers/processes.ts'
import { imageEnvironment, mounted } from './compose.ts'
import type { Compose, Service } from './compose.ts'

const READY_LIMIT_MS = 120_000
const STOP_STEPS = [
  ['SIGTERM', 30_000],
  ['SIGKILL', 5_000],
] as const

/** Where what the services call by name is on this machine. */
export interface Places {
  /** The folder with the image's files: code and installed libraries. */
  readonly app: string
  /** Programs of the images. */
  readonly programs: string
  readonly data: string
  readonly logs: string
  readonly postgresPort: number
  readonly temporalPort: number
  readonly signingKey: string
}

export interface Container {
  readonly name: string
  readonly pid: number
  /** Exit code once it has ended; null for a signal; undefined while it runs. */
  readonly exit: () => number | null | undefined
  /** Ends it as `docker stop` does, and gives its exit code. */
  stop(): Promise<number | null>
  kill(): Promise<void>
}

export class Engine {
  readonly #compose: Compose
  readonly #places: Places

  constructor(compose: Compose, places: Places) {
    this.#compose = compose
    this.#places = places
  }

  service(name: string): Service {
    const service = this.#compose.services[name]
    if (service === undefined) throw new Error(`docker-compose.yml: no service ${name}`)
    return service
  }

  /** Starts a service; `extra` is what differs between several of them on one machine, such as ports. */
  start(
    name: string,
    service: string,
    command: readonly string[],
    extra: Readonly<Record<string, string>> = {},
  ) {
    const log = openSync(this.logOf(name), 'a', 0o600)
    const child = this.#spawn(service, command, extra, log)
    closeSync(log)
    return containerOf(name, child)
  }

  /** Runs a job of the file to its end; gives what it printed, throws unless it ends with 0. */
  async run(name: string, extra: Readonly<Record<string, string>> = {}): Promise<string> {
    const service = this.service(name)
    const parts = [...service.entrypoint, ...service.command].map((part) =>
      mounted(this.#places.app, service, part),
    )
    const job = this.start(name, name, parts, extra)
    const from = readFileSync(this.logOf(name), 'utf8').length
    const code = await ended(job)
    if (code !== 0) throw new Error(`${name} failed (${code}):\n${lastLines(this.logOf(name), 30)}`)
    return readFileSync(this.logOf(name), 'utf8').slice(from)
  }

  logOf(name: string): string {
    return join(this.#places.logs, `${name}.log`)
  }

  #spawn(
    service: string,
    command: readonly string[],
    extra: Readonly<Record<string, string>>,
    log: number,
  ): ChildProcess {
    const [program = '', ...args] = command
    return spawn(program === 'node' ? process.execPath : program, args, {
      cwd: this.#places.app,
      // A process group of its own: Ctrl-C reaches it only through the trial, in order.
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...this.#environment(service), ...extra },
    })
  }

  #environment(name: string): Record<string, string> {
    const { app, programs, data } = this.#places
    const service = this.service(name)
    const own = service.image.startsWith('trinh:')
    const base = { PATH: `${programs}:/usr/local/bin:/usr/bin:/bin`, HOME: data }
    const image = own ? { ...imageEnvironment(app), DATA_DIR: data, HOST: '127.0.0.1' } : {}
    const given = Object.entries(service.environment).map(
      ([key, value]) => [key, this.#here(mounted(app, service, value))] as const,
    )
    return { ...base, ...image, ...Object.fromEntries(given) }
  }

  #here(value: string): string {
    const { postgresPort, temporalPort, signingKey } = this.#places
    const exact: Readonly<Record<string, string>> = {
      'temporal-db': '127.0.0.1',
      '5432': String(postgresPort),
      '0.0.0.0': '127.0.0.1',
      '/run/secrets/signing_key': signingKey,
    }
    return (exact[value] ?? value)
      .replace('@db:5432/', `@127.0.0.1:${postgresPort}/`)
      .replace(/^temporal:7233$/, `127.0.0.1:${temporalPort}`)
  }
}

function containerOf(name: string, child: ChildProcess): Container {
  let exit: number | null | undefined
  child.once('exit', (code) => (exit = code))
  child.once('error', () => (exit = 127))
  const pid = child.pid ?? 0
  const gone = () =>
    waitFor(
      () => (exit === undefined ? undefined : { exit }),
      60_000,
      () => new Error(`${name} (process ${pid}) does not end`),
    )
  return {
    name,
    pid,
    exit: () => exit,
    stop: async () => {
      if (exit === undefined) await endProcess(pid, STOP_STEPS)
      return (await gone()).exit
    },
    kill: async () => {
      process.kill(pid, 'SIGKILL')
      await gone()
    },
  }
}

/** Waits until a container has ended by itself; gives its exit code. */
export async function ended(container: Container): Promise<number | null> {
  const { exit } = await waitFor(
    () => {
      const exit = container.exit()
      return exit === undefined ? undefined : { exit }
    },
    READY_LIMIT_MS,
    () => new Error(`${container.name} does not end`),
  )
  return exit
}

/** Waits until a check of a service holds; throws with its last words when it ends before. */
export async function healthy(
  engine: Engine,
  container: Container,
  check: () => Promise<boolean>,
): Promise<void> {
  const words = () => lastLines(engine.logOf(container.name), 30)
  await waitFor(
    async () => {
      if (container.exit() !== undefined)
        throw new Error(`${container.name} ended (${String(container.exit())}):\n${words()}`)
      return (await check()) || undefined
    },
    READY_LIMIT_MS,
    () => new Error(`${container.name} is not healthy:\n${words()}`),
  )
}
