// The frame of a visible signature: measured from the corner that the office said, and never over the edge of a page.
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { FRAME_CORNERS, FRAME_LIMITS, frameBox } from '../../domain/signature-frame.ts'
import type { SignatureFrame } from '../../domain/signature-frame.ts'

const A4 = { width: 210, height: 297 }
const FRAME: Omit<SignatureFrame, 'corner'> = { page: 'last', across: 30, along: 50, width: 60, height: 20 }

describe('the frame of a visible signature', () => {
  it.each([
    ['bottomLeft', [30, 50, 90, 70]],
    ['bottomRight', [120, 50, 180, 70]],
    ['topLeft', [30, 227, 90, 247]],
    ['topRight', [120, 227, 180, 247]],
  ] as const)('measured from %s stands at %j of an A4 page', (corner, box) => {
    expect(frameBox({ ...FRAME, corner }, A4)).toEqual(box)
  })

  it('lies inside of any page, whatever an office may set', () => {
    const within = (of: keyof typeof FRAME_LIMITS) =>
      fc.integer({ min: FRAME_LIMITS[of][0], max: FRAME_LIMITS[of][1] })
    const frames = fc.record({
      page: fc.constant('first' as const),
      corner: fc.constantFrom(...FRAME_CORNERS),
      across: within('across'),
      along: within('along'),
      width: within('width'),
      height: within('height'),
    })
    const pages = fc.record({
      width: fc.integer({ min: 50, max: 420 }),
      height: fc.integer({ min: 50, max: 420 }),
    })
    fc.assert(
      fc.property(frames, pages, (frame, page) => {
        const [left, bottom, right, top] = frameBox(frame, page)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(bottom).toBeGreaterThanOrEqual(0)
        expect(right).toBeLessThanOrEqual(page.width)
        expect(top).toBeLessThanOrEqual(page.height)
        expect(right - left).toBe(Math.min(frame.width, page.width))
        expect(top - bottom).toBe(Math.min(frame.height, page.height))
      }),
    )
  })
})
