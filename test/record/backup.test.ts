// Backups of a real PostgreSQL, restored into another database: one moment while people write, whole or refused, whatever is
// killed in the middle, and of an older release, too.
import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createPool } from '../../activities/pool.ts'
import type { Pool } from '../../activities/pool.ts'
import { makeAnchor } from '../../activities/record/anchors.ts'
import { auditRecord } from '../../activities/record/audit.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { sweepFiles } from '../../activities/upkeep/uploads.ts'
import { pathOf } from '../../api/documents.ts'
import { BackupError, DamagedError } from '../../cli/backup/fault.ts'
import { checkArchive, restoreBackup } from '../../cli/backup/put.ts'
import type { Target } from '../../cli/backup/put.ts'
import { takeBackup } from '../../cli/backup/take.ts'
import type { Source } from '../../cli/backup/take.ts'
import { temporaryFolder } from '../../cli/servers/temporaryFolder.ts'
import { commandOf } from '../../compiled.ts'
import { prepareDatabase } from '../../cli/start/prepare.ts'
import { childEnvironment } from '../../config.ts'
import { knownMigrations, migrate } from '../../prisma/migrate.ts'
import { unfinishedLine } from '../../prisma/unfinished.ts'
import { MONDAY } from '../support/builders.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SECRET = 'một-mật-khẩu-đủ-dài'
const KEY = 'a signing key'

let at: Scene
let folder: string
let source: Source
let whole: string
const made: string[] = []

beforeAll(async () => {
  folder = temporaryFolder('backup-test')
  at = await aScene()
  source = {
    ownerUrl: at.ownerUrl,
    documentDir: join(folder, 'documents'),
    keys: new Map([['signing-key.pem', Buffer.from(KEY)]]),
    release: 'test',
  }
  const { id } = await at.granted('Trường Tiểu học')
  await uploaded(id, 'Kế hoạch năm')
  await makeAnchor(at.pool, at.keys, '2026-03-02', MONDAY)
  whole = join(folder, 'whole.backup')
  await takeBackup(source, { path: whole, secret: SECRET })
})
afterAll(async () => {
  await at.drop()
  for (const name of made) await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  rmSync(folder, { recursive: true, force: true })
})

async function admin(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresAdminUrl') })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

/** A file in the folder with its row, as an upload makes it; gives its hash. */
async function uploaded(dossierId: string, text: string): Promise<string> {
  const sha256 = sha256Hex(text)
  const path = pathOf(source.documentDir, sha256)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  await at.pool.query(
    `INSERT INTO document (dossier_id, sha256, size, mime, name, uploaded_by, uploaded_at)
     VALUES ($1, $2, $3, 'application/pdf', 'Kế hoạch.pdf', 'test', $4)`,
    [dossierId, sha256, Buffer.byteLength(text), MONDAY],
  )
  return sha256
}

interface Empty extends Target {
  readonly appUrl: string
  readonly keys: Map<string, string>
}

/** An empty database and folder. */
async function empty(): Promise<Empty> {
  const name = `restored_${randomBytes(6).toString('hex')}`
  made.push(name)
  await admin(`CREATE DATABASE ${name} OWNER trinh_owner TEMPLATE template0`)
  const on = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).toString()
  const keys = new Map<string, string>()
  return {
    ownerUrl: on(inject('postgresOwnerUrl')),
    appUrl: on(inject('postgresAppUrl')),
    documentDir: join(folder, name),
    keys,
    putKey: async (key, content) => {
      keys.set(key, content.toString())
    },
  }
}

async function within<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool({ connectionString: url, max: 4, name: 'test' })
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

const restored = (target: Target, path: string, replace = false) =>
  restoreBackup(target, { path, secret: SECRET }, { replace })

