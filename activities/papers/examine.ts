// Looks at a template that somebody brought: can it be opened, are its tags whole and known, can everything in it be drawn?
// What is found is said in Vietnamese, with the name and the place of each mistake.
import { createRequire } from 'node:module'
import type { DXT } from 'docxtemplater'
import { tagsOf } from '../../domain/paper-tags.ts'
import type { Tags } from '../../domain/paper-tags.ts'
import type { PaperKind } from '../../domain/papers.ts'
import { openTemplate } from './fill.ts'
import { UnpackRefused, unpack } from './unpack.ts'
import { readWord } from './word/document.ts'
import type { Parts } from './word/document.ts'
import { textOf } from './word/unsupported.ts'
import { readXml } from './word/xml.ts'
import type { Element } from './word/xml.ts'

export const TEMPLATE_CODES = ['file', 'brokenTag', 'unknownTag', 'wrongTag', 'unsupported'] as const

/** One mistake of a template. */
export interface TemplateFinding {
  readonly code: (typeof TEMPLATE_CODES)[number]
  /** The tag, part or element at fault. */
  readonly name: string
  readonly vi: string
  /** Text beside it, and the paragraph's number, where they are known. */
  readonly near: string
}

export interface Examined {
  /** Null where the file couldn't be opened. */
  readonly parts: Parts | null
  readonly findings: readonly TemplateFinding[]
  /** Names of the tags that it uses, outside of lists. */
  readonly tags: readonly string[]
}

const REFUSED: Readonly<Record<UnpackRefused['code'], string>> = {
  notWord: 'Tệp không phải tài liệu Word (.docx) đọc được. Lưu lại bằng Word ở định dạng .docx rồi tải lên.',
  tooLarge: 'Tệp quá lớn hoặc phình quá lớn khi giải nén. Bỏ bớt hình ảnh, nội dung rồi tải lên.',
  macros: 'Tệp chứa macro hoặc đối tượng nhúng. Lưu lại ở định dạng .docx không có macro.',
  external: 'Tệp tham chiếu nội dung ở bên ngoài. Chèn nội dung vào tài liệu thay vì liên kết.',
  badXml: 'Nội dung tệp bị hỏng. Mở và lưu lại bằng Word.',
}

/** Examines a template of a kind; never throws for what is wrong with the file. */
export async function examineTemplate(kind: PaperKind, file: Buffer): Promise<Examined> {
  let parts: Parts
  try {
    parts = await unpack(file)
  } catch (error) {
    if (!(error instanceof UnpackRefused)) throw error
    return {
      parts: null,
      findings: [{ code: 'file', name: error.detail, vi: REFUSED[error.code], near: '' }],
      tags: [],
    }
  }
  const { findings: broken, tags } = tagsIn(kind, parts)
  const drawn = readWord(parts, new Date(0)).unsupported.map(({ what, vi, near }) => ({
    code: 'unsupported' as const,
    name: what,
    vi: `Bản PDF không thể hiện được ${vi}. Bỏ hoặc thay bằng cách khác.`,
    near,
  }))
  return { parts, findings: [...broken, ...drawn], tags }
}

interface TagPart {
  readonly value?: string
  readonly module?: string
  readonly lIndex?: number
  readonly subparsed?: readonly TagPart[]
}
interface Inspector extends DXT.Module {
  getAllStructuredTags: () => readonly TagPart[]
}
const newInspector = createRequire(import.meta.url)('docxtemplater/js/inspect-module.js') as () => Inspector

function tagsIn(kind: PaperKind, parts: Parts): Pick<Examined, 'findings' | 'tags'> {
  const inspector = newInspector()
  try {
    openTemplate(parts, [inspector])
  } catch (error) {
    return { findings: brokenTags(error, parts), tags: [] }
  }
  const used = inspector.getAllStructuredTags()
  const tags = [...new Set(used.flatMap(({ value }) => value ?? []))]
  return { findings: unknownTags(used, tagsOf(kind), parts), tags }
}

