// The page of words: every identifier with its Vietnamese term, its meaning and where the term comes from.
import { GLOSSARY, wordsOf } from '../../domain/glossary.ts'
import type { WordKind } from '../../domain/glossary.ts'
import { GENERATED, sourceText, table } from './text.ts'

const HEADINGS: Readonly<Record<WordKind, string>> = {
  noun: 'Nouns',
  status: 'Statuses of a dossier',
  action: 'Actions',
  event: 'Events of the record',
  role: 'Roles',
  signingForm: 'Signing forms',
  level: 'Levels',
  subjectKind: 'Kinds of subject',
  officeKind: 'Kinds of office',
  refusal: 'Refusals',
}

function section(kind: WordKind): string {
  const rows = wordsOf(kind).map(({ identifier, vi, meaning, keepApart, source }) => [
    `\`${identifier}\``,
    vi,
    meaning,
    keepApart ?? '',
    'setting' in source ? '' : sourceText(source),
  ])
  return `## ${HEADINGS[kind]}\n\n${table(['Identifier', 'Vietnamese', 'Meaning', 'Keep apart from', 'Source'], rows)}`
}

/** The whole page, in Markdown. */
export function glossaryPage(): string {
  const intro =
    'Code speaks English, screens speak Vietnamese, and `domain/glossary.ts` is the only translator. ' +
    'A term without a source is the wording of this project. Rows such as S2-06 number the facts of the seed plans.'
  const kinds = Object.keys(GLOSSARY) as WordKind[]
  return [GENERATED, '# Glossary', intro, ...kinds.map(section)].join('\n\n') + '\n'
}
