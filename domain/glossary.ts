// The only translator between English identifiers and Vietnamese terms. Every closed list of the vocabulary is
// complete by type: a status, action or refusal without its word doesn't compile. docs/glossary.md is made from it.
import { ACTION_WORDS } from './glossary/actions.ts'
import { EVENT_WORDS } from './glossary/events.ts'
import { NOUN_WORDS } from './glossary/nouns.ts'
import { ROLE_WORDS, SIGNING_FORM_WORDS } from './glossary/people.ts'
import { LEVEL_WORDS, OFFICE_KIND_WORDS, SUBJECT_KIND_WORDS } from './glossary/places.ts'
import { REFUSAL_WORDS } from './glossary/refusals.ts'
import { STATUS_WORDS } from './glossary/statuses.ts'
import type { Word } from './glossary/word.ts'

export type { Word } from './glossary/word.ts'

/** Every word, by kind and identifier. */
export const GLOSSARY = {
  noun: NOUN_WORDS,
  status: STATUS_WORDS,
  action: ACTION_WORDS,
  event: EVENT_WORDS,
  role: ROLE_WORDS,
  signingForm: SIGNING_FORM_WORDS,
  level: LEVEL_WORDS,
  subjectKind: SUBJECT_KIND_WORDS,
  officeKind: OFFICE_KIND_WORDS,
  refusal: REFUSAL_WORDS,
} as const satisfies Readonly<Record<string, Readonly<Record<string, Word>>>>

export type WordKind = keyof typeof GLOSSARY

/** The Vietnamese term of an identifier; a kind or identifier that doesn't exist fails to compile. */
export function term<K extends WordKind>(kind: K, identifier: keyof (typeof GLOSSARY)[K] & string): string {
  const words: Readonly<Record<string, Word>> = GLOSSARY[kind]
  return words[identifier]?.vi ?? identifier
}

/** All words of a kind, with their identifiers, in the order of the vocabulary. */
export function wordsOf(kind: WordKind): readonly (Word & { readonly identifier: string })[] {
  return Object.entries<Word>(GLOSSARY[kind]).map(([identifier, word]) => ({ identifier, ...word }))
}
