// A temporary folder that servers can be started in.
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes a new temporary folder that any user may enter: root's database runs as a user of its own. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `trinh-${purpose}-`))
  chmodSync(folder, 0o755)
  return folder
}
