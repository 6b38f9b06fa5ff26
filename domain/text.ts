// Vietnamese text for search: one folding, used for every stored search_key and for every query, so that the two
// can never disagree. Display text is kept in NFC with its full diacritics; a folded text is never shown.

/** Letters that mean đ but do not decompose: đ itself, and the look-alikes that old code pages left in documents. */
const D_WITH_STROKE = /[đðɖ]/gu
const MARKS = /\p{M}+/gu
/** Written in names such as Ea H’Leo or B'Lao, in several shapes and often left out: dropped, not turned into a blank. */
const APOSTROPHES = /['‘’ʻʼ`]+/gu
const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{N}]+/gu

/** The same text in the composed Unicode form (NFC), in which all text is stored and shown. */
export function nfc(text: string): string {
  return text.normalize('NFC')
}

/**
 * A search key: lower case, without diacritics, đ as d, everything but letters and digits collapsed to single blanks.
 * Equal for composed and decomposed input, and idempotent; holds no character that has a meaning in a LIKE pattern.
 */
export function fold(text: string): string {
  // Compatibility forms may decompose to capitals and capitals may lower to letters with marks, hence twice.
  const plain = text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(MARKS, '')
  return plain.replace(D_WITH_STROKE, 'd').replace(APOSTROPHES, '').replace(NOT_LETTER_OR_DIGIT, ' ').trim()
}

/** The words of a query, folded, each once, in the order typed; a row is found when its search key holds all of them. */
export function searchWords(query: string): readonly string[] {
  return [...new Set(fold(query).split(' '))].filter((word) => word !== '')
}
