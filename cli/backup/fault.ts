// The expected ways in which a backup or a restore ends without being done, each one line that says what to do.

/** Something that can't be done as asked; the message is for whoever typed the command. */
export class BackupError extends Error {
  override readonly name: string = 'BackupError'
}

/** The archive is not whole any more; the message names the part. */
export class DamagedError extends BackupError {
  override readonly name = 'DamagedError'
}

/** The text of whatever was thrown. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
