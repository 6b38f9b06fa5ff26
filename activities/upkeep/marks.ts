// What work outside the running system leaves in the agenda, so that whoever looks after the system sees when it was last done.

/** The line of the last whole backup. */
export const BACKUP_MARK = 'backup'

interface Client {
  query(text: string, values: unknown[]): Promise<unknown>
}

/** Notes that something was done at an instant of the real clock; a later one that is noted already stays. */
export async function noteDone(client: Client, mark: string, at: string): Promise<void> {
  await client.query(
    `INSERT INTO agenda AS a (name, last_at) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET last_at = greatest(a.last_at, excluded.last_at)`,
    [mark, at],
  )
}
