// What cells are taken for, where heads are found and which commune a text means; with properties over anything.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dateOf,
  plainText,
  pointsOf,
  textOf,
  wholeOf,
  wordingOf,
  yearCell,
} from '../../../api/imports/cells.ts'
import type { Cell } from '../../../api/imports/cells.ts'
import { columnLetters, findHead, notAnEntry } from '../../../api/imports/layout.ts'
import type { ColumnSpec } from '../../../api/imports/layout.ts'
import { addDays } from '../../../domain/time/civil.ts'

const value = (taken: ReturnType<typeof dateOf>): unknown => (taken.ok ? taken.value : taken.fault.code)

describe('a date', () => {
  it.each<[Cell, unknown]>([
    [{ d: '2025-01-05T00:00:00.000Z' }, '2025-01-05'],
    ['05/01/2025', '2025-01-05'],
    ['5-1-25', '2025-01-05'],
    ['5.1.2025', '2025-01-05'],
    ['2025-01-05', '2025-01-05'],
    ['Ngày 5 tháng 1 năm 2025', '2025-01-05'],
    [45662, '2025-01-05'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2025', 'date'],
    ['01/13/2025', 'date'],
    ['hôm qua', 'date'],
    [12, 'date'],
    [{ f: 'TODAY()' }, 'formula'],
    [{ e: '#N/A' }, 'excelError'],
    ['\u00a0', null],
    [null, null],
  ])('%j is %s', (cell, expected) => {
    expect(value(dateOf(cell))).toBe(expected)
  })

  it('is the same day in all three ways, on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_500 }), (days) => {
        const day = addDays('2000-01-01', days)
        const [year = '', month, date] = day.split('-')
        const written = [
          { d: `${day}T00:00:00.000Z` },
          `${date}/${month}/${year}`,
          36_526 + days,
          ...(year < '2100' ? [`${Number(date)}-${Number(month)}-${year.slice(2)}`] : []),
        ]
        for (const cell of written) expect(value(dateOf(cell))).toBe(day)
      }),
    )
  })
})

describe('text', () => {
  it('is the same composed or not, with other blanks or marks of no width', () => {
    const odd = '\ufeff Trường\u00a0Tiểu học\u200b  Hòa\nBình '.normalize('NFD')
    expect(plainText(odd)).toBe('Trường Tiểu học Hòa Bình')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => plainText(plainText(any)) === plainText(any)),
    )
  })

  it('that is a formula, or begins like one, is not taken', () => {
    expect(textOf({ f: 'A1' }, 10)).toMatchObject({ ok: false, fault: { code: 'formula' } })
    expect(textOf('=1+1', 10)).toMatchObject({ ok: false, fault: { code: 'formula' } })
    expect(textOf(12, 10)).toEqual({ ok: true, value: '12' })
    expect(textOf('dài quá', 3)).toMatchObject({ ok: false, fault: { code: 'tooLong' } })
  })

  it('is one wording wherever the tone of a syllable stands, and another with another letter', () => {
    expect(wordingOf('Hoà Bình')).toBe(wordingOf('HÒA  bình'.normalize('NFD')))
    expect(wordingOf('Vĩnh Thủy')).toBe(wordingOf('Vĩnh Thuỷ'))
    expect(wordingOf('Vĩnh Thủy')).not.toBe(wordingOf('Vĩnh Thụy'))
    expect(wordingOf('Đông')).not.toBe(wordingOf('Dông'))
  })

  it('of a number is a number', () => {
    expect(wholeOf('12')).toEqual({ ok: true, value: 12 })
    expect(yearCell('Năm 2025')).toEqual({ ok: true, value: 2025 })
    expect(yearCell('25')).toMatchObject({ ok: false, fault: { code: 'year' } })
    expect(pointsOf('8,5')).toEqual({ ok: true, value: 8.5 })
    expect(pointsOf('tám')).toMatchObject({ ok: false, fault: { code: 'number' } })
  })
})

const spec = (id: string, vi: string, aliases: readonly string[] = []): ColumnSpec => ({
  ...{ id, vi, aliases, required: true },
  ...{ note: '', example: '' },
})
const SPECS = [spec('name', 'Tên đơn vị'), spec('kind', 'Loại'), spec('commune', 'Xã', ['Địa bàn'])]

describe('a head', () => {
  it('is found over two rows, and one that names more columns wins over a title that names one', () => {
    const rows = [
      { row: 1, cells: ['Tên đơn vị', null, null] },
      { row: 4, cells: ['TT', 'TÊN ĐƠN VỊ (*)', 'Nơi', 'Nơi'] },
      { row: 5, cells: ['TT', null, 'Loại', 'Xã'] },
    ]
    expect(findHead(rows, SPECS)).toMatchObject({
      layout: { headRow: 5, columns: { name: 2, kind: 3, commune: 4 } },
      missing: [],
    })
    expect(findHead(rows.slice(0, 1), SPECS)).toBeNull()
  })

  it('leaves sums, numbering and signatures out, and never what may be an entry', () => {
    const layout = { headRow: 1, columns: { name: 1, kind: 2 } }
    const why = (cells: readonly Cell[]) => notAnEntry({ row: 2, cells }, layout)
    expect(why(['Tổng cộng: 12', null])).toBe('foot')
    expect(why(['Người lập biểu', null])).toBe('foot')
    expect(why(['(1)', '(2)', '(3)'])).toBe('numbering')
    expect(why([null, ' ', '\u00a0'])).toBe('empty')
    expect(why(['Công ty Cổ phần', null])).toBeNull()
    expect(why(['Tổng công ty Xây dựng', null])).toBeNull()
    expect(why([null, 'Cơ quan'])).toBeNull()
  })

  it('has letters as Excel counts', () => {
    expect([1, 26, 27, 52, 53, 702, 703].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ])
  })
})