const BROKEN: Readonly<Record<string, string>> = {
  unopened_tag: 'Thẻ có dấu đóng “}” mà thiếu dấu mở “{”.',
  unclosed_tag: 'Thẻ có dấu mở “{” mà thiếu dấu đóng “}”.',
  duplicate_open_tag: 'Thẻ có hai dấu mở “{{”; chỉ dùng một dấu.',
  duplicate_close_tag: 'Thẻ có hai dấu đóng “}}”; chỉ dùng một dấu.',
  unclosed_loop: 'Vòng lặp hoặc điều kiện được mở mà không đóng.',
  unopened_loop: 'Vòng lặp hoặc điều kiện được đóng mà không mở.',
  closing_tag_does_not_match_opening_tag: 'Thẻ đóng không cùng tên với thẻ mở.',
  raw_tag_outerxml_invalid: 'Thẻ {@…} không được dùng.',
  raw_xml_tag_not_in_paragraph: 'Thẻ {@…} không được dùng.',
}

interface TagError {
  readonly properties?: {
    readonly id?: string
    readonly xtag?: string
    readonly context?: string
    readonly explanation?: string
    readonly errors?: readonly TagError[]
  }
}

function brokenTags(error: unknown, parts: Parts): TemplateFinding[] {
  const { properties } = error as TagError
  if (properties === undefined) throw error
  return (properties.errors ?? [error as TagError]).map(({ properties: one }) => {
    const name = one?.xtag ?? ''
    return {
      code: 'brokenTag',
      name,
      vi: BROKEN[one?.id ?? ''] ?? 'Thẻ viết sai, không đọc được.',
      near: placeOf(parts, one?.context ?? name),
    }
  })
}

/** A paragraph's number and text, by a piece of what stands in it. */
function placeOf(parts: Parts, piece: string): string {
  const wanted = piece.replace(/\s+/gu, ' ').trim()
  const root = parts.get('word/document.xml')
  if (root === undefined || wanted === '') return wanted
  const texts = paragraphsOf(readXml(root.toString('utf8'))).map((one) => textOf(one).replace(/\s+/gu, ' '))
  const at = texts.findIndex((text) => text.includes(wanted))
  return at < 0 ? wanted : `đoạn ${at + 1}: “${texts[at]?.trim().slice(0, 100)}”`
}

function paragraphsOf(element: Element): Element[] {
  return element.name === 'w:p' ? [element] : element.children.flatMap(paragraphsOf)
}

function unknownTags(used: readonly TagPart[], known: Tags, parts: Parts): TemplateFinding[] {
  return used.flatMap((tag): TemplateFinding[] => {
    const name = tag.value ?? ''
    const written = `{${tag.subparsed === undefined ? '' : '#'}${name}}`
    const spec = Object.hasOwn(known, name) ? known[name] : undefined
    const near = (): string => placeOf(parts, written)
    if (tag.module === 'rawxml')
      return [
        { code: 'wrongTag', name, vi: `Thẻ {@${name}} không được dùng.`, near: placeOf(parts, `{@${name}}`) },
      ]
    if (spec === undefined)
      return [
        {
          code: 'unknownTag',
          name,
          vi: `Không có thẻ “${name}”. ${likely(name, known)}`.trim(),
          near: near(),
        },
      ]
    if (tag.subparsed === undefined && (spec.type === 'list' || spec.type === 'flag'))
      return [
        {
          code: 'wrongTag',
          name,
          vi: `Thẻ “${name}” phải viết thành cặp {#${name}}…{/${name}}.`,
          near: near(),
        },
      ]
    return unknownTags(tag.subparsed ?? [], { ...known, ...spec.of }, parts)
  })
}

/** The known tag nearest to a mistyped one, as a hint. */
function likely(name: string, known: Tags): string {
  const wanted = name.toLowerCase()
  const found = Object.keys(known).find((one) => {
    const other = one.toLowerCase()
    return other.includes(wanted) || wanted.includes(other) || distance(wanted, other) <= 2
  })
  return found === undefined ? 'Xem danh sách thẻ của loại văn bản này.' : `Có phải “${found}” không?`
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}
