// The search key: what people type without diacritics finds what is stored with them, in every Unicode form.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, nfc, searchWords } from '../../domain/text.ts'

const VOWELS = 'aăâeêioôơuưy'
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
const VIETNAMESE_LETTERS = [
  ...'bcdghklmnpqrstvxđ',
  ...[...VOWELS].flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC'))),
].flatMap((letter) => [letter, letter.toUpperCase()])

const vietnameseWord = fc
  .array(fc.constantFrom(...VIETNAMESE_LETTERS), { minLength: 1, maxLength: 7 })
  .map((letters) => letters.join(''))
const vietnameseText = fc
  .array(vietnameseWord, { minLength: 1, maxLength: 6 })
  .map((words) => words.join(' '))
const anyText = fc.string({ unit: 'binary', maxLength: 40 })

describe('fold', () => {
  it.each([
    ['Xã Vĩnh Thủy, tỉnh Quảng Trị', 'xa vinh thuy tinh quang tri'],
    ['Xã Vĩnh Thuỷ', 'xa vinh thuy'],
    ['ĐẶC KHU CÔN ĐẢO', 'dac khu con dao'],
    ['Thành phố Hồ Chí Minh', 'thanh pho ho chi minh'],
    ['Bà Rịa - Vũng Tàu', 'ba ria vung tau'],
    ['Phường 12', 'phuong 12'],
    ['Xã Ea H’Leo', 'xa ea hleo'],
    ["Phường B'Lao", 'phuong blao'],
    ['  Số   25/KH-UBND ', 'so 25 kh ubnd'],
    ['Ðảng ủy', 'dang uy'],
    ['100%_\\', '100'],
    ['', ''],
    [' .,;- ', ''],
  ])('of %j is %j', (text, key) => {
    expect(fold(text)).toBe(key)
  })

  it('gives the same key for composed and decomposed input', () => {
    fc.assert(
      fc.property(fc.oneof(vietnameseText, anyText), (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
        expect(fold(text.normalize('NFC'))).toBe(fold(text))
      }),
    )
  })

  it('changes nothing when applied to its own result', () => {
    fc.assert(
      fc.property(fc.oneof(vietnameseText, anyText), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })

  it('leaves only a-z and single blanks of text in Vietnamese letters, word for word', () => {
    fc.assert(
      fc.property(vietnameseText, (text) => {
        const key = fold(text)
        expect(key).toMatch(/^[a-z]+( [a-z]+)*$/)
        expect(key.split(' ').map((word) => word.length)).toEqual(text.split(' ').map((word) => word.length))
      }),
    )
  })

  it('does not care about case', () => {
    fc.assert(
      fc.property(vietnameseText, (text) => {
        expect(fold(text.toUpperCase())).toBe(fold(text.toLowerCase()))
      }),
    )
  })

  it('never leaves a character that a LIKE pattern would read as its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('%', '_', '\\', "'", 'ế', 'a', ' ') }), (text) => {
        expect(fold(text)).toMatch(/^[a-z ]*$/)
      }),
    )
  })
})

describe('nfc', () => {
  it('composes decomposed Vietnamese and keeps every diacritic', () => {
    fc.assert(
      fc.property(vietnameseText, (text) => {
        expect(nfc(text.normalize('NFD'))).toBe(text)
      }),
    )
  })
})

describe('searchWords', () => {
  it('gives each folded word once, in the order typed', () => {
    expect(searchWords('Vĩnh Lâm, huyện VĨNH Linh')).toEqual(['vinh', 'lam', 'huyen', 'linh'])
  })

  it('gives nothing for a query without letters or digits', () => {
    expect(searchWords(' - ')).toEqual([])
  })
})
