// What the readers of paragraphs and tables share while one file is read.
import type { Content } from 'pdfmake/interfaces.js'
import type { Styles } from './styles.ts'
import type { Findings } from './unsupported.ts'
import type { Element } from './xml.ts'

export interface Reading {
  readonly styles: Styles
  readonly findings: Findings
  /** A picture by its relation, as a data address; null where there is none that can be drawn. */
  readonly image: (relation: string) => string | null
  /** Draws what stands in a cell: paragraphs and tables again. */
  readonly blocks: (
    reading: Reading,
    elements: readonly Element[],
    width: number,
    besides?: readonly string[],
  ) => Content[]
  /** Known in headers and footers only. */
  readonly page?: { readonly number: number; readonly count: number }
}
