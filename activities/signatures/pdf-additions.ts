// What was added to a PDF behind its first bytes, and whether it is nothing but signatures: a signing program may add
// fields of signatures, their looks and what proves them. Anything else that changes is named, for a reader could then
// see another document than the one that was prepared.
import { refNumber } from './pdf-file.ts'
import type { PdfView } from './pdf-file.ts'
import { isArray, isDict, isName, isRef, isStream, isString, sameValue } from './pdf-values.ts'
import type { PdfDict, PdfString, PdfValue } from './pdf-values.ts'

/** A signature as the file's form names it. */
export interface SignatureField {
  readonly object: number
  readonly dict: PdfDict
  readonly contents: PdfString | null
  readonly byteRange: readonly number[]
  readonly subFilter: string
  /** Claimed time as it stands there. */
  readonly time: string | null
}

const FIELDS = 50
/** A visible signature covers at most this share of a page. */
const COVERED = 0.3

/** Keys of the catalogue that a signing program may add or change. */
const CATALOGUE = ['AcroForm', 'Extensions', 'Perms', 'DSS', 'Version', 'Metadata']
const FORM = ['Type', 'Fields', 'SigFlags', 'DA', 'DR', 'Q']
const ACTIONS = ['A', 'AA']

/** The signatures of a file, in the order of its form. */
export function signaturesOf(view: PdfView): SignatureField[] {
  const found: SignatureField[] = []
  for (const { dict } of formFields(view)) {
    if (!isName(view.resolve(inherited(view, dict, 'FT')), 'Sig')) continue
    const number = refNumber(dict.entries.get('V'))
    const value = view.resolve(dict.entries.get('V'))
    if (!isDict(value)) continue
    const contents = value.entries.get('Contents')
    const range = view.resolve(value.entries.get('ByteRange'))
    const subFilter = view.resolve(value.entries.get('SubFilter'))
    const time = value.entries.get('M')
    found.push({
      object: number ?? 0,
      dict: value,
      contents: isString(contents) ? contents : null,
      byteRange: isArray(range) ? range.filter((one) => typeof one === 'number') : [],
      subFilter: isName(subFilter) ? subFilter.name : '',
      time: isString(time) ? time.bytes.toString('latin1') : null,
    })
  }
  return found
}

interface Field {
  readonly ref: PdfValue
  readonly dict: PdfDict
}

function formFields(view: PdfView): Field[] {
  const form = view.resolve(view.root.entries.get('AcroForm'))
  if (!isDict(form)) return []
  const found: Field[] = []
  const waiting: PdfValue[] = [...arrayOf(view, form.entries.get('Fields'))]
  const seen = new Set<number>()
  for (let ref = waiting.shift(); ref !== undefined && found.length < FIELDS; ref = waiting.shift()) {
    const number = refNumber(ref)
    if (number !== null && seen.has(number)) continue
    if (number !== null) seen.add(number)
    const dict = view.resolve(ref)
    if (!isDict(dict)) continue
    found.push({ ref, dict })
    waiting.push(...arrayOf(view, dict.entries.get('Kids')))
  }
  return found
}

function inherited(view: PdfView, dict: PdfDict, key: string): PdfValue | undefined {
  const own = dict.entries.get(key)
  if (own !== undefined) return own
  const parent = view.resolve(dict.entries.get('Parent'))
  return isDict(parent) ? parent.entries.get(key) : undefined
}

function arrayOf(view: PdfView, value: PdfValue | undefined): readonly PdfValue[] {
  const array = view.resolve(value)
  return isArray(array) ? array : []
}

/** What differs between an earlier state of a file and a later one beyond signatures; empty where nothing does. */
export function additions(before: PdfView, after: PdfView): string[] {
  const changed = new Set<number>()
  for (const section of after.sections) {
    if (before.sections.some(({ offset }) => offset === section.offset)) continue
    for (const number of section.entries.keys()) changed.add(number)
  }
  const faults = [...catalogueFaults(before, after), ...trailerFaults(before, after)]
  const root = refNumber(before.trailer.entries.get('Root'))
  const pages = pageNumbers(before)
  for (const number of changed) {
    const was = before.entry(number)
    if (was === undefined || was.kind === 'free' || number === root) continue
    const role = roleOf(before, number, pages)
    if (role === 'loose') continue
    if (!mayChange(role, before, after, number)) faults.push(`${role} ${number}`)
  }
  return faults
}

type Role = 'page' | 'form' | 'annotations' | 'field' | 'loose' | 'object'

function roleOf(view: PdfView, number: number, pages: ReadonlySet<number>): Role {
  if (pages.has(number)) return 'page'
  const { root, trailer } = view
  if (refNumber(root.entries.get('AcroForm')) === number) return 'form'
  // Descriptions of the file: a reader shows them apart from the document.
  if (refNumber(trailer.entries.get('Info')) === number) return 'loose'
  if (refNumber(root.entries.get('Metadata')) === number) return 'loose'
  if (['DSS', 'Perms', 'Extensions'].some((key) => refNumber(root.entries.get(key)) === number))
    return 'loose'
  if (isFormArray(view, number) || isPageArray(view, number, pages)) return 'annotations'
  const value = view.object(number)
  return isDict(value) && isName(view.resolve(inherited(view, value, 'FT')), 'Sig') ? 'field' : 'object'
}

function isFormArray(view: PdfView, number: number): boolean {
  const form = view.resolve(view.root.entries.get('AcroForm'))
  return isDict(form) && refNumber(form.entries.get('Fields')) === number
}

function isPageArray(view: PdfView, number: number, pages: ReadonlySet<number>): boolean {
  return [...pages].some((page) => {
    const dict = view.object(page)
    return isDict(dict) && refNumber(dict.entries.get('Annots')) === number
  })
}

