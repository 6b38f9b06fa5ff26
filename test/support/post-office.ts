// A real mail server for tests: what it does with each message is asked of the test, what it took is kept as it came.
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import type { ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server'

/** What the server does with a message, or with a recipient. */
export type Reply =
  | 'accept'
  | { readonly code: number; readonly text: string }
  /** Never answers. */
  | 'hang'
  /** Takes the whole message, then breaks the line without a word. */
  | 'die'

export interface PostOffice {
  readonly url: string
  /** Messages that it has, whatever it said then. */
  readonly taken: ParsedMail[]
  /** Asked at RCPT TO. */
  onRecipient: (address: string) => Reply
  /** Asked when the message is there. */
  onData: (mail: ParsedMail) => Reply
  close(): Promise<void>
}

const failure = ({ code, text }: { code: number; text: string }): Error =>
  Object.assign(new Error(text), { responseCode: code })

export async function aPostOffice(): Promise<PostOffice> {
  const sockets = new Map<string, { destroy(): void }>()
  const office: Omit<PostOffice, 'url' | 'close'> = {
    taken: [],
    onRecipient: () => 'accept',
    onData: () => 'accept',
  }
  const answer = (
    reply: Reply,
    session: SMTPServerSession,
    done: (error?: Error | null, text?: string) => void,
  ): void => {
    if (reply === 'accept') done(null, 'queued as 4711')
    else if (reply === 'die') sockets.get(session.id)?.destroy()
    else if (reply !== 'hang') done(failure(reply))
  }
  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
    const mail = await simpleParser(stream)
    const reply = office.onData(mail)
    if (typeof reply === 'string') office.taken.push(mail)
    return { reply, session }
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onRcptTo: (address, session, done) => answer(office.onRecipient(address.address), session, done),
    onData: (stream, session, done) => {
      void receive(stream, session).then(({ reply }) => answer(reply, session, done))
    },
  })
  // The library gives a session its connection only through its own set of them.
  server.on('connect', () => {
    for (const connection of server.connections) {
      const { id, _socket: socket } = connection as unknown as { id: string; _socket: { destroy(): void } }
      sockets.set(id, socket)
    }
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return Object.assign(office, {
    url: `smtp://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of sockets.values()) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  })
}
