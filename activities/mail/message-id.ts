// What a mail is called: by its key alone, so that a mail that is sent again is known for the same one.
import { createHash } from 'node:crypto'

/** The Message-ID of a key: the same for every repeat, and nothing can be read out of it. */
export function messageIdOf(key: string, from: string): string {
  return `<${localPart(key)}@${from.slice(from.lastIndexOf('@') + 1)}>`
}

/** Before the @ of it, and the name of its file. */
export function localPart(key: string): string {
  return createHash('sha256').update(`mail/${key}`).digest('hex').slice(0, 40)
}
