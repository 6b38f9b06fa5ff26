// Archives as files: what was put in comes out, and nothing that was altered, cut off or opened with another key passes.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ArchiveWriter, bytesOf, readArchive } from '../../cli/backup/archive.ts'
import { BackupError, DamagedError } from '../../cli/backup/fault.ts'

const folder = mkdtempSync(join(tmpdir(), 'trinh-archive-'))
afterAll(() => rmSync(folder, { recursive: true }))
const SECRET = 'một-mật-khẩu-đủ-dài'
const parts = new Map([
  ['one', Buffer.from('Quảng Trị')],
  ['two/large', randomBytes(600_000)],
  ['three/empty', Buffer.alloc(0)],
])

let nth = 0
async function written(secret: string | null): Promise<string> {
  const path = join(folder, `archive-${(nth += 1)}`)
  const archive = await ArchiveWriter.create(path, secret)
  for (const [name, body] of parts) await archive.add(name, body)
  await archive.addStream('four/streamed', 4, Readable.from([Buffer.from('ab'), Buffer.from('cd')]))
  await archive.finish()
  return path
}

async function read(path: string, secret: string | null): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  await readArchive(path, secret, async (part) => {
    found.set(part.name, await bytesOf(part, 10_000_000))
  })
  return found
}

/** Whether two archives gave the same parts; a boolean, for a failure must not print 700 kB of bytes. */
function same(one: Map<string, Buffer>, other: Map<string, Buffer>): boolean {
  return one.size === other.size && [...one].every(([name, body]) => other.get(name)?.equals(body) === true)
}

describe.each([
  ['plain', null],
  ['encrypted', SECRET],
])('an archive, %s', (_, secret) => {
  it('gives back what was put in, in order, and leaves nothing else beside it', async () => {
    const path = await written(secret)
    const found = await read(path, secret)
    expect([...found.keys()]).toEqual([...parts.keys(), 'four/streamed'])
    for (const [name, body] of parts) expect(found.get(name)?.equals(body)).toBe(true)
    expect(found.get('four/streamed')?.toString()).toBe('abcd')
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('is refused cut off anywhere', async () => {
    const whole = readFileSync(await written(secret))
    const cut = join(folder, 'cut')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: whole.length - 1 }), async (length) => {
        writeFileSync(cut, whole.subarray(0, length))
        await expect(read(cut, secret)).rejects.toBeInstanceOf(BackupError)
      }),
      { numRuns: 15 },
    )
  })

  it('is refused with any byte flipped that changes what was put in, by the name of the part', async () => {
    const path = await written(secret)
    const whole = readFileSync(path)
    const kept = await read(path, secret)
    const flipped = join(folder, 'flipped')
    // Bits that gzip never reads (its header's, and what fills a block up to a whole byte) may pass, with all parts whole.
    const outcome = async () => {
      try {
        return await read(flipped, secret)
      } catch (error) {
        return error
      }
    }
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, bits) => {
          const bytes = Buffer.from(whole)
          bytes.writeUInt8(bytes.readUInt8(at) ^ bits, at)
          writeFileSync(flipped, bytes)
          const found = await outcome()
          if (secret === null && found instanceof Map)
            expect(same(found as Map<string, Buffer>, kept)).toBe(true)
          else expect(found instanceof BackupError ? 'refused' : 'passed').toBe('refused')
        },
      ),
      { numRuns: 20 },
    )
    const bytes = Buffer.from(whole)
    bytes.writeUInt8(bytes.readUInt8(400_000) ^ 1, 400_000)
    writeFileSync(flipped, bytes)
    await expect(read(flipped, secret)).rejects.toThrow(/altered or cut off at (its beginning|two\/large)/u)
  })
})

describe('an encrypted archive', () => {
  it('is not opened with another key or none, in so many words', async () => {
    const path = await written(SECRET)
    await expect(read(path, 'một-mật-khẩu-khác')).rejects.toThrow('the key is not the one')
    await expect(read(path, null)).rejects.toThrow('is encrypted; give its key')
    expect(readFileSync(path).includes('Quảng Trị')).toBe(false)
  })

  it('is refused with its chunks in another order, with one left out, or with more after its end', async () => {
    const path = await written(SECRET)
    const whole = readFileSync(path)
    const header = 19 + 32 + 16
    const size = 4 + 256 * 1024 + 16
    const [head, first, second, rest] = [
      whole.subarray(0, header),
      whole.subarray(header, header + size),
      whole.subarray(header + size, header + 2 * size),
      whole.subarray(header + 2 * size),
    ]
    for (const pieces of [
      [head, second, first, rest],
      [head, second, rest],
      [head, first, second],
      [head, first, second, rest, rest],
    ]) {
      writeFileSync(path, Buffer.concat(pieces))
      await expect(read(path, SECRET)).rejects.toBeInstanceOf(DamagedError)
    }
  })

  it('asks for a key that is not found by trying', async () => {
    await expect(ArchiveWriter.create(join(folder, 'short'), 'ngắn')).rejects.toThrow('too short')
    expect(readdirSync(folder).filter((name) => name.startsWith('short'))).toEqual([])
  })
})

describe('writing an archive', () => {
  it('never touches one that is there, and leaves nothing when it is given up', async () => {
    const path = await written(null)
    await expect(ArchiveWriter.create(path, null)).rejects.toThrow('is there already')
    const given = await ArchiveWriter.create(join(folder, 'given-up'), null)
    await given.add('one', Buffer.from('x'))
    await given.abandon()
    expect(readdirSync(folder).filter((name) => name.startsWith('given-up'))).toEqual([])
  })
})
