// A long activity gives signs of life while it works, and none after it ended or failed.
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { withPulse } from '../../activities/pulse.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('the sign of life of a long activity', () => {
  it.each([
    ['ends', async () => 'done'],
    ['fails', () => Promise.reject(new Error('bug'))],
  ])('comes each second until the work %s', async (_how, end) => {
    vi.useFakeTimers()
    const activity = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') })
    let signs = 0
    activity.on('heartbeat', () => {
      signs += 1
    })
    const work = activity.run(() =>
      withPulse(async () => {
        await vi.advanceTimersByTimeAsync(5_000)
        return end()
      }),
    )
    await Promise.allSettled([work])
    expect(signs).toBe(5)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(signs).toBe(5)
  })
})
