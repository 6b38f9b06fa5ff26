// What a decision changes beside its dossier, in the same transaction: certificates, results, the matter's standing, parts
// handed out, and what it counted. And what of it the record's lines vouch for by a hash, for the rulebook hashes nothing.
import type { Accepted, Command, Effect } from '../../domain/command.ts'
import type { Id } from '../../domain/dossier.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { MatterStatus } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'
import { hashOf } from './canonical.ts'
import { makeCertificate, revokeCertificates, storeCertificate } from './certificates.ts'
import type { Certificate } from './certificates.ts'
import type { SigningKeys } from './keys.ts'
import { assignParts } from './parts.ts'
import { recordResult } from './results.ts'

type Counted = Extract<Effect, { kind: 'recordCounted' }>

/** The certificates that a decision with its numbers asks for; signed, not stored. */
export function certificatesOf(keys: SigningKeys, accepted: Accepted, subjectName: string): Certificate[] {
  return accepted.effects.flatMap((effect) =>
    effect.kind === 'issueCertificate'
      ? makeCertificate(keys, accepted.next, effect.officeId, subjectName)
      : [],
  )
}

/** Puts the hash of each certificate into the line that says it was issued, and that of each count into the main line. */
export function vouchFor(accepted: Accepted, certificates: readonly Certificate[]): Accepted {
  const counted = countsOf(accepted.effects)
  if (certificates.length === 0 && counted === null) return accepted
  const events = accepted.events.map((event, index) => {
    if (index === 0 && counted !== null) return { ...event, data: { ...event.data, counted } }
    const certificate = certificates.find(({ data }) => data.register === event.data.register)
    return event.type !== 'certificateIssued' || certificate === undefined
      ? event
      : { ...event, data: { ...event.data, certificateHash: certificate.hash } }
  })
  return { ...accepted, events }
}

/** Every count of a decision with the hash of its list, by need; null when nothing was counted. */
function countsOf(effects: readonly Effect[]): Readonly<Record<string, unknown>> | null {
  const counts = effects.flatMap((effect) => (effect.kind === 'recordCounted' ? effect : []))
  if (counts.length === 0) return null
  return Object.fromEntries(
    counts.map(({ need, total, having, list }) => [need, { total, having, listHash: hashOf(list) }]),
  )
}

/** Sends what the effects change beside the dossier; the caller holds the transaction. */
export function performEffects(
  client: Queryable,
  { dossierId, actor, receivedAt: at }: Command,
  accepted: Accepted,
  certificates: readonly Certificate[],
): Promise<unknown>[] {
  const { id: subjectId } = accepted.next.subject
  const by = actor.kind === 'person' ? actor.personId : 'system'
  const done = accepted.effects.flatMap((effect): Promise<unknown>[] => {
    switch (effect.kind) {
      case 'revokeCertificate':
        return [revokeCertificates(client, dossierId, at)]
      case 'recordResult': {
        const { kind, value } = effect.result
        const source = `dossier/${dossierId}`
        const fact = { subjectId, kind, year: effect.year, value, source, dossierId, recordedBy: 'system' }
        return [recordResult(client, fact, at)]
      }
      case 'setSubject':
        return [setSubject(client, subjectId, effect.status, at)]
      case 'assignParts':
        return effect.parts.length === 0 ? [] : [assignParts(client, effect.parts, by, at)]
      case 'recordCounted':
        return [recordCounted(client, dossierId, effect, at)]
      // Given before, stored below, or written with the dossier's own row.
      case 'giveNumber':
      case 'issueCertificate':
      case 'notify':
        return []
    }
  })
  return [...done, ...certificates.map((certificate) => storeCertificate(client, dossierId, certificate))]
}

/** A matter's standing, with the day on which it began or ended; one that goes on again has no end. */
function setSubject(client: Queryable, id: Id, status: MatterStatus, at: Instant): Promise<unknown> {
  return client.query({
    name: 'record_matter',
    text: `UPDATE matter SET status = $2, version = version + 1,
        begun_on = CASE $2 WHEN 'draft' THEN NULL WHEN 'active' THEN coalesce(begun_on, $3::date) ELSE begun_on END,
        ended_on = CASE $2 WHEN 'ended' THEN $3::date END
      WHERE id = $1`,
    values: [id, status, civilDateOf(at)],
  })
}

/** What a need counted, in place of what it counted when it was asked before. */
function recordCounted(client: Queryable, dossierId: Id, counted: Counted, at: Instant): Promise<unknown> {
  const { need, result, year, list } = counted
  return client.query({
    name: 'record_counted',
    text: `WITH child AS (SELECT * FROM unnest($3::text[], $4::text[]) AS c (subject_id, value)), gone AS (
        DELETE FROM counted WHERE dossier_id = $1 AND need = $2 AND subject_id <> ALL ($3::text[]))
      INSERT INTO counted AS k (dossier_id, need, subject_id, result, year, value, at)
      SELECT $1, $2, subject_id, $5, $6, value, $7 FROM child
      ON CONFLICT (dossier_id, need, subject_id) DO UPDATE
        SET result = excluded.result, year = excluded.year, value = excluded.value, at = excluded.at`,
    values: [
      dossierId,
      need,
      list.map(({ subjectId }) => subjectId),
      list.map(({ value }) => value),
      result,
      year,
      at,
    ],
  })
}
