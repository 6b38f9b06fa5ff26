// What may be delegated, and to whom.
import { describe, expect, test } from 'vitest'
import { givingRefused, receivingRefused } from '../../domain/delegation.ts'

describe('a role', () => {
  test('is given away by who holds it in person, and by nobody else', () => {
    expect(givingRefused('communeChair', 'inPerson')).toBeNull()
    expect(givingRefused('communeChair', 'byDelegation')?.code).toBe('delegationNotPassedOn')
    expect(givingRefused('communeChair', 'notAtAll')?.code).toBe('forbidden')
  })

  test.each(['administrator', 'auditor'] as const)('is never given away when it is that of an %s', (role) => {
    expect(givingRefused(role, 'inPerson')).toEqual({ code: 'forbidden', field: 'role' })
  })
})

describe('the receiver', () => {
  const asked = { officeId: 'P', fromPersonId: 'chair', toPersonId: 'deputy', forOneProcedure: false }
  const province = { officeId: 'P', parentId: 'M' }
  const commune = { officeId: 'C', parentId: 'P' }
  const unit = { officeId: 'U', parentId: 'C' }

  test.each([
    ['sits in the same office', false, [province], true],
    ['sits one level below', false, [commune], false],
    ['sits one level below, for one procedure', true, [commune], true],
    ['sits two levels below, for one procedure', true, [unit], false],
    ['sits nowhere', true, [], false],
    ['sits in several places, one of them near', false, [unit, province], true],
  ])('%s', (_where, forOneProcedure, seats, fits) => {
    const refused = receivingRefused({ ...asked, forOneProcedure, seats })
    expect(refused).toEqual(fits ? null : { code: 'unknownTarget', field: 'toPersonId' })
  })

  test('is somebody else', () => {
    expect(receivingRefused({ ...asked, toPersonId: 'chair', seats: [province] })?.code).toBe('unknownTarget')
  })
})
