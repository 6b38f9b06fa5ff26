// What no procedure may record: words about single persons who are watched, treated or sought. Counting how many there
// are is fine; a text, a document or a list about one of them is not for this record.
import type { FieldNeed, Need, Procedure } from './procedure.ts'
import { fold, nfc } from './text.ts'

/** Phrases that stand for a record about a person; both ways of placing the tone mark where there are two. */
export const FORBIDDEN_PHRASES = [
  'người nghiện',
  'người sử dụng ma túy',
  'người sử dụng ma tuý',
  'lầm lỗi',
  'quản lý giáo dục đối tượng',
  'danh sách đối tượng',
  'hồ sơ đối tượng',
  'tái hòa nhập',
  'tái hoà nhập',
  'mãn hạn tù',
  'quản chế',
  'truy nã',
  'tiền án',
  'nhân thân',
  'lý lịch',
  'căn cước công dân',
] as const

const words = (label: string): string =>
  ` ${nfc(label)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `

/**
 * The forbidden phrase in a label; null when there is none. Diacritics count, for without them a means of safety
 * (phương tiện an toàn) holds a criminal record (tiền án); a label written wholly without them is read without.
 */
export function forbiddenIn(label: string): string | null {
  const bare = fold(label) === words(label).trim()
  const found = FORBIDDEN_PHRASES.find((phrase) => words(label).includes(` ${bare ? fold(phrase) : phrase} `))
  return found ?? null
}

const COUNTED: readonly string[] = ['integer', 'money', 'boolean']

/** A number or a yes says nothing about anybody; the words of a choice do. */
function wordsOf({ type, vi, choices }: Pick<FieldNeed, 'type' | 'vi' | 'choices'>): string[] {
  return COUNTED.includes(type) ? [] : [vi, ...(choices ?? []).map((one) => one.vi)]
}

function labelsOf(need: Need): string[] {
  if (need.kind === 'document') return [need.vi]
  // A table makes a list, whatever its columns say.
  if (need.kind === 'rows') return [need.vi, ...need.columns.flatMap(wordsOf)]
  return need.kind === 'field' ? wordsOf(need) : []
}

/** Needs and types of a procedure that would make a record about a person, with the phrase that says so. */
export function personRecords({
  steps,
  types,
  after,
}: Pick<Procedure, 'steps' | 'types' | 'after'>): readonly {
  readonly where: readonly string[]
  readonly phrase: string
}[] {
  const labels = [
    ...steps.flatMap((step) =>
      step.needs.flatMap((need) => labelsOf(need).map((vi) => ({ where: [step.id], vi }))),
    ),
    ...(['revoke', 'handOut'] as const).flatMap((id) =>
      (after[id]?.needs ?? []).flatMap((need) => labelsOf(need).map((vi) => ({ where: ['after', id], vi }))),
    ),
    ...Object.entries(types ?? {}).map(([id, vi]) => ({ where: ['types', id], vi })),
  ]
  return labels.flatMap(({ where, vi }) => {
    const phrase = forbiddenIn(vi)
    return phrase === null ? [] : [{ where, phrase }]
  })
}
