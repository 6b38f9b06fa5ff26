// What the role of the running system may not do, and that schema.prisma and the migration say the same.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPrisma } from '../../activities/pool.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

const APPEND_ONLY = [
  'event',
  'chain_event',
  'content',
  'command',
  'number_given',
  'anchor',
  'anchor_leaf',
  'access_log',
  'procedure_version',
  'paper_template',
]

describe('the role of the running system', () => {
  let at: Scene

  beforeAll(async () => {
    at = await aScene()
    await at.granted('Trường Tiểu học')
  })
  afterAll(() => at.drop())

  const refused = async (statement: string): Promise<string | undefined> => {
    const error: unknown = await at.pool.query(statement).catch((cause: unknown) => cause)
    return error instanceof pg.DatabaseError ? error.code : undefined
  }

  it.each(APPEND_ONLY)('can not change, remove or empty %s', async (table) => {
    const { rows } = await at.pool.query<{ column: string }>(
      `SELECT column_name AS column FROM information_schema.columns WHERE table_name = $1`,
      [table],
    )
    for (const { column } of rows) {
      expect(await refused(`UPDATE ${table} SET ${column} = ${column}`)).toBe('42501')
    }
    expect(await refused(`DELETE FROM ${table}`)).toBe('42501')
    expect(await refused(`TRUNCATE ${table}`)).toBe('42501')
    expect(await refused(`ALTER TABLE ${table} DISABLE TRIGGER ALL`)).toBe('42501')
    expect(await refused(`DROP TABLE ${table}`)).toBe('42501')
  })

  it('can not change a receipt', async () => {
    expect(await refused('UPDATE receipt SET received_at = received_at')).toBe('42501')
    expect(await refused('TRUNCATE receipt')).toBe('42501')
  })

  it('can not make tables, roles or grants of its own', async () => {
    expect(await refused('CREATE TABLE mine (id int)')).toBe('42501')
    expect(await refused('CREATE ROLE mine')).toBe('42501')
    await refused('GRANT UPDATE ON event TO trinh_app')
    expect(await refused('UPDATE event SET type = type')).toBe('42501')
  })
})

describe('schema.prisma', () => {
  let at: Scene
  beforeAll(async () => {
    at = await aScene()
  })
  afterAll(() => at.drop())

  interface Column {
    table: string
    column: string
    type: string
    nullable: boolean
  }

  const TYPES: Record<string, string> = {
    String: 'text',
    'String[]': 'ARRAY',
    Int: 'integer',
    BigInt: 'bigint',
    Boolean: 'boolean',
    Json: 'jsonb',
    Bytes: 'bytea',
    'DateTime @db.Date': 'date',
    'DateTime @db.Timestamptz(3)': 'timestamp with time zone',
  }

  function columnsOfSchema(): Column[] {
    const text = readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8')
    return [...text.matchAll(/^model \w+ \{\n(.*?)^\}/gms)].flatMap(([, body = '']) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? ''
      return [...body.matchAll(/^ {2}(\w+) +([\w[\]]+)(\?)?(.*)$/gm)].map(
        ([, field = '', type = '', optional, rest = '']) => {
          const native = /@db\.\S+/.exec(rest)?.[0]
          const key = native === undefined ? type : `${type} ${native}`
          const column = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field
          return { table, column, type: TYPES[key] ?? key, nullable: optional !== undefined }
        },
      )
    })
  }

  it('names exactly the tables and columns that the migrations make, with their types', async () => {
    const { rows } = await at.pool.query<Column>(
      `SELECT table_name AS table, column_name AS column, data_type AS type, is_nullable = 'YES' AS nullable
       FROM information_schema.columns WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_prisma%'`,
    )
    const inOrder = (columns: Column[]): string[] =>
      columns.map((one) => `${one.table}.${one.column} ${one.type}${one.nullable ? '?' : ''}`).sort()
    expect(inOrder(columnsOfSchema())).toEqual(inOrder(rows))
  })

  it('reads and writes through the Prisma client over the very same pool', async () => {
    const prisma = createPrisma(at.pool)
    const made = await prisma.person.create({
      data: {
        id: 'prisma',
        name: 'Nguyễn Văn Ân',
        searchKey: 'nguyen van an',
        createdAt: new Date('2026-01-01T00:00:00.000Z'),
      },
    })
    expect(made.createdAt.toISOString()).toBe('2026-01-01T00:00:00.000Z')
    const [people, offices] = await Promise.all([
      prisma.person.findMany({ where: { id: 'prisma' } }),
      prisma.office.findMany({ where: { id: at.commune } }),
    ])
    expect(people).toEqual([made])
    expect(offices[0]?.name).toBe('Xã Vĩnh Thủy')
    const failed = prisma.$transaction(async (tx) => {
      await tx.person.update({ where: { id: 'prisma' }, data: { name: 'khác' } })
      throw new Error('back')
    })
    await expect(failed).rejects.toThrow('back')
    expect((await prisma.person.findUnique({ where: { id: 'prisma' } }))?.name).toBe('Nguyễn Văn Ân')
  })
})
