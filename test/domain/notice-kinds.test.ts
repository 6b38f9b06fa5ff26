// What people are told by: kinds and words that fit together, choices that can't switch off what must be told, quiet hours,
// pauses, and what a mail address is.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_QUIET,
  LONGEST_PAUSE_MS,
  NOTICE_KINDS,
  NOTICE_KIND_RULES,
  NOTICE_WORDS,
  areQuietHours,
  deliveryOf,
  heldUntil,
  isMailAddress,
  isNoticeWord,
  kindRule,
  pauseAfter,
} from '../../domain/notice-kinds.ts'
import { formatInstant, fromEpochMs } from '../../domain/time/civil.ts'

describe('kinds and words', () => {
  it('each kind has a word and each word a text of its own', () => {
    const kinds = new Set(Object.values(NOTICE_WORDS).map(({ kind }) => kind))
    expect(NOTICE_KINDS.filter((kind) => !kinds.has(kind))).toEqual([])
    const texts = Object.values(NOTICE_KIND_RULES).map(({ vi }) => vi)
    expect(new Set(texts).size).toBe(texts.length)
    expect(isNoticeWord('toAct')).toBe(true)
    expect(isNoticeWord('toString')).toBe(false)
  })

  it('a choice holds, but what must be told is not switched off', () => {
    for (const kind of NOTICE_KINDS) {
      const { must, delivery } = kindRule(kind)
      expect(deliveryOf(kind, null)).toBe(delivery)
      expect(deliveryOf(kind, 'digest')).toBe('digest')
      expect(deliveryOf(kind, 'off')).toBe(must === undefined ? 'off' : delivery)
    }
    expect(NOTICE_KINDS.filter((kind) => kindRule(kind).must !== undefined)).toEqual([
      'returned',
      'decision',
      'urge',
      'overdue',
      'escalation',
    ])
  })
})

describe('quiet hours', () => {
  it.each([
    ['2026-03-02T13:59:59.999Z', '2026-03-02T13:59:59.999Z'], // 20:59
    ['2026-03-02T14:00:00.000Z', '2026-03-02T23:30:00.000Z'], // 21:00
    ['2026-03-02T17:00:00.000Z', '2026-03-02T23:30:00.000Z'], // midnight: the same morning
    ['2026-03-02T23:29:59.999Z', '2026-03-02T23:30:00.000Z'],
    ['2026-03-02T23:30:00.000Z', '2026-03-02T23:30:00.000Z'], // 06:30
  ])('of the night hold %s until %s', (at, until) => {
    expect(heldUntil(at, DEFAULT_QUIET)).toBe(until)
  })

  it('of the day hold until they end', () => {
    const noon = { from: '11:30', to: '13:30' }
    expect(heldUntil('2026-03-02T05:00:00.000Z', noon)).toBe('2026-03-02T06:30:00.000Z')
    expect(heldUntil('2026-03-02T06:30:00.000Z', noon)).toBe('2026-03-02T06:30:00.000Z')
    expect(heldUntil('2026-03-02T05:00:00.000Z', null)).toBe('2026-03-02T05:00:00.000Z')
  })

  it('never hold for more than a day, never go back, and once over are over', () => {
    const minutes = fc
      .integer({ min: 0, max: 1439 })
      .map((n) => formatInstant(fromEpochMs(n * 60_000)).slice(11, 16))
    fc.assert(
      fc.property(fc.integer({ min: 1.7e12, max: 1.9e12 }), minutes, minutes, (ms, from, to) => {
        fc.pre(areQuietHours({ from, to }))
        const at = fromEpochMs(ms)
        const until = heldUntil(at, { from, to })
        expect(until >= at).toBe(true)
        expect(Date.parse(until) - ms).toBeLessThan(86_400_000)
        expect(heldUntil(until, { from, to })).toBe(until)
      }),
    )
  })
})

describe('pauses', () => {
  it('grow from a minute to six hours', () => {
    expect([1, 2, 3, 4].map(pauseAfter)).toEqual([60_000, 120_000, 240_000, 480_000])
    expect([9, 10, 1_000].map(pauseAfter)).toEqual([256 * 60_000, LONGEST_PAUSE_MS, LONGEST_PAUSE_MS])
  })
})

describe('a mail address', () => {
  it.each(['a@b.vn', 'nguyễn.văn@congan.vn', 'x+y@z'])('is %s', (text) => {
    expect(isMailAddress(text)).toBe(true)
  })

  it.each([
    'a@b.vn\nBcc: c@d.vn',
    'a@b.vn\r',
    'a@b.vn,c@d.vn',
    'A <a@b.vn>',
    'a b@c.vn',
    'a@b@c.vn',
    'ab.vn',
    '@b.vn',
    '',
    `${'a'.repeat(200)}@b.vn`,
  ])('is not %j', (text) => {
    expect(isMailAddress(text)).toBe(false)
  })
})
