// A small strict reader of XML for the parts of a Word file: a list of 5,000 rows has half a million elements, for which a
// whole DOM takes ten seconds and half a gigabyte. Refuses what a document never needs: DOCTYPE, entities of its own.

export interface Element {
  /** As written, prefix and all: Word and all who write for it use the same prefixes. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** Text directly inside. */
  readonly text: string
}

interface Open {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

/** The text isn't XML that is read here; the message says what and where. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const DEEPEST = 200
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>!?]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/gu
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;]*);?/gu, (whole, name: string) => {
    const code = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/u.exec(name)
    const point = code === null ? null : parseInt(code[1] ?? code[2] ?? '', code[1] === undefined ? 10 : 16)
    if (point !== null && point <= 0x10ffff && whole.endsWith(';')) return String.fromCodePoint(point)
    const known = NAMED[name]
    if (known === undefined || !whole.endsWith(';'))
      throw new XmlError(`unknown entity ${whole.slice(0, 20)}`)
    return known
  })
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  if (text === '') return found
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE))
    found[name] = decoded(double ?? single ?? '')
  return found
}

/** Reads one whole text; throws `XmlError` where it isn't well formed. */
export function readXml(source: string): Element {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const stack: Open[] = [root]
  let at = 0
  const between = (until: number): void => {
    if (until === at) return
    const raw = text.slice(at, until)
    if (raw.includes('<'))
      throw new XmlError(`not well formed near "${raw.slice(raw.indexOf('<'), raw.indexOf('<') + 40)}"`)
    const top = stack[stack.length - 1]
    if (top !== undefined) top.text += decoded(raw)
  }
  for (const token of text.matchAll(TOKEN)) {
    between(token.index)
    at = token.index + token[0].length
    take(stack, token)
  }
  between(text.length)
  const [only] = root.children
  if (stack.length !== 1 || only === undefined || root.children.length !== 1 || root.text.trim() !== '')
    throw new XmlError('not one whole element')
  return only
}

function take(stack: Open[], [whole, cdata, closing, name, attributes, empty]: RegExpExecArray): void {
  const top = stack[stack.length - 1]
  if (top === undefined) throw new XmlError('an end without its beginning')
  if (name === undefined) {
    if (cdata !== undefined) top.text += cdata
    return
  }
  if (closing === '/') {
    if (top.name !== name) throw new XmlError(`${whole} closes <${top.name}>`)
    stack.pop()
    return
  }
  const element: Open = { name, attributes: attributesOf(attributes ?? ''), children: [], text: '' }
  top.children.push(element)
  if (empty === '/') return
  if (stack.length > DEEPEST) throw new XmlError('nested too deep')
  stack.push(element)
}

/** The first child of a name; undefined where there is none. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((one) => one.name === name)
}

/** An attribute of the first child of a name, mostly its `w:val`. */
export function valueOf(element: Element | undefined, name: string, attribute = 'w:val'): string | undefined {
  return child(element, name)?.attributes[attribute]
}

/** A switch such as bold: there and not turned off; undefined where it isn't said. */
export function onOff(element: Element | undefined, name: string): boolean | undefined {
  const found = child(element, name)
  if (found === undefined) return undefined
  return !['0', 'false', 'none', 'off'].includes(found.attributes['w:val'] ?? 'true')
}

/** A whole number among the attributes; undefined where it is missing or no number. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^-?\d+(\.\d+)?$/u.test(text)) return undefined
  return Number(text)
}
