// One dossier that was played through the rulebook stands for many of its kind: whatever tells them apart (ids, names and
// the hashes that follow from them) is cut out of its texts, and filled in anew for each, every hash computed afresh. What
// is written is what playing would have given, at a tenth of the time.
import { canonical, hashOf, sha256Hex } from '../../activities/record/canonical.ts'
import { newCertificateCode } from '../../activities/record/certificates.ts'
import { signValue } from '../../activities/record/keys.ts'
import { fold } from '../../domain/text.ts'
import { commandIdOf } from './play.ts'
import type { Played, Subject, Table as Game } from './play.ts'
import { TABLES } from './write.ts'
import type { Page, Table } from './write.ts'

/** A text with holes: each part but the last is followed by the value of a slot. */
interface Text {
  readonly parts: readonly string[]
  readonly slots: readonly number[]
}

/** A hash to be computed: of which text, into which slot. */
interface HashRule {
  readonly of: Text
  readonly slot: number
}

/** Which register the number of a slot is taken from. */
interface NumberRule {
  /** The office's id: it may be the subject's own commune. */
  readonly office: Text
  readonly register: string
  readonly year: number
  readonly slot: number
}

/** A certificate to be signed: its text, and the slot of its code; those of its hash and its signature follow. */
interface CertificateRule {
  readonly of: Text
  readonly slot: number
}

/** The texts of a dossier, ready to be filled in for another subject. */
export interface Stencil {
  readonly versions: readonly string[]
  readonly numbers: readonly NumberRule[]
  readonly certificates: readonly CertificateRule[]
  /** In the order in which they follow from each other. */
  readonly hashes: readonly HashRule[]
  /** How many lines the chain has. */
  readonly lines: number
  readonly rows: readonly { readonly table: Table; readonly text: Text }[]
}

const folded = new Map<string, string>()
function foldedName(name: string): string {
  const known = folded.get(name) ?? fold(name)
  folded.set(name, known)
  return known
}

/** What tells a subject's dossier apart, in an order that is the same for all of a kind. */
function marksOf(dossierId: string, { facts, name, commune, own }: Subject): string[] {
  const officers = commune === null ? [] : [...commune.officers.values()].flat()
  const people = [...[...own.values()].flat(), ...officers].flatMap(({ personId, capacity }) => [
    personId,
    capacity.holdingId,
  ])
  // A commune's names are few and come again, a unit's is its own.
  const names = commune === null ? [] : [commune.id, commune.name, foldedName(commune.name)]
  return [dossierId, facts.id, name, fold(name), ...people, ...names]
}

/** Numbers that no register reaches: a dossier that is played to be cut has them, so that they are found in its texts. */
export function placeholders(): Game['number'] {
  let next = 1_900_000_000
  return () => (next += 1)
}

/** Cuts a dossier that was played with `placeholders`, and its rows; null where a copy would not be what playing gives. */
export function cut(subject: Subject, played: Played, page: Page): Stencil | null {
  const { moments, numbers, certificates, counted } = played
  const versions = moments.map(({ version }) => version)
  const marks = [
    ...marksOf(played.id, subject),
    ...versions.map((version) => commandIdOf(played.id, version)),
  ]
  const add = (mark: string): number => marks.push(mark) - 1
  const numberSlots = numbers.map(({ number }) => add(String(number)))
  const codeSlots = certificates.map(({ data, hash, signature }) => {
    const slot = add(data.code)
    add(hash)
    add(signature)
    return slot
  })
  // Lines carry the hashes of the lists that were counted, and so come after them.
  const hashes = [
    ...counted.map(({ list }) => ({ source: canonical(list), slot: add(hashOf(list)) })),
    ...moments.flatMap(({ state, stateHash, lines }) => [
      { source: canonical(state), slot: add(stateHash) },
      ...lines.map(({ event, hash }) => ({ source: canonical(event), slot: add(hash) })),
    ]),
  ]
  const cutter = cutterOf(marks)
  const rules = hashes.map(({ source, slot }) => ({ of: cutter(source), slot }))
  // Keys are hashed in their order, and that of other ids would be another.
  if (rules.some(({ of }) => of.parts.slice(1).some((part) => part.startsWith('":')))) return null
  return {
    versions,
    numbers: numbers.map(({ officeId, register, year }, index) => ({
      ...{ office: cutter(officeId), register, year },
      slot: numberSlots[index] ?? -1,
    })),
    certificates: certificates.map(({ data }, index) => ({
      of: cutter(canonical(data)),
      slot: codeSlots[index] ?? -1,
    })),
    hashes: rules,
    lines: moments.reduce((sum, { lines }) => sum + lines.length, 0),
    rows: TABLES.flatMap((table) => page[table].map((row) => ({ table, text: cutter(row) }))),
  }
}

function cutterOf(marks: readonly string[]): (text: string) => Text {
  const slotOf = new Map(marks.map((mark, slot) => [mark, slot]))
  const escaped = [...slotOf.keys()].map((mark) => mark.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
  const pattern = new RegExp(`(${escaped.join('|')})`, 'u')
  return (text) => {
    const pieces = text.split(pattern)
    return {
      parts: pieces.filter((_, index) => index % 2 === 0),
      slots: pieces.filter((_, index) => index % 2 === 1).map((mark) => slotOf.get(mark) ?? -1),
    }
  }
}

/** Puts a subject's rows on the page; gives how many lines its chain has. */
export function fill(
  stencil: Stencil,
  { number, keys }: Pick<Game, 'number' | 'keys'>,
  dossierId: string,
  subject: Subject,
  page: Page,
): number {
  const values = marksOf(dossierId, subject)
  values.push(...stencil.versions.map((version) => commandIdOf(dossierId, version)))
  for (const { office, register, year, slot } of stencil.numbers)
    values[slot] = String(number(filled(office, values), register, year))
  for (const { of, slot } of stencil.certificates) {
    if (keys === null) throw new Error(`${subject.name}: a certificate without a key`)
    values[slot] = newCertificateCode()
    const text = filled(of, values)
    values[slot + 1] = sha256Hex(text)
    values[slot + 2] = signValue(keys, JSON.parse(text))
  }
  for (const { of, slot } of stencil.hashes) values[slot] = sha256Hex(filled(of, values))
  for (const { table, text } of stencil.rows) page[table].push(filled(text, values))
  return stencil.lines
}

function filled({ parts, slots }: Text, values: readonly string[]): string {
  let text = parts[0] ?? ''
  for (let index = 0; index < slots.length; index += 1)
    text += (values[slots[index] ?? -1] ?? '') + (parts[index + 1] ?? '')
  return text
}
