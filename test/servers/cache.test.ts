// The cache of servers holds only what is whole, is filled once by however many processes, and outlives a killed one.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cachedFolder } from '../../cli/servers/cache.ts'
import { tryLockFile } from '../../cli/servers/lockFile.ts'
import { freePort } from '../../cli/servers/processes.ts'
import { temporaryFolder } from '../support/processes.ts'

const root = temporaryFolder('cache')
const quiet = () => undefined
/** Above the largest process id that a Linux machine gives out. */
const NOBODY = 4_194_305

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('the cache of servers', () => {
  it('makes a thing once for all who ask at the same time', async () => {
    let made = 0
    const ask = () =>
      cachedFolder(root, 'once', quiet, async (folder) => {
        made += 1
        await freePort()
        writeFileSync(join(folder, 'program'), 'x')
        return true
      })
    const found = await Promise.all([ask(), ask(), ask()])
    expect(new Set(found)).toEqual(new Set([join(root, 'once')]))
    expect(made).toBe(1)
    expect(existsSync(join(root, 'once', 'program'))).toBe(true)
  })

  it('leaves nothing behind when making fails, and tries again the next time', async () => {
    const half = (folder: string) => {
      writeFileSync(join(folder, 'half'), 'x')
      return Promise.resolve(false)
    }
    expect(await cachedFolder(root, 'failing', quiet, half)).toBeUndefined()
    const bug = () => Promise.reject(new Error('no disk'))
    await expect(cachedFolder(root, 'failing', quiet, bug)).rejects.toThrow('no disk')
    expect(readdirSync(root).filter((name) => name.startsWith('failing'))).toEqual([])
    expect(await cachedFolder(root, 'failing', quiet, () => Promise.resolve(true))).toBe(
      join(root, 'failing'),
    )
  })

  it('does not wait for a process that was killed while it made it', async () => {
    writeFileSync(join(root, 'stale.lock'), `${NOBODY}\n`)
    expect(await cachedFolder(root, 'stale', quiet, () => Promise.resolve(true))).toBe(join(root, 'stale'))
    expect(existsSync(join(root, 'stale.lock'))).toBe(false)
  })
})

describe('a lock file', () => {
  it('names the process that holds it, until that one gives it back', () => {
    mkdirSync(root, { recursive: true })
    const path = join(root, 'held')
    const first = tryLockFile(path)
    expect(tryLockFile(path)).toEqual({ heldBy: process.pid })
    if ('release' in first) first.release()
    expect(tryLockFile(path)).toHaveProperty('release')
  })

  it('is free when its number belongs to a program of another kind, or to none', () => {
    writeFileSync(join(root, 'other'), `${process.pid}\n`)
    expect(tryLockFile(join(root, 'other'), () => false)).toHaveProperty('release')
    writeFileSync(join(root, 'broken'), '')
    expect(tryLockFile(join(root, 'broken'))).toHaveProperty('release')
  })
})
