// Records about persons are told from harmless words by their diacritics; numbers of people are nobody's record.
import { describe, expect, it } from 'vitest'
import { FORBIDDEN_PHRASES, forbiddenIn, personRecords } from '../../domain/forbidden.ts'
import { COUNTED, countedWith } from '../support/counted-procedure.ts'

describe('a label', () => {
  it.each(FORBIDDEN_PHRASES.map((phrase) => [phrase]))(
    'with “%s” is refused, however it is written',
    (phrase) => {
      expect(forbiddenIn(`Danh sách ${phrase} của xã`)).toBe(phrase)
      expect(forbiddenIn(phrase.toUpperCase())).toBe(phrase)
      expect(forbiddenIn(phrase.normalize('NFD'))).toBe(phrase)
      expect(forbiddenIn(`(${phrase.replaceAll(' ', ' - ')})`)).toBe(phrase)
    },
  )

  it('written wholly without diacritics is read without', () => {
    expect(forbiddenIn('Ho so doi tuong')).toBe('hồ sơ đối tượng')
  })

  it.each([['Phương tiện an toàn'], ['Giá trị làm lợi'], ['Cơ quan chế biến'], ['Báo cáo kết quả']])(
    'such as “%s” passes',
    (label) => {
      expect(forbiddenIn(label)).toBeNull()
    },
  )
})

describe('a procedure', () => {
  it('may count people, and may not list them', () => {
    const number = {
      kind: 'field',
      id: 'n',
      vi: 'Số người tái hòa nhập',
      type: 'integer',
      required: true,
    } as const
    expect(personRecords(countedWith('request', { needs: [number] }))).toEqual([])
    expect(personRecords(countedWith('request', { needs: [{ ...number, type: 'longText' }] }))).toEqual([
      { where: ['request'], phrase: 'tái hòa nhập' },
    ])
  })

  it('hides none in a choice, or in what a revocation asks for', () => {
    const choice = {
      kind: 'field',
      id: 'c',
      vi: 'Loại',
      type: 'choice',
      required: true,
      choices: [{ id: 'x', vi: 'Người nghiện' }],
    } as const
    expect(personRecords(countedWith('request', { needs: [choice] }))).toHaveLength(1)
    const by = 'decider' as const
    const after = { revoke: { by, needs: [choice], source: { cites: ['test'] } } }
    expect(personRecords({ ...COUNTED, after })).toEqual([
      { where: ['after', 'revoke'], phrase: 'người nghiện' },
    ])
  })
})
