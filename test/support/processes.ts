// What tests of real processes need: a temporary folder that any user may enter, and what runs for it.
import { execFileSync } from 'node:child_process'

export { temporaryFolder } from '../../cli/servers/temporaryFolder.ts'

/** A process as `ps` shows it. */
export interface ProcessLine {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

/** All living processes whose command line contains the text. */
export function processesOf(text: string): readonly ProcessLine[] {
  const table = execFileSync('ps', ['-ww', '-e', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
  return table.split('\n').flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    if (command === undefined || state?.startsWith('Z') === true || !command.includes(text)) return []
    return [{ pid: Number(pid), parent: Number(parent), command }]
  })
}
