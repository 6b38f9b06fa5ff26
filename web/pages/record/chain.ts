// Checks a dossier's chain on the device, as `npm run verify` does offline: every line's hash is that of what it says, every
// line names the one before. Canonical JSON (RFC 8785) and SHA-256, computed here and nowhere else.

/** A line of an export. */
export interface ChainLine {
  readonly event: Readonly<Record<string, unknown>> & { readonly seq: number; readonly prevHash: string }
  readonly hash: string
}

export interface ChainVerdict {
  readonly lines: number
  /** The first line that doesn't hold, and why; null when all hold. */
  readonly broken: { readonly line: number; readonly says: string } | null
}

const GENESIS = '0'.repeat(64)

/** The device can't compute hashes: the page came over plain HTTP from another machine. */
export class NoHashing extends Error {
  override readonly name = 'NoHashing'
}

/** One text for one value, whatever the order of its keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
    return `{${members.join(',')}}`
  }
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

async function sha256(text: string): Promise<string> {
  const { subtle } = crypto as { subtle?: SubtleCrypto }
  if (subtle === undefined) throw new NoHashing('hashes need a secure context')
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Goes through the lines in order; stops at the first that doesn't hold. */
export async function checkChain(lines: readonly ChainLine[]): Promise<ChainVerdict> {
  let previous = GENESIS
  for (const [index, { event, hash }] of lines.entries()) {
    const line = index + 1
    const broken = (says: string): ChainVerdict => ({ lines: lines.length, broken: { line, says } })
    if (event.seq !== line) return broken('số thứ tự không liền với dòng trước')
    if ((await sha256(canonical(event))) !== hash) return broken('dấu của dòng không khớp với nội dung')
    if (event.prevHash !== previous) return broken('dòng không nối với dòng trước')
    previous = hash
  }
  return { lines: lines.length, broken: null }
}
