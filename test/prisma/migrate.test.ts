// Migrations: in order, once, whole or not at all, and never silently another text than the one that was applied.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../prisma/migrate.ts'
import { freshDatabase } from '../support/postgres.ts'
import type { FreshDatabase } from '../support/postgres.ts'
import { temporaryFolder } from '../support/processes.ts'

const root = temporaryFolder('migrate')
const databases: FreshDatabase[] = []
let url: string
let folder: string

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

beforeEach(async () => {
  const database = await freshDatabase()
  databases.push(database)
  url = database.ownerUrl
  await query('DROP TABLE _prisma_migrations')
  folder = join(root, String(databases.length))
  write('0001_words', 'CREATE TABLE words (id int PRIMARY KEY)')
  write(
    '0002_more',
    "ALTER TABLE words ADD COLUMN word text DEFAULT 'một'; INSERT INTO words (id) VALUES (1)",
  )
})
afterAll(async () => {
  for (const database of databases) await database.drop()
  rmSync(root, { recursive: true, force: true })
})

describe('migrate', () => {
  it('applies what is missing in the order of the names, and nothing the second time', async () => {
    expect(await migrate(url, folder)).toEqual(['0001_words', '0002_more'])
    expect(await migrate(url, folder)).toEqual([])
    write('0003_last', 'INSERT INTO words VALUES (2)')
    expect(await migrate(url, folder)).toEqual(['0003_last'])
    expect(await query('SELECT id, word FROM words ORDER BY id')).toEqual([
      { id: 1, word: 'một' },
      { id: 2, word: 'một' },
    ])
  })

  it('applies each once when several processes start together', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url, folder)))
    expect(applied.flat().sort()).toEqual(['0001_words', '0002_more'])
  })

  it('rolls back one that fails, names it and its reason, and keeps those before it', async () => {
    write('0003_broken', 'INSERT INTO words VALUES (3); SELECT nothing_like_this()')
    await expect(migrate(url, folder)).rejects.toThrow(/0003_broken.*nothing_like_this/)
    expect(await query('SELECT id FROM words')).toEqual([{ id: 1 }])
    write('0003_broken', 'INSERT INTO words VALUES (3)')
    expect(await migrate(url, folder)).toEqual(['0003_broken'])
  })

  it('refuses when the text of an applied one was changed, naming it', async () => {
    await migrate(url, folder)
    write('0001_words', 'CREATE TABLE words (id bigint PRIMARY KEY)')
    await expect(migrate(url, folder)).rejects.toThrow(/0001_words was changed/)
  })

  it('refuses a database that a newer version has already migrated', async () => {
    await migrate(url, folder)
    rmSync(join(folder, '0002_more'), { recursive: true })
    await expect(migrate(url, folder)).rejects.toThrow(/0002_more.*newer version/)
  })
})
