// The checker walks a procedure that counts: money and children as good or bad as the world says, points that come to a
// level or to none, each case of a fork, and whoever decided taking it back.
import { describe, expect, it } from 'vitest'
import { checkProcedure, describeFinding, examine } from '../../domain/checker/index.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { COUNTED, countedWith } from '../support/counted-procedure.ts'

const CONTEXT = { year: 2026, calendar: SHIPPED_CALENDAR, known: [COUNTED] }

describe('a procedure about matters', () => {
  it('passes when it is sound, each case of its fork reached', () => {
    const { findings, proofs } = examine(COUNTED, CONTEXT)
    expect(findings.map(describeFinding)).toEqual([])
    expect([...(proofs[0]?.ends ?? [])].sort()).toEqual(['kept', 'over', 'refused'])
  })

  it('is a dead end where too few children leave no way to say no', () => {
    const steps = COUNTED.steps.map(({ reject, ...step }) =>
      reject === undefined || step.id === 'decide' ? step : { ...step, reject },
    )
    const broken = { ...COUNTED, steps }
    const found = checkProcedure(broken, CONTEXT).find(({ code }) => code === 'deadEnd')
    expect(found?.where).toEqual(['expense', 'decide'])
    expect(found?.detail).toContain('needsUnmet')
  })

  it('can begin only where the named party, or its queue, can be filled', () => {
    const nobody = countedWith('request', {
      parties: [{ role: 'provinceChair', level: 'unit', named: true }],
    })
    expect(checkProcedure(nobody, CONTEXT).map(({ code }) => code)).toContain('roleNotSeated')
  })

  it('says nothing of other procedures where none are known', () => {
    const { known: _known, ...alone } = CONTEXT
    const elsewhere = countedWith('decide', { assigns: [{ kinds: ['plan'], procedure: 'nowhere' }] })
    expect(checkProcedure(elsewhere, alone)).toEqual([])
  })
})
