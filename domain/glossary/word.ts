// One line of the glossary, and the two ways to write one: with the text that the term is taken from, or as the
// wording of this project where no text fixes one.
import type { Source } from '../procedure.ts'

export interface Word {
  /** The term, or for a refusal the whole sentence, as screens and documents show it. */
  readonly vi: string
  /** What it means in the code, in English. */
  readonly meaning: string
  /** The word it is easily taken for, and the difference. */
  readonly keepApart?: string
  readonly source: Source
}

/** A term that a text uses. */
export function cited(vi: string, meaning: string, row: string, keepApart?: string): Word {
  return { vi, meaning, source: { cites: [row] }, ...(keepApart === undefined ? {} : { keepApart }) }
}

/** A term chosen here. */
export function chosen(vi: string, meaning: string, keepApart?: string): Word {
  return { vi, meaning, source: { setting: 'wording' }, ...(keepApart === undefined ? {} : { keepApart }) }
}