/** What a restored record must hold at any moment: all chains, and a row for each line that a head counts. */
async function expectOneMoment(target: Empty): Promise<number> {
  return within(target.appUrl, async (pool) => {
    const audit = await auditRecord(pool, at.keys)
    expect(audit.findings).toEqual([])
    const { rows } = await pool.query<{ events: number; heads: number; accepted: number }>(
      `SELECT (SELECT count(*)::int FROM event) AS events, (SELECT coalesce(sum(head_seq), 0)::int FROM dossier) AS heads,
         (SELECT count(DISTINCT data->>'commandId')::int FROM event)
           - (SELECT count(*)::int FROM command WHERE ok) AS accepted`,
    )
    expect(rows[0]?.events).toBe(rows[0]?.heads)
    expect(rows[0]?.accepted).toBe(0)
    return audit.chains
  })
}

describe('a backup', () => {
  it('is restored into an empty place: rows, chains, files, keys, rights and sequences', async () => {
    const target = await empty()
    const { begin, end, kept, migrated } = await restored(target, whole)
    expect({ kept, migrated }).toEqual({ kept: null, migrated: [] })
    expect(begin.migrations).toEqual(knownMigrations())
    expect(end.anchor).toMatchObject({ day: '2026-03-02' })
    expect(await expectOneMoment(target)).toBe(end.heads.rows)
    expect(target.keys).toEqual(new Map([['signing-key.pem', KEY]]))
    const file = pathOf(target.documentDir, sha256Hex('Kế hoạch năm'))
    expect(readFileSync(file, 'utf8')).toBe('Kế hoạch năm')
    await within(target.appUrl, async (pool) => {
      expect(await unfinishedLine(pool)).toBeNull()
      await expect(pool.query('DELETE FROM event')).rejects.toThrow('permission denied')
      await pool.query(
        `INSERT INTO outbox (topic, key, payload, created_at, next_at) VALUES ('notice', 'after', '{}', $1, $1)`,
        [MONDAY],
      )
      const { rows } = await pool.query<{ ok: boolean }>(
        "SELECT id = (SELECT max(id) FROM outbox) AS ok FROM outbox WHERE key = 'after'",
      )
      expect(rows).toEqual([{ ok: true }])
    })
    const indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
    const constraints = `SELECT conrelid::regclass::text AS t, conname, pg_get_constraintdef(oid) AS d FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`
    for (const text of [indexes, constraints]) {
      const [there, here] = await Promise.all(
        [target.ownerUrl, at.ownerUrl].map((url) => within(url, (pool) => pool.query<object>(text))),
      )
      expect(there?.rows).toEqual(here?.rows)
    }
  })

  it('is of one moment, however much is written meanwhile', async () => {
    const path = join(folder, 'busy.backup')
    let writing = true
    let nth = 0
    const writers = Array.from({ length: 4 }, async () => {
      while (writing) {
        nth += 1
        const { id } = await at.granted(`Đơn vị ${nth}`)
        await uploaded(id, `Tệp của ${id}`)
      }
    })
    const before = nth
    try {
      const taken = await takeBackup(source, { path, secret: SECRET })
      expect(taken.end.files.missing).toBe(0)
    } finally {
      writing = false
      await Promise.all(writers)
    }
    expect(nth).toBeGreaterThan(before)
    const target = await empty()
    await restored(target, path)
    await expectOneMoment(target)
    await within(target.ownerUrl, async (pool) => {
      const { rows } = await pool.query<{ sha256: string }>('SELECT DISTINCT sha256 FROM document')
      for (const { sha256 } of rows) {
        expect(sha256Hex(readFileSync(pathOf(target.documentDir, sha256), 'utf8'))).toBe(sha256)
      }
    })
  })

  it('says which files are missing or damaged, and holds off the sweep of files while it reads', async () => {
    const { id } = await at.submitted('Trạm Y tế')
    const [lost, bent] = [await uploaded(id, 'mất'), await uploaded(id, 'hỏng')]
    rmSync(pathOf(source.documentDir, lost))
    writeFileSync(pathOf(source.documentDir, bent), 'khác')
    const stray = pathOf(source.documentDir, sha256Hex('không ai nhắc'))
    mkdirSync(dirname(stray), { recursive: true })
    writeFileSync(stray, 'không ai nhắc')
    // A list that was brought in lies under its own name, and goes after a while: it isn't among the record's files.
    await at.pool.query(
      `INSERT INTO import_job (id, kind, requested_by, request_hash, file_name, sha256, size, format, status, created_at, touched_at)
       VALUES ('i1', 'units', $1, 'h', 'danh-sach.csv', $2, 9, 'csv', 'previewed', $3, $3)`,
      [at.chair, sha256Hex('một danh sách'), MONDAY],
    )
    const late = new Date(Date.now() + 3 * 86_400_000).toISOString()
    let swept: Promise<number> | undefined
    const path = join(folder, 'missing.backup')
    const { end } = await takeBackup(source, { path, secret: SECRET }, () => {
      swept = sweepFiles(at.pool, source.documentDir, late)
    })
    expect([end.files.missing, [...end.files.missed].sort()]).toEqual([2, [lost, bent].sort()])
    await swept
    await sweepFiles(at.pool, source.documentDir, late)
    expect(() => readFileSync(stray)).toThrow('ENOENT')
    await at.pool.query('DELETE FROM document WHERE sha256 = ANY($1)', [[lost, bent]])
  })

  it('is refused when any byte of it was flipped, and nothing was touched', async () => {
    const bytes = readFileSync(whole)
    const bent = join(folder, 'bent.backup')
    const plain = join(folder, 'plain.backup')
    await takeBackup(source, { path: plain, secret: null })
    const open = readFileSync(plain)
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        async (sealed, place) => {
          const flipped = Buffer.from(sealed ? bytes : open)
          const index = Math.floor(place * flipped.length)
          flipped.writeUInt8(flipped.readUInt8(index) ^ 0x10, index)
          writeFileSync(bent, flipped)
          await expect(checkArchive(bent, SECRET)).rejects.toBeInstanceOf(BackupError)
        },
      ),
      {
        numRuns: 20,
        examples: [
          [false, 4 / open.length],
          [false, 9 / open.length],
        ],
      },
    )
  })
})

