// The words in which shipped templates are written down, as data; layout.ts builds the Word file from them.

export type Align = 'left' | 'center' | 'right' | 'justify'

/** Text with tags; **bold** and //italic// inside it. */
export interface TextBlock {
  readonly p: string
  readonly align?: Align
  readonly size?: number
  /** First line moved in; usual in the body. */
  readonly indent?: boolean
  readonly before?: number
  readonly after?: number
  readonly keep?: boolean
  readonly pageBreak?: boolean
  /** A line below, so long (mm), in the middle of a column so wide (mm). */
  readonly line?: readonly [length: number, column: number]
}

export interface Column {
  readonly head: string
  readonly cell: string
  /** Width in mm. */
  readonly width: number
  readonly align?: Align
}

export type Block =
  | TextBlock
  | { readonly head: 'numbered' | 'letter' | 'plain' }
  | {
      readonly table: {
        readonly loop: string
        readonly columns: readonly Column[]
        readonly total?: readonly string[]
      }
    }
  | { readonly sign: 'office' | 'minutes' | 'certificate' }

export interface TemplateSpec {
  readonly landscape?: boolean
  readonly blocks: readonly Block[]
}
