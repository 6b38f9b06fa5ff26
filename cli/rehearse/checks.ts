// What must be true when the year is over: who ended how, every chain whole, a certificate checked offline, nothing in the
// incident list, and run and record agreed. Each line is printed with what was found; one that differs fails the rehearsal.
import { createPublicKey } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkSignature } from '../../activities/record/keys.ts'
import { verifyCommand } from '../verify.ts'
import { RehearsalError } from './client.ts'
import type { Cast } from './cast.ts'
import type { Lived, Say } from './almanac.ts'

const OUTCOMES = {
  late: ['concluded', 'recognised'],
  lateSubmission: ['concluded', 'recognised'],
  delegated: ['concluded', 'recognised'],
  deputy: ['concluded', 'recognised'],
  withdrawn: ['withdrawn', null],
  declined: ['concluded', 'notSelected'],
  refused: ['concluded', 'refused'],
  revoked: ['revoked', 'recognised'],
  failed: ['concluded', 'criteriaNotMet'],
  returnedByField: ['concluded', 'recognised'],
  sentBack: ['concluded', 'recognised'],
  maintained: ['concluded', 'recognised'],
} as const satisfies Record<keyof Lived['fates'], readonly [string, string | null]>

interface Line {
  readonly what: string
  readonly found: unknown
  readonly expected: unknown
}

export class Checks {
  readonly #say: Say
  #failed = 0

  constructor(say: Say) {
    this.#say = say
  }

  get failed(): number {
    return this.#failed
  }

  that({ what, found, expected }: Line): void {
    const same = JSON.stringify(found) === JSON.stringify(expected)
    if (!same) this.#failed += 1
    this.#say(
      `  ${same ? 'ok ' : 'NO '} ${what}: ${JSON.stringify(found)}${same ? '' : `, expected ${JSON.stringify(expected)}`}`,
    )
  }
}

/** Who ended how, unit by unit for the named fates, and in total. */
export async function checkOutcomes(checks: Checks, cast: Cast, lived: Lived): Promise<void> {
  for (const [fate, expected] of Object.entries(OUTCOMES)) {
    const state = await cast.staff.look(lived.fates[fate as keyof Lived['fates']])
    checks.that({ what: fate, found: [state.status, state.outcome], expected: [...expected] })
  }
  const kept = await cast.staff.look(lived.fates.maintained)
  checks.that({
    what: 'kept from last year',
    found: kept.maintained.map(({ year, result }) => [year, result]),
    expected: [[2026, 'maintained']],
  })
  const tally: Record<string, number> = {}
  for (const dossier of lived.dossiers.values()) {
    const { status, outcome } = await cast.staff.look(dossier)
    const key = outcome === null || status === 'revoked' ? status : outcome
    tally[key] = (tally[key] ?? 0) + 1
  }
  const sorted = Object.fromEntries(Object.entries(tally).sort(([a], [b]) => a.localeCompare(b)))
  checks.that({
    what: 'dossiers of 2026 by how they ended',
    found: sorted,
    expected: { criteriaNotMet: 1, notSelected: 1, recognised: 31, refused: 1, revoked: 1, withdrawn: 1 },
  })
}

/** Numbers of decisions: one for each single decision, one for all of the batch, without gaps. */
export async function checkNumbers(checks: Checks, cast: Cast, lived: Lived): Promise<void> {
  const numbers = new Map<string, Set<number>>()
  for (const dossier of lived.dossiers.values()) {
    for (const { register, number } of (await cast.staff.look(dossier)).numbers) {
      numbers.set(register, (numbers.get(register) ?? new Set()).add(number))
    }
  }
  for (const [register, given] of [...numbers].sort(([a], [b]) => a.localeCompare(b))) {
    const highest = Math.max(...given)
    const from = Math.min(...given)
    checks.that({
      what: `numbers of ${register} without gaps, ${from} to ${highest}`,
      found: given.size,
      expected: highest - from + 1,
    })
  }
}

/** Every dossier's record, exported and verified by the same command that anybody can run without a database. */
export async function checkChains(
  checks: Checks,
  cast: Cast,
  lived: Lived,
  folder: string,
  say: Say,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const dossiers = [...lived.dossiers.values(), lived.fates.maintained]
  for (const dossier of dossiers) {
    const file = await cast.auditor.must('GET', `/dossiers/${dossier}/export`)
    writeFileSync(join(folder, `dossier-${dossier}.json`), JSON.stringify(file))
  }
  const lines: string[] = []
  const code = await verifyCommand([folder], (line) => lines.push(line))
  if (code !== 0) for (const line of lines) say(`    ${line}`)
  checks.that({
    what: `chains of ${dossiers.length} dossiers verified offline, exit code`,
    found: code,
    expected: 0,
  })
}

interface Exported {
  readonly publicKey: string
  readonly certificates: readonly { readonly data: { readonly code: string }; readonly signature: string }[]
}

/** One certificate, by its public address and then with nothing but its file and the public key. */
export async function checkCertificates(
  checks: Checks,
  cast: Cast,
  url: string,
  lived: Lived,
): Promise<void> {
  for (const [fate, expected] of [
    ['deputy', 'valid'],
    ['revoked', 'revoked'],
  ] as const) {
    const file = (await cast.auditor.must(
      'GET',
      `/dossiers/${lived.fates[fate]}/export`,
    )) as unknown as Exported
    const [certificate] = file.certificates
    if (certificate === undefined) throw new RehearsalError(`${fate}: no certificate`)
    const answer = await fetch(`${url}/verify/${certificate.data.code}`, {
      headers: { accept: 'application/json' },
    })
    const shown = (await answer.json()) as { status?: string }
    checks.that({
      what: `certificate ${certificate.data.code} of ${fate}, at its public address`,
      found: shown.status,
      expected,
    })
    const holds = checkSignature(createPublicKey(file.publicKey), certificate.data, certificate.signature)
    checks.that({ what: `its signature, checked offline`, found: holds, expected: true })
  }
}
