// The way out of the house: an SMTP server, or, where none is set (embedded mode), files in a folder. Both get the very same
// message under the very same Message-ID. What the server says is told apart here: whose fault, and whether for good.
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer'
import { isMailAddress } from '../../domain/notice-kinds.ts'
import type { Composed } from './compose.ts'
import { localPart, messageIdOf } from './message-id.ts'

export interface MailSettings {
  /** smtp:// or smtps:// with user and password; undefined: files in `folder`. */
  readonly smtpUrl: string | undefined
  /** Address of the sender, one plain address. */
  readonly from: string
  readonly folder: string
  /** How long a connection, a greeting, or a silence on the line is waited for; milliseconds. */
  readonly timeoutMs: number
}

/** What became of one attempt. */
export type Sent =
  | { readonly kind: 'sent'; readonly code: number | null; readonly answer: string }
  /** The server won't have it, ever: `address` says whether it is the address that is at fault. */
  | { readonly kind: 'bounced'; readonly code: number; readonly answer: string; readonly address: boolean }
  /** Not this time. `away`: no server could be talked to about any mail, or it wants nothing from us. */
  | { readonly kind: 'later'; readonly code: number | null; readonly answer: string; readonly away: boolean }

export interface MailTransport {
  send(message: Message): Promise<Sent>
  close(): void
}

export interface Message extends Composed {
  /** The mail's key: Message-ID and file name are made of it. */
  readonly key: string
  readonly to: { readonly name: string; readonly address: string }
  readonly at: Date
}

/** Letters of an answer that are kept. */
const ANSWER_MAX = 500

/** Opens the way that the settings name. */
export function createMailTransport(settings: MailSettings): MailTransport {
  return settings.smtpUrl === undefined ? toFolder(settings) : toServer(settings, settings.smtpUrl)
}

function rawOf(message: Message, from: string): Promise<Buffer> {
  const { key, to, subject, text, html, at } = message
  if (!isMailAddress(to.address)) throw new Error(`mail ${key}: not one plain address`)
  return new MailComposer({
    from: { name: 'Trình', address: from },
    to: { name: to.name.replace(/[\s\p{Cc}]+/gu, ' ').trim(), address: to.address },
    subject,
    text,
    html,
    date: at,
    messageId: messageIdOf(key, from),
    // Nobody's holiday reply, please (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}

function toFolder({ folder, from }: MailSettings): MailTransport {
  return {
    send: async (message) => {
      const raw = await rawOf(message, from)
      await mkdir(folder, { recursive: true })
      const name = `${localPart(message.key)}.eml`
      // Whole or not at all; a repeat writes the same file again.
      const partial = join(folder, `.${name}.${process.pid}`)
      await writeFile(partial, raw, { mode: 0o600 })
      await rename(partial, join(folder, name))
      return { kind: 'sent', code: null, answer: `file ${name}` }
    },
    close: () => undefined,
  }
}

function toServer({ from, timeoutMs }: MailSettings, smtpUrl: string): MailTransport {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (message) => {
      const raw = await rawOf(message, from)
      try {
        const info = await transport.sendMail({
          envelope: { from, to: [message.to.address] },
          raw,
          // Said only to servers that know it: what comes back names our message.
          dsn: {
            id: localPart(message.key),
            return: 'headers',
            notify: ['failure'],
            recipient: message.to.address,
          },
        })
        const { response } = info
        return { kind: 'sent', code: codeOf(response), answer: clipped(response) }
      } catch (error) {
        return failureOf(error)
      }
    },
    close: () => transport.close(),
  }
}

const clipped = (text: string): string => text.replaceAll('\u0000', '').slice(0, ANSWER_MAX)
const codeOf = (answer: string): number | null => {
  const found = /^(\d{3})[ -]/u.exec(answer)
  return found === null ? null : Number(found[1])
}

// A refusal of the content or by policy (RFC 3463 classes 5.3, 5.5, 5.6, 5.7) says nothing about the address.
const NOT_THE_ADDRESS = /\b5\.[3567]\.\d{1,3}\b/u
/** Whether a refusal for good is about the address rather than what was sent or who sent it. */
export const isAddressFault = (answer: string): boolean => !NOT_THE_ADDRESS.test(answer)

/** What an error of the library means; throws what isn't about mail. */
function failureOf(error: unknown): Sent {
  if (!(error instanceof Error)) throw error
  const known = error as Error & Partial<Record<'responseCode' | 'response' | 'command' | 'code', unknown>>
  const code = typeof known.responseCode === 'number' ? known.responseCode : null
  const answer = clipped(typeof known.response === 'string' ? known.response : error.message)
  // Login and sender are our settings: nobody's address is at fault, and it will work once they are mended.
  const ours = known.command !== 'RCPT TO' && known.command !== 'DATA'
  if (code === null || code < 500 || ours) {
    if (typeof known.code !== 'string') throw error
    return { kind: 'later', code, answer, away: ours && known.code !== 'ETIMEDOUT' }
  }
  return { kind: 'bounced', code, answer, address: isAddressFault(answer) }
}
