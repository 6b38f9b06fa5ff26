// A server that several groups of tests use is started once, by whoever comes first, and ended by the last to leave.
// Each group loads its own copy of the set-up files, so the list of servers hangs on the process.
interface Entry {
  users: number
  readonly started: Promise<{ readonly value: unknown; readonly end: () => Promise<void> }>
}

const SERVERS = Symbol.for('trinh.test.servers')
const holder = globalThis as { [SERVERS]?: Map<string, Entry> }
const servers = (holder[SERVERS] ??= new Map<string, Entry>())

/** Gives the server of that name, started now or before, and what to call when it is no longer needed. */
export async function shared<T>(
  name: string,
  start: () => Promise<{ readonly value: T; readonly end: () => Promise<void> }>,
): Promise<{ readonly value: T; readonly release: () => Promise<void> }> {
  const entry = servers.get(name) ?? { users: 0, started: start() }
  servers.set(name, entry)
  entry.users += 1
  const { value, end } = await entry.started
  return {
    value: value as T,
    release: async () => {
      entry.users -= 1
      if (entry.users > 0) return
      servers.delete(name)
      await end()
    },
  }
}
