// The zod schemas and the types of domain/ say the same, both ways; what is shipped fits, what is wrong doesn't.
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import type { CriteriaSheet } from '../../domain/command.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { SUBJECT_KINDS } from '../../domain/vocabulary.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { criteriaSheetSchema, procedureSchema } from '../../procedures/schema.ts'
import { SHEETS, sheetById } from '../../procedures/sheets.ts'

/** Data as it comes from a file: no types, no shared references. */
const fromFile = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('the schema of a procedure', () => {
  it('is the type of domain/, read in either direction', () => {
    expectTypeOf<z.infer<typeof procedureSchema>>().toExtend<Procedure>()
    expectTypeOf<Procedure>().toExtend<z.input<typeof procedureSchema>>()
    expectTypeOf<z.infer<typeof criteriaSheetSchema>>().toExtend<CriteriaSheet>()
    expectTypeOf<CriteriaSheet>().toExtend<z.input<typeof criteriaSheetSchema>>()
  })

  it('knows every property of the type, so that none is lost on the way through it', () => {
    for (const procedure of PROCEDURES) {
      expect(procedureSchema.parse(fromFile(procedure))).toEqual(procedure)
    }
  })

  it.each([
    ['a property that nothing reads', { colour: 'red' }],
    ['a role that does not exist', { extendBy: { role: 'king', level: 'province' } }],
    ['a version that is no number', { version: 'one' }],
    ['a source that cites nothing', { source: { cites: [] } }],
    ['a source that is both law and setting', { source: { cites: ['S2-06'], setting: 'habit' } }],
    ['a subject of an unknown kind', { subjects: ['galaxy'] }],
    ['a day that is no month and day', { opens: '1 January' }],
    [
      'a due rule of an unknown kind',
      { dates: { d: { vi: 'Hạn', rule: { kind: 'someday', source: 'x' } } } },
    ],
  ])('refuses %s', (_words, wrong) => {
    for (const procedure of PROCEDURES) {
      expect(procedureSchema.safeParse({ ...procedure, ...wrong }).success).toBe(false)
    }
  })
})

describe('the criteria sheets that ship', () => {
  it.each(SHEETS.map((sheet) => [sheet.id, sheet] as const))(
    '%s fits the schema and says whether it is a sample',
    (_id, sheet) => {
      expect(criteriaSheetSchema.parse(fromFile(sheet))).toEqual(sheet)
      expect(sheet.vi.includes('mẫu')).toBe(sheet.sample)
      // Only what carries the text of an article is no sample.
      expect(sheet.sample).toBe(!/^TT 124\/2021\/TT-BCA Đ\.\d$/.test(sheet.source))
      expect(sheet.source).toMatch(/QĐ |TT |S\d-\d\d/)
    },
  )

  it('number their criteria within groups, each once, in proper Vietnamese', () => {
    for (const { id: sheet, criteria } of SHEETS) {
      expect(criteria.length, sheet).toBeGreaterThanOrEqual(5)
      for (const { id, vi, group } of criteria) {
        expect(id).toMatch(sheet.startsWith('tt124-') ? /^\d(\.\d)?([.-][a-z\d]+)?$/ : /^\d+\.\d+$/)
        expect(vi).toBe(vi.normalize('NFC').trim())
        expect(vi.normalize('NFD')).toMatch(/[\u0300-\u036f]/)
        expect(group).not.toBe('')
      }
      expect(new Set(criteria.map(({ vi }) => vi)).size).toBe(criteria.length)
    }
  })

  it('have points for all criteria and levels, best first, or for none', () => {
    for (const { id, criteria, levels } of SHEETS) {
      const pointed = criteria.filter(({ points }) => points !== undefined)
      expect(pointed.length, id).toBe(levels === undefined ? 0 : criteria.length)
      const cuts = (levels ?? []).map(({ min }) => min)
      expect(cuts).toEqual([...cuts].sort((a, b) => b - a))
    }
  })

  it('are there for every kind of subject that a procedure names', () => {
    for (const { sheets } of PROCEDURES) {
      for (const kind of SUBJECT_KINDS) {
        const id = sheets[kind]
        if (id !== undefined) expect(sheetById(id), `${kind}: ${id}`).not.toBeNull()
      }
    }
    expect(sheetById('nothing')).toBeNull()
  })

  it('refuses two criteria with one id, and a sheet without any', () => {
    const [sheet] = SHEETS
    const criteria = sheet?.criteria.slice(0, 1) ?? []
    expect(criteriaSheetSchema.safeParse({ ...sheet, criteria: [...criteria, ...criteria] }).success).toBe(
      false,
    )
    expect(criteriaSheetSchema.safeParse({ ...sheet, criteria: [] }).success).toBe(false)
  })
})
