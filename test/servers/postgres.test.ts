// The embedded PostgreSQL goes on with its data, whatever ended it before, and gives the running system few rights.
import { copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { endPostgresOf, startPostgres } from '../../cli/servers/postgres.ts'
import { isAlive } from '../../cli/servers/processes.ts'
import { processesOf, temporaryFolder } from '../support/processes.ts'

const folder = temporaryFolder('postgres')
const dataDir = join(folder, 'pg')
const pidFile = join(dataDir, 'cluster', 'postmaster.pid')

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

afterEach(() => endPostgresOf(dataDir))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the embedded PostgreSQL', () => {
  it('goes on with the same data at the second start, on another port', async () => {
    const first = await startPostgres({ dataDir })
    await query(first.ownerUrl, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('trình')")
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)

    const second = await startPostgres({ dataDir })
    expect(second.port).not.toBe(first.port)
    expect(await query(second.ownerUrl, 'SELECT word FROM kept')).toEqual([{ word: 'trình' }])
    await second.stop()
    expect(processesOf(dataDir)).toEqual([])
  })

  it('loses nothing committed when it is killed, and starts again by itself', async () => {
    const first = await startPostgres({ dataDir })
    await query(first.ownerUrl, "INSERT INTO kept VALUES ('trước khi bị giết')")
    process.kill(first.pid, 'SIGKILL')
    await first.ended
    const second = await startPostgres({ dataDir })
    expect(await query(second.ownerUrl, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 2 }])
    await second.stop()
  })

  it('ends one that a killed parent has left running, and takes over', async () => {
    const left = await startPostgres({ dataDir })
    const next = await startPostgres({ dataDir })
    expect(isAlive(left.pid)).toBe(false)
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await next.stop()
  })

  it('is not confused by a pid file whose number now belongs to another program', async () => {
    const first = await startPostgres({ dataDir })
    copyFileSync(pidFile, join(folder, 'saved.pid'))
    await first.stop()
    const lines = readFileSync(join(folder, 'saved.pid'), 'utf8').split('\n')
    writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'))
    const second = await startPostgres({ dataDir })
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second.stop()
  })

  it('keeps its passwords to its user, and gives the running system no power over the cluster', async () => {
    const server = await startPostgres({ dataDir })
    expect(statSync(join(dataDir, 'passwords.json')).mode & 0o077).toBe(0)
    const rights =
      'SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication FROM pg_roles WHERE rolname = current_user'
    const none = [{ rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false }]
    expect(await query(server.url, rights)).toEqual(none)
    expect(await query(server.ownerUrl, rights)).toEqual(none)
    await expect(query(server.url, 'CREATE TABLE mine (x int)')).rejects.toThrow(/permission denied/)
    await expect(query(server.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/)
    await server.stop()
  })

  it('stores text as Unicode whatever the language of the machine', async () => {
    const server = await startPostgres({ dataDir })
    expect(await query(server.url, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }])
    expect(await query(server.url, "SELECT upper('đặc khu') AS word")).toEqual([{ word: 'ĐẶC KHU' }])
    await server.stop()
  })
})
