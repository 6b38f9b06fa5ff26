// Where the frame of a visible signature stands on a page: an office's own setting, for no text found in public fixes it. Said
// as people measure on paper, in millimetres from a corner; computed for whatever size the page has.

/** Whose signature: of who signed the act, or the office's own after it. */
export const FRAME_PURPOSES = ['signature', 'seal'] as const
export type FramePurpose = (typeof FRAME_PURPOSES)[number]
export const FRAME_PAGES = ['first', 'last'] as const
export const FRAME_CORNERS = ['topLeft', 'topRight', 'bottomLeft', 'bottomRight'] as const

/** Lengths in whole millimetres. */
export interface SignatureFrame {
  readonly page: (typeof FRAME_PAGES)[number]
  readonly corner: (typeof FRAME_CORNERS)[number]
  /** From the page's left or right side, whichever the corner has. */
  readonly across: number
  /** From its upper or lower side. */
  readonly along: number
  readonly width: number
  readonly height: number
}

/** Least and most of each length; a larger frame would cover what is signed. */
export const FRAME_LIMITS = {
  across: [0, 250],
  along: [0, 250],
  width: [10, 100],
  height: [10, 70],
} as const satisfies Readonly<Partial<Record<keyof SignatureFrame, readonly [number, number]>>>

/** What is offered to an office that wants to show a frame: beside the signer's name, and beside the name of the office. */
export const PLAIN_FRAMES = {
  signature: { page: 'last', corner: 'bottomRight', across: 30, along: 50, width: 60, height: 30 },
  seal: { page: 'first', corner: 'topRight', across: 20, along: 10, width: 55, height: 15 },
} as const satisfies Readonly<Record<FramePurpose, SignatureFrame>>

/** Left, lower, right and upper side of the frame, from the page's lower left corner. */
export type Box = readonly [left: number, bottom: number, right: number, top: number]

/** Where a frame stands on a page of a size, all in millimetres; moved in where it would reach over the edge. */
export function frameBox(
  frame: SignatureFrame,
  page: { readonly width: number; readonly height: number },
): Box {
  const width = Math.min(frame.width, page.width)
  const height = Math.min(frame.height, page.height)
  const fromLeft = frame.corner.endsWith('Left') ? frame.across : page.width - frame.across - width
  const fromBottom = frame.corner.startsWith('bottom') ? frame.along : page.height - frame.along - height
  const left = Math.max(0, Math.min(fromLeft, page.width - width))
  const bottom = Math.max(0, Math.min(fromBottom, page.height - height))
  return [left, bottom, left + width, bottom + height]
}
