// Work under way at once, up to a number: what is slow keeps its own slot busy and nothing else.
import { pause } from './courier.ts'

export class Slots {
  readonly #most: number
  readonly #busy = new Set<Promise<void>>()

  constructor(most: number) {
    this.#most = most
  }

  get free(): number {
    return this.#most - this.#busy.size
  }

  get busy(): number {
    return this.#busy.size
  }

  /** Starts a piece of work, which deals with its own errors. */
  start(work: () => Promise<void>): void {
    const running = work().finally(() => this.#busy.delete(running))
    this.#busy.add(running)
  }

  /** Waits until a slot gets free, at most so long. */
  async oneFree(ms: number, stopping: AbortSignal): Promise<void> {
    await Promise.race([...this.#busy, pause(ms, stopping)])
  }

  /** Waits for all that is under way, at most so long. */
  async drained(ms: number): Promise<void> {
    await Promise.race([Promise.all(this.#busy), pause(ms, new AbortController().signal)])
  }
}
