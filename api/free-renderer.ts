// The process that makes papers, asked from a request: who comes while too many wait is told to come again.
import { rendererOf } from '../activities/papers/renderer.ts'
import type { Renderer } from '../activities/papers/renderer.ts'
import { Problem } from './problems.ts'

const MOST_WAITING = 8

/** The renderer of this process; throws `unavailable` while its queue is long. */
export function freeRenderer(): Renderer {
  const renderer = rendererOf()
  if (renderer.load >= MOST_WAITING) throw new Problem('unavailable', { retryAfterSeconds: 5 })
  return renderer
}
