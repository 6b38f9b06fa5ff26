// Looks every moment whether an act has issued papers, and makes their files: beside the workflows, for nothing in them waits
// for a file, and a Temporal server that is away must not keep a decision from being printed.
import { isOutage } from '../pool.ts'
import { makePapers } from './make.ts'
import type { MakerDeps } from './make.ts'

/** How often it looks, in milliseconds; one query on a small index. */
const EVERY_MS = 1_500

export interface PaperMaker {
  /** Ends the looking; what is being made is finished first. */
  readonly stop: () => Promise<void>
}

/** Starts looking. `onError` hears of what isn't an outage. */
export function startPaperMaker(deps: MakerDeps, onError: (error: unknown) => void): PaperMaker {
  let stopped = false
  let wake: (() => void) | null = null
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, EVERY_MS)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async (): Promise<void> => {
    while (!stopped) {
      try {
        await makePapers(deps, () => stopped)
      } catch (error) {
        if (!isOutage(error)) onError(error)
      }
      if (!stopped) await pause()
    }
  }
  const running = run()
  return {
    stop: async () => {
      stopped = true
      wake?.()
      await running
      await deps.renderer.close()
    },
  }
}
