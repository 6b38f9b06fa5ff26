// A first-in-first-out lock for the handlers of one run: they wait for each other in the order in which they came.
// The order is part of the record (what was accepted first is decided first), so it must not depend on luck.

/** Runs one piece of work at a time, in the order of asking. */
export class Lock {
  private last: Promise<unknown> = Promise.resolve()
  private waiting = 0

  /** True when nothing holds the lock and nothing waits for it. */
  get free(): boolean {
    return this.waiting === 0
  }

  /** Runs the work when all work asked for before has ended, well or badly; passes on its result or error. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const before = this.last
    let release = (): void => undefined
    this.last = new Promise<void>((resolve) => (release = resolve))
    this.waiting += 1
    await before
    try {
      return await work()
    } finally {
      this.waiting -= 1
      release()
    }
  }
}
