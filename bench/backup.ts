// How long a full record takes into an archive and back into an empty PostgreSQL of its own, and how much memory this process
// needs for it; files apart, for those of a load are stored nowhere.
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { withTarget } from '../cli/backup/instance.ts'
import { restoreBackup } from '../cli/backup/put.ts'
import { takeBackup } from '../cli/backup/take.ts'
import { temporaryFolder } from '../cli/servers/temporaryFolder.ts'
import { childEnvironment, readConfig } from '../config.ts'
import { residentMiB } from './lib/cpu.ts'
import type { Figure, Ground } from './lib/ground.ts'

const AIM_S = 60
const AIM_MIB = 200
const SECRET = 'một-mật-khẩu-đủ-dài'
const LOOK_EVERY_MS = 100

export async function backup(ground: Ground, dossiers: number): Promise<readonly Figure[]> {
  const { bed, say } = ground
  await ground.fill(dossiers)
  const folder = temporaryFolder('bench-backup')
  const before = residentMiB(process.pid)
  let most = before
  const looking = setInterval(() => (most = Math.max(most, residentMiB(process.pid))), LOOK_EVERY_MS)
  try {
    const path = join(folder, 'bench.backup')
    const documentDir = join(folder, 'none')
    const source = { ownerUrl: bed.stack.databaseOwnerUrl, documentDir, keys: new Map(), release: 'bench' }
    const taken = await takeBackup(source, { path, secret: SECRET })
    const config = readConfig(
      childEnvironment({
        ...{ DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined, DOCUMENT_DIR: undefined },
        DATA_DIR: join(folder, 'instance'),
      }),
    )
    const restored = await withTarget(config, (target) =>
      restoreBackup(target, { path, secret: SECRET }, { replace: false }),
    )
    const rows = Object.values(taken.end.tables).reduce((sum, table) => sum + table.rows, 0)
    const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MiB`
    say(
      `\n${rows} rows, ${taken.end.heads.rows} chains, ${mib(taken.bytes)} of text, ${mib(statSync(path).size)} packed and encrypted`,
    )
    return [
      figure(`backup of ${dossiers} dossiers' rows`, taken.seconds.rows),
      figure(`restore of ${dossiers} dossiers' rows, checked, with indexes`, restored.seconds.rows),
      {
        what: 'memory that both take on top',
        seen: `${(most - before).toFixed(0)} MiB`,
        aim: `≤ ${AIM_MIB} MiB`,
        met: most - before <= AIM_MIB,
      },
    ]
  } finally {
    clearInterval(looking)
    rmSync(folder, { recursive: true, force: true })
  }
}

function figure(what: string, seconds: number): Figure {
  return { what, seen: `${seconds.toFixed(1)} s`, aim: `≤ ${AIM_S} s`, met: seconds <= AIM_S }
}
