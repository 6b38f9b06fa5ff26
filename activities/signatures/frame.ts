// Where an office's frame of a visible signature stands on a page of a PDF: its setting is in millimetres from a corner, a
// page has whatever box it says, or the pages above it in the file's tree say.
import { frameBox } from '../../domain/signature-frame.ts'
import type { SignatureFrame } from '../../domain/signature-frame.ts'
import type { PdfView } from './pdf-file.ts'
import { PdfFault, isArray, isDict } from './pdf-values.ts'

/** Left, lower, right and upper side in points, as a PDF says it. */
export type Rect = readonly [number, number, number, number]

/** Points of a millimetre. */
const POINTS = 72 / 25.4
/** Pages hang in a tree no deeper than this. */
const DEPTH = 30

/** The frame's rectangle on a page; an empty one where none is shown. */
export function rectOf(view: PdfView, page: number, frame: SignatureFrame | undefined): Rect {
  if (frame === undefined) return [0, 0, 0, 0]
  const [x, y, right, top] = pageBox(view, page)
  const box = frameBox(frame, { width: (right - x) / POINTS, height: (top - y) / POINTS })
  return [points(x, box[0]), points(y, box[1]), points(x, box[2]), points(y, box[3])]
}

/** A place in millimetres behind a start in points, to a hundredth of a point. */
const points = (start: number, millimetres: number): number =>
  Math.round((start + millimetres * POINTS) * 100) / 100

function pageBox(view: PdfView, page: number): Rect {
  let dict = view.object(page)
  for (let depth = 0; depth < DEPTH && isDict(dict); depth += 1) {
    const box = view.resolve(dict.entries.get('MediaBox'))
    const sides = isArray(box) ? box.filter((one) => typeof one === 'number') : []
    const [left, bottom, right, top] = sides
    if (left !== undefined && bottom !== undefined && right !== undefined && top !== undefined)
      return [Math.min(left, right), Math.min(bottom, top), Math.max(left, right), Math.max(bottom, top)]
    dict = view.resolve(dict.entries.get('Parent'))
  }
  throw new PdfFault(`page ${page}: no size`)
}
