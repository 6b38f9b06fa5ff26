// The instance's clock: where it stands, and, in a rehearsal or training instance, moving it on.
import { z } from 'zod'
import { advanceClock } from '../../activities/campaign/advance.ts'
import type { NotAdvanced } from '../../activities/campaign/advance.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { Problem } from '../problems.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { instant } from '../schemas.ts'

/** How long one stop may take until all that is due there is recorded, in milliseconds. */
const STOP_LIMIT_MS = 60_000

const CODES: Record<NotAdvanced['code'], ProblemCode> = {
  clockNotStepped: 'clockNotStepped',
  clockGoesBack: 'clockGoesBack',
  clockBusy: 'clockBusy',
  clockStuck: 'clockStuck',
  badInstant: 'invalidRequest',
}

export const clockRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/clock',
    id: 'getClock',
    summary: 'The instance’s instant, and whether its clock is real or stepped',
    tag: 'clock',
    access: 'person',
    reply: z.object({ mode: z.enum(['real', 'stepped']), now: instant }),
    handle: async ({ deps, at }) => ({ mode: deps.settings.clock, now: at }),
  }),
  route({
    method: 'post',
    path: '/clock/advance',
    id: 'advanceClock',
    summary:
      'Move a stepped clock on: from one due instant to the next, waiting at each until what is due is recorded',
    tag: 'clock',
    access: ['administrator'],
    body: z.strictObject({ to: instant }),
    reply: z.object({ from: instant, to: instant, stops: z.array(instant).readonly() }),
    handle: async ({ deps, body }) => {
      if (deps.settings.clock !== 'stepped') throw new Problem('clockNotStepped')
      const moved = await advanceClock({ pool: deps.pool, client: deps.temporal }, body.to, {
        timeoutMs: STOP_LIMIT_MS,
      })
      if (moved.ok) return { from: moved.from, to: moved.to, stops: moved.stops }
      const { standsAt, waitsFor } = moved
      throw new Problem(CODES[moved.code], {
        field: 'to',
        params: { standsAt, waitsFor: waitsFor.slice(0, 20) },
      })
    },
  }),
]
