// Processor time of processes and their children, from /proc (Linux): what a lifecycle costs whatever else the machine does.
import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const TICKS_PER_SECOND = 100

interface Stat {
  readonly parent: number
  readonly seconds: number
  readonly residentBytes: number
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0)
    return {
      parent: Number(fields[1]),
      seconds: ticks / TICKS_PER_SECOND,
      residentBytes: Number(fields[21]) * 4096,
    }
  } catch {
    return null // ended meanwhile
  }
}

/** Processor seconds used so far by these processes and all their descendants, the ended ones included. */
export function cpuSeconds(pids: readonly number[]): number {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map((name) => ({ pid: Number(name), stat: statOf(Number(name)) }))
  const wanted = new Set(pids)
  for (let grew = true; grew; ) {
    grew = false
    for (const { pid, stat } of all) {
      if (stat !== null && wanted.has(stat.parent) && !wanted.has(pid)) {
        wanted.add(pid)
        grew = true
      }
    }
  }
  return all.reduce((sum, { pid, stat }) => sum + (stat !== null && wanted.has(pid) ? stat.seconds : 0), 0)
}

/** Memory that a process holds, in MiB. */
export function residentMiB(pid: number): number {
  return (statOf(pid)?.residentBytes ?? 0) / 1024 / 1024
}

const SETTLED_SHARE = 0.1
const SETTLED_LIMIT_S = 300

/** Waits until processes have little left to do: less than a tenth of a processor for two seconds. */
export async function settled(pids: readonly number[]): Promise<void> {
  for (let waited = 0; waited < SETTLED_LIMIT_S; waited += 2) {
    const before = cpuSeconds(pids)
    await pause(2000)
    if (cpuSeconds(pids) - before < SETTLED_SHARE * 2) return
  }
  throw new Error(`still busy after ${SETTLED_LIMIT_S} s`)
}
