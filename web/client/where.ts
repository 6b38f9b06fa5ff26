// Where a dossier is from, for lists: named to whoever looks over several communes, since two of them may have schools of
// one name. Pure.
import type { Me } from './session.ts'

interface Placed {
  readonly subject: { readonly id: string }
  readonly communeId: string | null
  readonly communeName: string | null
}

/** The commune's name as one more word of a line, or none where the reader knows it. */
export function communeWords({ posts }: Me, { subject, communeId, communeName }: Placed): string[] {
  const overSeveral = posts.some(
    ({ role, officeKind }) => role === 'auditor' || officeKind === 'ministry' || officeKind === 'province',
  )
  return overSeveral && communeName !== null && subject.id !== communeId ? [communeName] : []
}
