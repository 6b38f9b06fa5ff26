// Saved histories as files: one JSON line of the server's own message, with numbers and bytes as text.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { temporal } from '@temporalio/proto'

const { History } = temporal.api.history.v1
export type History = temporal.api.history.v1.IHistory

const FOLDER = join(import.meta.dirname, 'histories')

/** The names of all saved histories. */
export function savedNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
}

/** A saved history, as the replayer takes it. */
export function readHistory(name: string): temporal.api.history.v1.History {
  return History.fromObject(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as object)
}

/** Saves a history under a name; one that is there stays as it is. */
export function saveHistory(name: string, history: History): void {
  const path = join(FOLDER, `${name}.json`)
  if (existsSync(path)) return
  mkdirSync(FOLDER, { recursive: true })
  const plain = History.toObject(History.fromObject(history), { longs: String, enums: String, bytes: String })
  // Machine and folder in which it was played are nobody's business, and the replay doesn't look at them.
  const text = JSON.stringify(plain, (key, value: unknown) => (key === 'stackTrace' ? '' : value))
  writeFileSync(path, `${text.replaceAll(`@${hostname()}`, '@recorder')}\n`)
}
