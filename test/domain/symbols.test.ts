// Symbols of numbered papers: the number with its nought, the kind, who issues; own short forms in place of the plain ones.
import { describe, expect, it } from 'vitest'
import { REGISTERS, initials, isShortForm, registerRule, symbolOf, symbolTail } from '../../domain/symbols.ts'
import type { Issuer } from '../../domain/symbols.ts'
import { registerFor } from '../../domain/papers.ts'
import { OFFICE_KINDS } from '../../domain/vocabulary.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { PROCEDURES } from '../../procedures/index.ts'

const COMMUNE: Issuer = { kind: 'commune', shortName: 'Vĩnh Thủy' }

describe('the symbol of a paper', () => {
  it.each([
    ['decisions', COMMUNE, 7, '07/QĐ-UBND'],
    ['decisions', COMMUNE, 123, '123/QĐ-UBND'],
    ['submissions', COMMUNE, 10, '10/TTr-UBND'],
    ['letters', COMMUNE, 5, '05/UBND'],
    ['policeProposals', { kind: 'province', shortName: 'Quảng Trị' }, 1, '01/TTr-CAT'],
    ['reports', { kind: 'agency', shortName: 'Trạm Y tế' }, 2, '02/BC-TYT'],
    ['plans', { kind: 'school', shortName: 'Tiểu học số 2 Vĩnh Thủy' }, 3, '03/KH-THS2VT'],
  ] as const)('of %s in %o under number %i is %s', (register, office, number, symbol) => {
    expect(symbolOf(number, symbolTail(register, office))).toBe(symbol)
  })

  it('takes the office’s own short forms where they are set, each by itself', () => {
    expect(symbolTail('decisions', COMMUNE, { kindCode: null, issuerCode: 'UBND-VX' })).toBe('QĐ-UBND-VX')
    expect(symbolTail('letters', COMMUNE, { kindCode: '', issuerCode: 'UBND-VHXH' })).toBe('UBND-VHXH')
    expect(symbolTail('awards', COMMUNE, { kindCode: 'QĐ', issuerCode: null })).toBe('QĐ-UBND')
  })

  it('differs between any two registers of one office, so that no two papers carry the same one', () => {
    for (const kind of OFFICE_KINDS) {
      const office = { kind, shortName: 'Trạm Y tế' }
      const withPolice = kind === 'province' || kind === 'commune'
      const used = Object.keys(REGISTERS).filter(
        (register) => withPolice || registerRule(register).issuer === 'office',
      )
      const tails = used.map((register) => symbolTail(register, office))
      expect(new Set(tails).size, kind).toBe(tails.length)
    }
  })

  it('is known for every register that a shipped procedure numbers in', () => {
    const used = PROCEDURES.flatMap(({ steps, after }) => [
      ...steps.flatMap(({ numbers }) => numbers ?? []),
      ...[after.correct, after.handOut].flatMap((rule) => rule?.numbers ?? []),
    ]).flatMap(({ register, byPolice }) => [register, ...(byPolice === undefined ? [] : [byPolice])])
    expect(used.length).toBeGreaterThan(10)
    expect(used.filter((register) => !Object.hasOwn(REGISTERS, register))).toEqual([])
  })

  it('is that of the police where they sign what others sign too', () => {
    const rule = { register: 'plans', byPolice: 'policePlans' }
    expect(
      ['policeDeputyDirector', 'provinceViceChair'].map((role) => registerFor(rule, role as Role)),
    ).toEqual(['policePlans', 'plans'])
  })

  it('has a plain rule for a register that a changed procedure names, whatever its name', () => {
    for (const register of ['ownSeries', 'toString', '__proto__'])
      expect(symbolTail(register, COMMUNE), register).toBe('VB-UBND')
  })
})

describe('short forms', () => {
  it('are made of the first letters of a name, with their marks, in capitals', () => {
    expect(initials('Đoàn Thanh niên')).toBe('ĐTN')
    expect(initials('ủy ban  (xã)'.normalize('NFD'))).toBe('ỦBX')
    expect(initials('')).toBe('')
  })

  it.each(['UBND', 'UBND-VHXH', 'CAT.PV01', 'THCS2'])('may be %s', (text) => {
    expect(isShortForm(text)).toBe(true)
  })

  it.each(['', 'UB ND', 'UBND/2', '-UBND', 'UBND-', 'A\nB', 'Đ'.normalize('NFD') + '\u0323', 'A'.repeat(13)])(
    'may not be %j',
    (text) => {
      expect(isShortForm(text)).toBe(false)
    },
  )
})
