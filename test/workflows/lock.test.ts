// Pins the order and the release of the lock that handlers take.
import { describe, expect, it } from 'vitest'
import { Lock } from '../../workflows/lock.ts'

function deferred() {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}

describe('the lock of a run', () => {
  it('lets work through one at a time, in the order of asking, however long each takes', async () => {
    const lock = new Lock()
    const first = deferred()
    const seen: string[] = []
    const works = [
      lock.run(async () => {
        seen.push('1 begins')
        await first.promise
        seen.push('1 ends')
      }),
      lock.run(async () => {
        seen.push('2')
      }),
      lock.run(async () => {
        seen.push('3')
      }),
    ]
    await Promise.resolve()
    expect(seen).toEqual(['1 begins'])
    first.resolve()
    await Promise.all(works)
    expect(seen).toEqual(['1 begins', '1 ends', '2', '3'])
  })

  it('is free only when nothing holds it and nothing waits', async () => {
    const lock = new Lock()
    const held = deferred()
    expect(lock.free).toBe(true)
    const both = [lock.run(() => held.promise), lock.run(() => held.promise)]
    expect(lock.free).toBe(false)
    held.resolve()
    await Promise.all(both)
    expect(lock.free).toBe(true)
  })

  it('passes an error on to the one who asked and lets the next one in', async () => {
    const lock = new Lock()
    const failing = lock.run(() => Promise.reject(new Error('broken')))
    const next = lock.run(async () => 'done')
    await expect(failing).rejects.toThrow('broken')
    await expect(next).resolves.toBe('done')
    expect(lock.free).toBe(true)
  })
})
