// The styles of a Word file: what a paragraph, run or table looks like before anything is said on the spot.
import { paragraphLook, runLook } from './properties.ts'
import type { ParagraphLook, RunLook } from './properties.ts'
import type { Findings } from './unsupported.ts'
import { child, valueOf } from './xml.ts'
import type { Element } from './xml.ts'

export interface Style {
  readonly run: RunLook
  readonly paragraph: ParagraphLook
  /** Properties of a table style, the nearest first. */
  readonly tables: readonly Element[]
}

const NOTHING: Style = { run: {}, paragraph: {}, tables: [] }
/** Styles that rest on each other in a ring end here. */
const LONGEST = 20

/** Looks up styles by their id; what a style holds that can't be drawn is found when something uses it. */
export class Styles {
  private readonly byId = new Map<string, Element>()
  private readonly defaults: Style
  private readonly normal: string | undefined
  private readonly known = new Map<string, Style>()
  private readonly findings: Findings

  constructor(root: Element | null, findings: Findings) {
    this.findings = findings
    for (const style of root?.children ?? [])
      if (style.name === 'w:style') this.byId.set(style.attributes['w:styleId'] ?? '', style)
    const given = root === null ? undefined : child(root, 'w:docDefaults')
    this.defaults = {
      run: { font: 'Times New Roman', ...runLook(child(child(given, 'w:rPrDefault'), 'w:rPr'), findings) },
      paragraph: paragraphLook(child(child(given, 'w:pPrDefault'), 'w:pPr'), findings),
      tables: [],
    }
    this.normal = [...this.byId].find(
      ([, { attributes }]) =>
        attributes['w:type'] === 'paragraph' && ['1', 'true'].includes(attributes['w:default'] ?? ''),
    )?.[0]
  }

  /** What a paragraph of the style looks like; of the default style where none is named. */
  paragraph(id: string | undefined): Style {
    const { run, paragraph } = this.of(id ?? this.normal)
    return {
      run: { ...this.defaults.run, ...run },
      paragraph: { ...this.defaults.paragraph, ...paragraph },
      tables: [],
    }
  }

  /** What a character style adds. */
  character(id: string | undefined): RunLook {
    return this.of(id).run
  }

  /** Properties of a table style, the nearest first. */
  tables(id: string | undefined): readonly Element[] {
    return this.of(id).tables
  }

  private of(id: string | undefined, depth = 0): Style {
    const style = id === undefined ? undefined : this.byId.get(id)
    if (id === undefined || style === undefined || depth > LONGEST) return NOTHING
    const found = this.known.get(id)
    if (found !== undefined) return found
    const under = this.of(valueOf(style, 'w:basedOn'), depth + 1)
    const own = child(style, 'w:tblPr')
    const made: Style = {
      run: { ...under.run, ...runLook(child(style, 'w:rPr'), this.findings) },
      paragraph: { ...under.paragraph, ...paragraphLook(child(style, 'w:pPr'), this.findings) },
      tables: own === undefined ? under.tables : [own, ...under.tables],
    }
    this.known.set(id, made)
    return made
  }
}
