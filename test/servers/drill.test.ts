// `npm run drill` as a command, on a small record: a backup is taken and restored beside it with servers of its own, everything
// is held against the archive, and the runs are made again; a record whose chain was altered is named, and the exit says so.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateKeyPem } from '../../activities/record/keys.ts'
import { temporaryFolder } from '../../cli/servers/temporaryFolder.ts'
import { commandOf } from '../../compiled.ts'
import { childEnvironment } from '../../config.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const folder = temporaryFolder('drill-test')
let at: Scene
let dossier: string

beforeAll(async () => {
  at = await aScene()
  dossier = (await at.submitted('Trường Tiểu học')).id
})
afterAll(async () => {
  await at.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function drill(): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, await commandOf('cli/drill.ts'), {
    cwd: ROOT,
    env: childEnvironment({
      ...{ DATABASE_URL: at.appUrl, DATABASE_OWNER_URL: at.ownerUrl },
      ...{ DATA_DIR: join(folder, 'data'), SIGNING_KEY: generateKeyPem() },
      BACKUP_PASSPHRASE: 'một-mật-khẩu-đủ-dài',
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += String(piece)))
  const [code] = (await once(child, 'close')) as [unknown]
  return { code, said }
}

describe('a drill', () => {
  it('restores the record as it is, verifies it, starts its runs, and prints the times', async () => {
    const { code, said } = await drill()
    expect(said).toContain('drill: the restored instance is the one of the backup')
    expect(said).toMatch(/restore: .* s/u)
    expect(said).toMatch(/verified: \d+ chains, \d+ lines/u)
    expect(said).toMatch(/rebuilt: 1 dossiers/u)
    expect(code).toBe(0)
  })

  it('names the chain that was altered behind the record’s back, and fails', async () => {
    const client = new pg.Client({ connectionString: at.ownerUrl })
    await client.connect()
    await client.query('ALTER TABLE event DISABLE TRIGGER USER')
    const { rowCount } = await client.query(
      `UPDATE event SET data = jsonb_set(data, '{late}', 'true') WHERE dossier_id = $1 AND seq = 2`,
      [dossier],
    )
    expect(rowCount).toBe(1)
    await client.query('ALTER TABLE event ENABLE TRIGGER USER')
    await client.end()
    const { code, said } = await drill()
    expect(said).toMatch(new RegExp(`DIFFERENT: .*${dossier} line 2`, 'u'))
    expect(said).toContain('drill: FAILED')
    expect(code).toBe(1)
  })
})
