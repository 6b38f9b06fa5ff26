// The glossary is complete, unambiguous and written in proper Vietnamese.
import { describe, expect, it } from 'vitest'
import { GLOSSARY, term, wordsOf } from '../../domain/glossary.ts'
import type { WordKind } from '../../domain/glossary.ts'
import {
  ACTIONS,
  EVENT_TYPES,
  LEVELS,
  OFFICE_KINDS,
  REFUSALS,
  ROLES,
  SIGNING_FORMS,
  STATUSES,
  SUBJECT_KINDS,
} from '../../domain/vocabulary.ts'

const LISTS: Readonly<Record<Exclude<WordKind, 'noun'>, readonly string[]>> = {
  status: STATUSES,
  action: ACTIONS,
  event: EVENT_TYPES,
  role: ROLES,
  signingForm: SIGNING_FORMS,
  level: LEVELS,
  subjectKind: SUBJECT_KINDS,
  officeKind: OFFICE_KINDS,
  refusal: REFUSALS,
}
const KINDS = Object.keys(GLOSSARY) as WordKind[]
const DIACRITIC = /[\u0300-\u036f]|đ/

describe('the glossary', () => {
  it.each(Object.entries(LISTS))(
    'has a word for every %s, and none for what does not exist',
    (kind, list) => {
      expect(Object.keys(GLOSSARY[kind as WordKind]).sort()).toEqual([...list].sort())
    },
  )

  it.each(KINDS)('uses no Vietnamese term twice among the words of kind %s', (kind) => {
    const terms = wordsOf(kind).map(({ vi }) => vi.toLowerCase())
    expect(terms.filter((one, index) => terms.indexOf(one) !== index)).toEqual([])
  })

  it.each(KINDS)('writes every %s with its diacritics, composed (NFC), without stray blanks', (kind) => {
    for (const { vi } of wordsOf(kind)) {
      expect(vi).toBe(vi.normalize('NFC').trim())
      expect(vi.normalize('NFD').toLowerCase(), vi).toMatch(DIACRITIC)
      expect(vi).not.toMatch(/\s{2}/)
    }
  })

  it('explains every word in English and says where the term comes from', () => {
    for (const word of KINDS.flatMap((kind) => [...wordsOf(kind)])) {
      expect(word.meaning, word.identifier).toMatch(/^[A-Z][\x20-\x7e]+\.$/)
      const rows = 'cites' in word.source ? word.source.cites : [word.source.setting]
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) expect(row.trim()).not.toBe('')
    }
  })

  it('says in every refusal what is wrong and then what to do, in whole sentences', () => {
    for (const { vi, identifier } of wordsOf('refusal')) {
      const sentences = vi.split(/(?<=\.) /)
      expect(sentences.length, identifier).toBeGreaterThanOrEqual(2)
      for (const sentence of sentences) expect(sentence, identifier).toMatch(/^\p{Lu}.*\.$/u)
      expect(vi, identifier).toMatch(/hãy|không cần/i)
    }
  })

  it('speaks English in code alone: identifiers are ASCII words', () => {
    for (const { identifier } of KINDS.flatMap((kind) => [...wordsOf(kind)])) {
      expect(identifier).toMatch(/^[A-Za-z]+$/)
    }
  })

  it('gives a term by kind and identifier', () => {
    expect(term('action', 'submit')).toBe('Trình')
    expect(term('status', 'returned')).toBe('Đã trả lại để bổ sung')
  })
})
