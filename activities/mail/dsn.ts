// Reads a delivery status notification (RFC 3464), as a mail server posts it: which of our messages came back, from which
// address, why, and whether for good. Only what it needs: mail programs write the rest of such a report for people.
export interface Bounce {
  /** Message-ID or envelope id of what came back, as the report names it. */
  readonly messageId: string | null
  readonly envelopeId: string | null
  /** What the report gives up on: each address under the names that it has there. */
  readonly failed: readonly {
    /** The one that we wrote to where the server says it, and where the mail had been passed on to. */
    readonly addresses: readonly string[]
    /** Status of RFC 3463; 4.x.x where the server gave up after days of trying. */
    readonly status: string
    readonly answer: string
  }[]
}

/** Longest report that is read, in bytes. */
export const REPORT_MAX_BYTES = 256 * 1024

/** Reads a report; null when it isn't one. */
export function readBounce(raw: string): Bounce | null {
  const text = raw.replaceAll('\r\n', '\n')
  const top = headersOf(text)
  const type = top.get('content-type') ?? ''
  if (!/^multipart\/report\b/iu.test(type) || !/report-type="?delivery-status"?/iu.test(type)) return null
  const boundary = /boundary="([^"]+)"|boundary=([^\s;]+)/iu.exec(type)
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined) return null
  const parts = text.split(`\n--${mark}`).slice(1)
  const status = parts.find((part) => typeOf(part).startsWith('message/delivery-status'))
  if (status === undefined) return null
  const original = parts.find((part) => /^(message\/rfc822|text\/rfc822-headers)/u.test(typeOf(part)))
  const groups = bodyOf(status)
    .split(/\n\s*\n/u)
    .map(fieldsOf)
  const failed = groups.flatMap((fields) => {
    const addresses = ['original-recipient', 'final-recipient'].flatMap(
      (name) => addressOf(fields.get(name)) ?? [],
    )
    const code = fields.get('status') ?? ''
    // A report of a delay isn't the end of it; one that says failed is, whatever the last try was told.
    if (addresses.length === 0 || fields.get('action')?.toLowerCase() !== 'failed') return []
    const answer = fields.get('diagnostic-code')?.replace(/^smtp;\s*/iu, '') ?? code
    return [{ addresses, status: code, answer: answer.slice(0, 500) }]
  })
  return {
    messageId: original === undefined ? null : (headersOf(bodyOf(original)).get('message-id') ?? null),
    envelopeId: groups[0]?.get('original-envelope-id') ?? null,
    failed,
  }
}

const typeOf = (part: string): string =>
  (headersOf(part.replace(/^[^\n]*\n/u, '')).get('content-type') ?? '').toLowerCase()

/** What follows the empty line behind a part's own headers. */
function bodyOf(part: string): string {
  const rest = part.replace(/^[^\n]*\n/u, '')
  const end = rest.indexOf('\n\n')
  return end === -1 ? '' : rest.slice(end + 2)
}

function headersOf(text: string): Map<string, string> {
  const end = text.indexOf('\n\n')
  return fieldsOf(end === -1 ? text : text.slice(0, end))
}

/** Fields of a block, folded lines put together; the first of a name counts. */
function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of block.replace(/\n[ \t]+/gu, ' ').split('\n')) {
    const found = /^([A-Za-z][A-Za-z0-9-]*):\s*(.*)$/u.exec(line)
    const name = found?.[1]?.toLowerCase()
    if (name !== undefined && !fields.has(name)) fields.set(name, (found?.[2] ?? '').trim())
  }
  return fields
}

/** The address of `rfc822; someone@example.vn`. */
function addressOf(field: string | undefined): string | null {
  const address = field
    ?.replace(/^[^;]*;/u, '')
    .replace(/[<>]/gu, '')
    .trim()
  return address === undefined || address === '' ? null : address
}
