// The one timer of a run, armed lazily: moved only when something is due earlier than it will fire. One that fires too
// early costs a look; moving it at every action would cost two events and a task each time (docs/adr/0002-timers.md).
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow'

/** A timer that can be brought forward, never put back. Instants are milliseconds since 1970. */
export class Alarm {
  private armedFor: number | null = null
  private scope: CancellationScope | null = null
  private rang = false

  /** Whether arming for this instant would change anything. */
  wants(at: number | null): boolean {
    return at !== null && (this.armedFor === null || at < this.armedFor)
  }

  /** Arms for the instant unless one that fires no later is armed. */
  arm(at: number | null): void {
    if (at === null || !this.wants(at)) return
    this.scope?.cancel()
    const scope = new CancellationScope()
    this.scope = scope
    this.armedFor = at
    scope
      .run(() => sleep(Math.max(1, at - Date.now())))
      .then(
        () => this.fired(),
        (error: unknown) => {
          if (!isCancellation(error)) throw error
        },
      )
  }

  /** Whether it has fired since it was last asked. */
  takeRing(): boolean {
    const rang = this.rang
    this.rang = false
    return rang
  }

  get ringing(): boolean {
    return this.rang
  }

  private fired(): void {
    this.armedFor = null
    this.scope = null
    this.rang = true
  }
}
