// Canonical JSON against the RFC's own examples and the library of its author.
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, hashOf, sha256Hex } from '../../activities/record/canonical.ts'

describe('canonical JSON', () => {
  it('writes what RFC 8785 gives as its example', () => {
    const value: unknown = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    )
    expect(canonical(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('orders keys by their UTF-16 code units, digits too', () => {
    expect(canonical({ '10': 1, '9': 2, é: 3, e: 4, '€': 5, '\ud83d\ude00': 6, '\ufb33': 7 })).toBe(
      '{"10":1,"9":2,"e":4,"é":3,"€":5,"\ud83d\ude00":6,"\ufb33":7}',
    )
  })

  it('is what the library of its author writes, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'grapheme' }), (value) => {
        expect(canonical(value)).toBe(canonicalize(value))
      }),
      { numRuns: 2_000 },
    )
  })

  it('is the same after a way through JSON, and for keys in another order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse())
        expect(hashOf(turned)).toBe(hashOf(object))
        expect(hashOf(JSON.parse(JSON.stringify(object)))).toBe(hashOf(object))
      }),
    )
  })

  it('leaves out what JSON leaves out, and refuses what is no JSON', () => {
    expect(canonical({ b: undefined, a: [undefined, -0] })).toBe('{"a":[null,0]}')
    for (const value of [undefined, Number.NaN, Infinity, 1n, () => 0, new Date(0), new Map(), '\ud800']) {
      expect(() => canonical(value)).toThrow('canonical JSON')
    }
  })

  it('hashes with SHA-256', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })
})