function mayChange(role: Role, before: PdfView, after: PdfView, number: number): boolean {
  const was = before.object(number)
  const is = after.object(number)
  if (isStream(was) || isStream(is)) {
    if (!isStream(was) || !isStream(is)) return false
    return sameValue(was, is) && before.raw(was).equals(after.raw(is))
  }
  if (role === 'annotations') return isArray(was) && isArray(is) && onlySignaturesAdded(after, was, is)
  if (!isDict(was) || !isDict(is)) return sameValue(was, is)
  if (role === 'page') return pageHolds(before, after, was, is)
  if (role === 'form') return formHolds(before, after, was, is)
  // A field that was there unsigned gets its signature; one that was signed stays as it is.
  if (role === 'field') {
    const signed = isDict(before.resolve(was.entries.get('V')))
    return signed ? sameValue(was, is) : sameBut(was, is, ['V', 'AP', 'MK', 'DA', 'F', 'Lock'])
  }
  return sameValue(was, is)
}

function pageHolds(before: PdfView, after: PdfView, was: PdfDict, is: PdfDict): boolean {
  if (!sameBut(was, is, ['Annots'])) return false
  const had = arrayOf(before, was.entries.get('Annots'))
  const has = arrayOf(after, is.entries.get('Annots'))
  return onlySignaturesAdded(after, had, has, pageArea(after, is))
}

function formHolds(before: PdfView, after: PdfView, was: PdfDict, is: PdfDict): boolean {
  if (!sameBut(was, is, FORM)) return false
  return onlySignaturesAdded(
    after,
    arrayOf(before, was.entries.get('Fields')),
    arrayOf(after, is.entries.get('Fields')),
  )
}

/** Whether all of `had` is still in `has`, in its order, and whatever else is there is the field of a signature. */
function onlySignaturesAdded(
  view: PdfView,
  had: readonly PdfValue[],
  has: readonly PdfValue[],
  area: number | null = null,
): boolean {
  const kept = has.filter((one) => had.some((other) => sameValue(one, other)))
  if (kept.length !== had.length || !kept.every((one, index) => sameValue(one, had[index]))) return false
  return has.filter((one) => !kept.includes(one)).every((one) => isSignatureWidget(view, one, area))
}

function isSignatureWidget(view: PdfView, value: PdfValue, area: number | null): boolean {
  const dict = view.resolve(value)
  if (!isDict(dict) || !isName(view.resolve(inherited(view, dict, 'FT')), 'Sig')) return false
  const subtype = dict.entries.get('Subtype')
  if (subtype !== undefined && !isName(subtype, 'Widget')) return false
  if (ACTIONS.some((key) => dict.entries.has(key))) return false
  return area === null || rectArea(view, dict.entries.get('Rect')) <= area * COVERED
}

function pageArea(view: PdfView, page: PdfDict): number {
  const box = inherited(view, page, 'MediaBox')
  const area = rectArea(view, box)
  // A4 where the box stands higher up than the page's parent.
  return area > 0 ? area : 595 * 842
}

function rectArea(view: PdfView, value: PdfValue | undefined): number {
  const [left, bottom, right, top] = arrayOf(view, value).map((one) => view.resolve(one))
  if (
    typeof left !== 'number' ||
    typeof bottom !== 'number' ||
    typeof right !== 'number' ||
    typeof top !== 'number'
  )
    return 0
  return Math.abs(right - left) * Math.abs(top - bottom)
}

function sameBut(was: PdfDict, is: PdfDict, keys: readonly string[]): boolean {
  const rest = (dict: PdfDict): PdfDict => ({
    kind: 'dict',
    entries: new Map([...dict.entries].filter(([key]) => !keys.includes(key))),
  })
  return sameValue(rest(was), rest(is))
}

function catalogueFaults(before: PdfView, after: PdfView): string[] {
  const faults = sameBut(before.root, after.root, CATALOGUE) ? [] : ['catalogue']
  const was = before.resolve(before.root.entries.get('AcroForm'))
  const is = after.resolve(after.root.entries.get('AcroForm'))
  const none: PdfDict = { kind: 'dict', entries: new Map() }
  const held =
    isDict(was) && !isDict(is) ? false : !isDict(is) || formHolds(before, after, isDict(was) ? was : none, is)
  return held ? faults : [...faults, 'form']
}

function trailerFaults(before: PdfView, after: PdfView): string[] {
  return after.trailer.entries.has('Encrypt') !== before.trailer.entries.has('Encrypt') ? ['encryption'] : []
}

function pageNumbers(view: PdfView): Set<number> {
  const pages = new Set<number>()
  const seen = new Set<number>()
  const waiting: PdfValue[] = [view.root.entries.get('Pages') ?? null]
  for (let ref = waiting.shift(); ref !== undefined; ref = waiting.shift()) {
    const number = refNumber(ref)
    if (number === null || seen.has(number)) continue
    seen.add(number)
    const dict = view.resolve(ref)
    if (!isDict(dict)) continue
    if (isName(dict.entries.get('Type'), 'Page')) pages.add(number)
    else waiting.push(...arrayOf(view, dict.entries.get('Kids')))
  }
  return pages
}

/** References of the pages of a file, in their order. */
export function pageRefs(view: PdfView): number[] {
  const found: number[] = []
  const walk = (ref: PdfValue, depth: number): void => {
    const number = refNumber(ref)
    const dict = view.resolve(ref)
    if (number === null || !isDict(dict) || depth > 30) return
    if (isName(dict.entries.get('Type'), 'Page')) found.push(number)
    else for (const kid of arrayOf(view, dict.entries.get('Kids'))) walk(kid, depth + 1)
  }
  const pages = view.root.entries.get('Pages')
  if (isRef(pages)) walk(pages, 0)
  return found
}