describe('a place that is not empty', () => {
  it('is refused unless told, then laid aside whole; a bad archive changes nothing', async () => {
    const target = await empty()
    await restored(target, whole)
    await expect(restored(target, whole)).rejects.toThrow('the database is not empty')
    const bent = join(folder, 'cut.backup')
    writeFileSync(bent, readFileSync(whole).subarray(0, -100))
    await within(target.ownerUrl, (pool) => pool.query("UPDATE dossier SET subject_name = 'của trước'"))
    await expect(restored(target, bent, true)).rejects.toBeInstanceOf(DamagedError)
    const names = 'SELECT DISTINCT subject_name FROM dossier'
    await within(target.appUrl, async (pool) => {
      expect((await pool.query(names)).rows).toEqual([{ subject_name: 'của trước' }])
    })
    const { kept } = await restored(target, whole, true)
    await expectOneMoment(target)
    await within(target.ownerUrl, async (pool) => {
      expect((await pool.query(names)).rows).not.toContainEqual({ subject_name: 'của trước' })
      const old = await pool.query(`SELECT DISTINCT subject_name FROM ${kept ?? ''}.dossier`)
      expect(old.rows).toEqual([{ subject_name: 'của trước' }])
    })
  })

  it('is refused while somebody works on it', async () => {
    const target = await empty()
    await restored(target, whole)
    await within(target.appUrl, async (pool) => {
      await pool.query('SELECT 1')
      await expect(restored(target, whole, true)).rejects.toThrow('stop them first')
    })
  })

  it('gets back what it had when the restore fails in the middle', async () => {
    const target = await empty()
    await restored(target, whole)
    const failing = { ...target, putKey: () => Promise.reject(new Error('no room for the key')) }
    await expect(restored(failing, whole, true)).rejects.toThrow('no room for the key')
    await expectOneMoment(target)
    await within(target.appUrl, async (pool) => expect(await unfinishedLine(pool)).toBeNull())
  })
})

