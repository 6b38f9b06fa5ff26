// The year's ledger of news, on disk beside the exports: who was told what, when and with what result. Held against what must
// be true: whoever's dossier ended was told of it, nobody twice, and every mail that was sent lies in the folder of mails.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'
import type { Lived } from './almanac.ts'
import type { Checks } from './checks.ts'
import type { Person } from './client.ts'

interface Line {
  readonly at: string
  readonly personId: string
  readonly personName: string
  readonly kind: string
  readonly word: string
  readonly text: string
  readonly dossierId: string | null
  readonly subjectName: string | null
  readonly step: string | null
  readonly round: number | null
  readonly readAt: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly mail: {
    readonly result: string
    readonly messageId: string | null
    readonly sentAt: string | null
    readonly answer: string | null
  }
}

/** How long news of the last act is waited for, in milliseconds. */
const LIMIT_MS = 60_000
const LOOK_MS = 500

/** What a dossier's end is told by. */
const ENDS = [
  'concluded',
  'revoked',
  'withdrawn',
  'lapsed',
  'terminated',
  'corrected',
  'maintained',
  'notMaintained',
]

/** Every line, the oldest first. */
async function readLedger(admin: Person): Promise<Line[]> {
  const lines: Line[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page = await admin.must('GET', `/notices?limit=200${after}`)
    lines.push(...(page['items'] as Line[]))
    after = typeof page['nextCursor'] === 'string' ? `&cursor=${page['nextCursor']}` : null
  }
  return lines.reverse()
}

/** The ledger once what was done last stands in it and nothing is under way: it is written beside the acts, not by them. */
async function settled(admin: Person, lived: Lived): Promise<Line[]> {
  const ends = performance.now() + LIMIT_MS
  for (;;) {
    const lines = await readLedger(admin)
    const told = new Set(lines.flatMap(({ word, dossierId }) => (ENDS.includes(word) ? [dossierId] : [])))
    const whole = [...lived.dossiers.values()].every((dossier) => told.has(dossier))
    if ((whole && lines.every(({ mail }) => mail.result !== 'waiting')) || performance.now() > ends)
      return lines
    await pause(LOOK_MS)
  }
}

/** Writes `notices.csv` into the folder, and checks the ledger. */
export async function checkLedger(
  checks: Checks,
  admin: Person,
  lived: Lived,
  folder: string,
): Promise<void> {
  const lines = await settled(admin, lived)
  const rows = lines.map(({ mail, ...line }) => ({
    at: line.at,
    person: line.personName,
    what: line.text,
    subject: line.subjectName,
    dossier: line.dossierId,
    step: line.step,
    round: line.round,
    read: line.readAt,
    mail: mail.result,
    messageId: mail.messageId,
    sent: mail.sentAt,
    answer: mail.answer,
  }))
  writeFileSync(join(folder, 'notices.csv'), stringify(rows, { header: true, bom: true }))
  const told = new Set(lines.flatMap(({ word, dossierId }) => (ENDS.includes(word) ? [dossierId] : [])))
  const untold = [...lived.dossiers.values()].filter((dossier) => !told.has(dossier))
  checks.that({ what: 'dossiers whose end nobody was told of', found: untold.length, expected: 0 })
  const waiting = lines.filter(({ mail }) => mail.result === 'waiting')
  checks.that({ what: 'mails that don’t leave', found: waiting.length, expected: 0 })
  const sent = new Set(lines.flatMap(({ mail }) => (mail.result === 'sent' ? (mail.messageId ?? []) : [])))
  const files = readdirSync(join(folder, 'mail')).filter((name) => name.endsWith('.eml'))
  checks.that({
    what: `mails in the folder for ${lines.length} lines of news`,
    found: files.length,
    expected: sent.size,
  })
}
