// Which of a body's references are known: an office or an account holder under the very name that was written; or one that a
// content of the dossier already points at, for a later name or merger doesn't undo what was written before it. Nothing is
// locked: what counts is the name that held when it was read.
import { referenceOf } from '../../domain/reference.ts'
import type { Queryable } from '../pool.ts'

/** Conditions on a row `o` of office and `p` of person that somebody may point there, with the values that they name. */
export interface Reach {
  readonly office: string
  readonly person: string
  readonly values: readonly unknown[]
}

const ANYWHERE: Reach = { office: 'true', person: 'true', values: [] }

function statement({ office, person, values }: Reach): string {
  const [dossier, texts, kinds, ids, names] = [1, 2, 3, 4, 5].map((at) => `$${values.length + at}`)
  return `SELECT r.text FROM unnest(${texts}::text[], ${kinds}::text[], ${ids}::text[], ${names}::text[]) AS r (text, kind, id, name)
    WHERE (r.kind = 'office' AND EXISTS (SELECT 1 FROM office o WHERE o.id = r.id AND o.name = r.name AND o.merged_into IS NULL AND ${office}))
      OR (r.kind = 'person' AND EXISTS (SELECT 1 FROM person p JOIN account a ON a.person_id = p.id
        WHERE p.id = r.id AND p.name = r.name AND ${person}))
      OR EXISTS (SELECT 1 FROM dossier d JOIN content b ON b.dossier_id = d.id
        AND b.hash IN (SELECT c.value FROM jsonb_each_text(d.state->'contents') AS c)
        WHERE d.id = ${dossier} AND (jsonb_path_exists(b.body, '$.fields.* ? (@ == $text)', jsonb_build_object('text', r.text))
          OR jsonb_path_exists(b.body, '$.rows.*[*].* ? (@ == $text)', jsonb_build_object('text', r.text))))`
}

/** Those of the values that are known, within reach where one is given. */
export async function knownReferences(
  db: Queryable,
  dossierId: string,
  texts: readonly string[],
  reach: Reach = ANYWHERE,
): Promise<string[]> {
  const named = texts.flatMap((text) => {
    const reference = referenceOf(text)
    return reference === null ? [] : [{ text, ...reference }]
  })
  if (named.length === 0) return []
  const { rows } = await db.query<{ text: string }>(statement(reach), [
    ...reach.values,
    dossierId,
    named.map(({ text }) => text),
    named.map(({ kind }) => kind),
    named.map(({ id }) => id),
    named.map(({ name }) => name),
  ])
  return rows.map(({ text }) => text)
}