describe('killed in the middle', () => {
  async function program(
    name: string,
    args: readonly string[],
    environment: Record<string, string>,
  ): Promise<ChildProcess> {
    return spawn(process.execPath, [...(await commandOf(name)), ...args], {
      cwd: ROOT,
      env: childEnvironment({ DATA_DIR: join(folder, 'data'), BACKUP_PASSPHRASE: SECRET, ...environment }),
      stdio: 'ignore',
    })
  }

  /** Kills a program as soon as a condition holds; false when it had ended by itself. */
  async function killedWhen(child: ChildProcess, holds: () => Promise<boolean>): Promise<boolean> {
    const ended = once(child, 'exit')
    while (child.exitCode === null && !(await holds())) await new Promise((resolve) => setTimeout(resolve, 2))
    const running = child.exitCode === null
    child.kill('SIGKILL')
    await ended
    return running
  }

  it('a backup leaves no file that looks whole', async () => {
    const to = join(folder, 'killed.backup')
    const environment = { DATABASE_URL: at.appUrl, DATABASE_OWNER_URL: at.ownerUrl }
    const begun = async () => readdirSync(folder).some((name) => name.startsWith('killed.backup.'))
    await killedWhen(await program('cli/backup.ts', ['--to', to], environment), begun)
    const left = readdirSync(folder).filter((name) => name.startsWith('killed.backup'))
    expect(left.every((name) => name.endsWith('.part'))).toBe(true)
    for (const name of left) {
      copyFileSync(join(folder, name), to)
      await expect(checkArchive(to, SECRET)).rejects.toBeInstanceOf(BackupError)
    }
  })

  it('a restore is never started on, and is begun again', async () => {
    const target = await empty()
    const environment = { DATABASE_URL: target.appUrl, DATABASE_OWNER_URL: target.ownerUrl }
    const child = await program('cli/restore.ts', ['--from', whole], environment)
    const running = await within(target.ownerUrl, (pool) =>
      killedWhen(child, async () => (await unfinishedLine(pool)) !== null),
    )
    expect(running).toBe(true)
    const prepare = () =>
      prepareDatabase({
        ownerUrl: target.ownerUrl,
        appUrl: target.appUrl,
        demo: false,
        clock: { clock: 'real', clockStart: undefined },
        say: () => undefined,
      })
    await expect(prepare()).rejects.toThrow(/a restore of .* was begun .* and not finished/u)
    await restored(target, whole)
    await expectOneMoment(target)
  })
})

describe('another release', () => {
  it('of before: its tables first, its rows, then the migrations that came since', async () => {
    const older = await empty()
    const names = knownMigrations().map(({ name }) => name)
    const before = names.slice(0, names.indexOf('0014_announcements_sent_in_place') + 1)
    await migrate(older.ownerUrl, undefined, new Set(before))
    await within(older.ownerUrl, (pool) =>
      pool.query(
        `INSERT INTO person (id, name, search_key, created_at) VALUES ('p', 'Nguyễn Văn Ấn', 'nguyen van an', $1)`,
        [MONDAY],
      ),
    )
    const path = join(folder, 'older.backup')
    await takeBackup({ ...source, ownerUrl: older.ownerUrl }, { path, secret: null })
    const target = await empty()
    const { migrated } = await restoreBackup(target, { path, secret: null }, { replace: false })
    expect(migrated).toEqual(names.filter((name) => !before.includes(name)))
    await within(target.appUrl, async (pool) => {
      const { rows } = await pool.query('SELECT name FROM person')
      expect(rows).toEqual([{ name: 'Nguyễn Văn Ấn' }])
      expect((await pool.query('SELECT 1 FROM matter')).rows).toEqual([])
    })
  })

  it('of after is refused by the names of what is unknown', async () => {
    const newer = await empty()
    await migrate(newer.ownerUrl)
    await within(newer.ownerUrl, (pool) =>
      pool.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
        VALUES ('x', '${'0'.repeat(64)}', '9999_later', now())`),
    )
    const path = join(folder, 'newer.backup')
    await takeBackup({ ...source, ownerUrl: newer.ownerUrl }, { path, secret: null })
    const target = await empty()
    await expect(restoreBackup(target, { path, secret: null }, { replace: false })).rejects.toThrow(
      "whose tables this release doesn't know (9999_later)",
    )
  })
})
