// Asks the process that makes papers. It is started when first asked, has its own memory with a limit, and is ended and
// started anew when a job takes too long: a template can be slow, the process that serves people must not be.
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { compiled } from '../../compiled.ts'
import type { Compiled } from '../../compiled.ts'
import { bareEnvironment } from '../../config.ts'
import type { Job, Replies } from './process.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Longest job, in milliseconds: several times what 5,000 rows take on a busy machine. */
export const LONGEST_MS = 240_000
const MEMORY_MB = 1_500

/** The job took too long, or its memory was used up. */
export class RenderTooHeavy extends Error {
  override readonly name = 'RenderTooHeavy'
}

interface Waiting {
  readonly job: Job
  readonly resolve: (reply: Replies[keyof Replies]) => void
  readonly reject: (error: Error) => void
}

interface Answer {
  readonly number: number
  readonly reply?: Replies[keyof Replies]
  readonly error?: string
}

/** One process with its queue. */
export class Renderer {
  private child: ChildProcess | null = null
  private program: Compiled | null = null
  private readonly queue: Waiting[] = []
  private current: Waiting | null = null
  private number = 0
  private limit: NodeJS.Timeout | null = null
  private readonly longestMs: number

  constructor(longestMs = LONGEST_MS) {
    this.longestMs = longestMs
  }

  /** Jobs that wait or are under way. */
  get load(): number {
    return this.queue.length + (this.current === null ? 0 : 1)
  }

  /** Does a job after those asked before it. */
  async ask<J extends Job>(job: J): Promise<Replies[J['do']]> {
    this.program ??= await compiled('activities/papers/process.ts')
    const reply = await new Promise<Replies[keyof Replies]>((resolve, reject) => {
      this.queue.push({ job, resolve, reject })
      this.next()
    })
    // The thread answers each job with the reply of its own name.
    return reply as Replies[J['do']]
  }

  /** Ends the process; jobs under way fail. */
  async close(): Promise<void> {
    const { child } = this
    this.child = null
    this.fail(new Error('the renderer was closed'))
    if (child === null || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.ref()
    child.kill('SIGKILL')
    await ended
  }

  private next(): void {
    if (this.current !== null) return
    const waiting = this.queue.shift()
    if (waiting === undefined) {
      // Lying idle it doesn't keep the process alive that started it.
      this.child?.unref()
      this.child?.channel?.unref()
      return
    }
    this.current = waiting
    this.number += 1
    const child = this.started()
    child.ref()
    child.channel?.ref()
    this.limit = setTimeout(
      () => this.broken(child, new RenderTooHeavy(`longer than ${this.longestMs} ms`)),
      this.longestMs,
    )
    child.send({ number: this.number, job: waiting.job }, (error) => {
      if (error !== null) this.broken(child, error)
    })
  }

  private started(): ChildProcess {
    if (this.child !== null) return this.child
    if (this.program === null) throw new Error('a job that was not asked')
    const { flags, file } = this.program
    const child = fork(file, {
      cwd: ROOT,
      execArgv: [...flags, `--max-old-space-size=${MEMORY_MB}`],
      // It needs none of the settings, and no secret of this process.
      env: bareEnvironment('nothing'),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.on('message', (answer) => this.answered(answer as Answer))
    child.once('error', (error) => this.broken(child, error))
    child.once('exit', (code, signal) =>
      this.broken(
        child,
        new RenderTooHeavy(`the process that makes papers ended (${signal ?? String(code)})`),
      ),
    )
    this.child = child
    return child
  }

  private answered({ number, reply, error }: Answer): void {
    const { current } = this
    if (number !== this.number || current === null) return
    this.done()
    if (reply === undefined) current.reject(new Error(error ?? 'no reply'))
    else current.resolve(reply)
    this.next()
  }

  private broken(child: ChildProcess, error: Error): void {
    if (this.child !== child) return
    this.child = null
    child.kill('SIGKILL')
    this.fail(error)
    this.next()
  }

  private fail(error: Error): void {
    const { current } = this
    this.done()
    current?.reject(error)
  }

  private done(): void {
    if (this.limit !== null) clearTimeout(this.limit)
    this.limit = null
    this.current = null
  }
}

let shared: Renderer | null = null

/** The renderer of this process. */
export function rendererOf(): Renderer {
  shared ??= new Renderer()
  return shared
}
