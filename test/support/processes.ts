// What tests of real processes need: a temporary folder that any user may enter, and what runs for it.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new temporary folder; also the database's own user may enter it. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `trinh-${purpose}-`))
  chmodSync(folder, 0o755)
  return folder
}

/** Process ids and command lines of all processes whose command line contains the text. */
export function processesOf(text: string): readonly { readonly pid: number; readonly command: string }[] {
  return execFileSync('ps', ['-ww', '-e', '-o', 'pid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line))
    .flatMap((match) =>
      match === null ? [] : [{ pid: Number(match[1]), stat: match[2], command: match[3] ?? '' }],
    )
    .filter(({ stat, command }) => command.includes(text) && stat?.startsWith('Z') !== true)
}
