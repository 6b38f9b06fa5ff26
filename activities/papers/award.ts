// What the papers of an award say of it: to whom it goes and what for, as its proposal has them. They stand in two fields of the
// procedure's first step; a dossier whose procedure has none is about its subject, as any other.
import type { Body } from '../../domain/body.ts'
import type { PaperData } from '../../domain/paper-tags.ts'

/** Fields of the first step that an award's papers are filled from. */
export const AWARD_FIELDS = { recipient: 'recipient', achievement: 'achievement' } as const

const filled = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null

/** The tags of an award; its subject's own name stands behind the recipient's. */
export function awardData(
  written: Body | null,
  { subjectName, about }: { readonly subjectName: string; readonly about: string },
): PaperData {
  const recipient = filled(written?.fields?.[AWARD_FIELDS.recipient])
  const achievement = filled(written?.fields?.[AWARD_FIELDS.achievement])
  return {
    ...(recipient === null ? {} : { subjectName: recipient, subjectKind: subjectName }),
    achievement: achievement ?? `Đã có thành tích trong ${about.toLocaleLowerCase('vi')}`,
  }
}
