// What papers say of it where it doesn't go to the dossier's subject: to whom, and what for, as its proposal has them. The
// procedure's data names the fields; a dossier whose procedure names none is about its subject, as any other.
import type { Body } from '../../domain/body.ts'
import type { GivenTo } from '../../domain/paper-rule.ts'
import type { PaperData } from '../../domain/paper-tags.ts'
import { wordsOf } from '../../domain/reference.ts'

/** The tags of an award; its subject's own name stands behind the recipient's. */
export function awardData(
  written: Body | null,
  givenTo: GivenTo | undefined,
  { subjectName, about }: { readonly subjectName: string; readonly about: string },
): PaperData {
  const filled = (field: string | undefined): string | null => {
    const value = field === undefined ? null : written?.fields?.[field]
    return typeof value === 'string' && value.trim() !== '' ? wordsOf(value.trim()) : null
  }
  const recipient = filled(givenTo?.recipient)
  return {
    ...(recipient === null ? {} : { subjectName: recipient, subjectKind: subjectName }),
    achievement: filled(givenTo?.reason) ?? `Đã có thành tích trong ${about.toLocaleLowerCase('vi')}`,
  }
}
