// A first-in-first-out lock for the handlers of one run: they wait for each other in the order in which they came.
// The order is part of the record (what was accepted first is decided first), so it must not depend on luck.
// Taking a free lock makes no promise: in the sandbox each one costs a captured stack, and most actions find it free.

/** Held by one piece of work at a time, in the order of asking. */
export class Lock {
  private held = false
  private readonly waiting: (() => void)[] = []

  /** True when nothing holds the lock and nothing waits for it. */
  get free(): boolean {
    return !this.held
  }

  /** Takes the lock if it is free, and says whether it did; where not, `turn()` is to be awaited. */
  take(): boolean {
    if (this.held) return false
    this.held = true
    return true
  }

  /** Ends when all work that asked before has given the lock back; it is then held by the caller. */
  turn(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  /** Gives the lock to whoever waits longest; with nobody waiting it is free. */
  giveBack(): void {
    const next = this.waiting.shift()
    if (next === undefined) this.held = false
    else next()
  }

  /** Runs the work when all work asked for before has ended, well or badly; passes on its result or error. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (!this.take()) await this.turn()
    try {
      return await work()
    } finally {
      this.giveBack()
    }
  }
}
