// Publishing a procedure over HTTP: only one in which the checker finds nothing, and only the version that ships.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FINDING_CODES, examine } from '../../domain/checker/index.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { FINDING_TEXTS } from '../../api/admin/finding-texts.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { anAdminScene } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'

/** Ships while these tests run, and has an outcome that nothing leads to. */
const faulty = {
  ...DIEN_HINH,
  id: 'faulty',
  outcomes: [
    ...DIEN_HINH.outcomes,
    { id: 'never', vi: 'Không bao giờ tới', nature: 'denied', source: { cites: ['test'] } } as const,
  ],
}
const ships = PROCEDURES as Procedure[]

let scene: AdminScene
beforeAll(async () => {
  ships.push(faulty)
  scene = await anAdminScene()
})
afterAll(async () => {
  ships.splice(ships.indexOf(faulty), 1)
  await scene.close()
})

const published = async (): Promise<string[]> => {
  const { rows } = await scene.at.pool.query<{ id: string }>('SELECT id FROM procedure_version ORDER BY id')
  return rows.map(({ id }) => id)
}

describe('publishing a procedure', () => {
  it('in which the checker finds something is refused with all findings, in words', async () => {
    const { body } = await scene.root.put('/procedures/faulty/versions/1').expect(422)
    expect(body).toMatchObject({
      code: 'procedureFaulty',
      title: 'Quy trình còn lỗi ở các mục được liệt kê nên chưa ban hành được.',
      field: 'faulty.never',
      params: { id: 'faulty', version: 1, findings: 1 },
    })
    const [error] = body.errors
    expect(body.errors).toHaveLength(1)
    expect(FINDING_CODES).toContain(error.code)
    expect(error).toMatchObject({ field: 'faulty.never', message: FINDING_TEXTS[error.code as 'unused'] })
    expect(await published()).toEqual([])
  })

  it('with everything that ships is refused whole', async () => {
    await scene.root.put('/shipped').expect(422)
    expect(await published()).toEqual([])
    const { rowCount } = await scene.at.pool.query('SELECT 1 FROM criteria_sheet')
    expect(rowCount).toBe(0)
  })

  it('in a version that doesn’t ship publishes nothing', async () => {
    await scene.root.put('/procedures/dien-hinh/versions/2').expect(404)
    await scene.root.put('/procedures/khong-co/versions/1').expect(404)
    expect(await published()).toEqual([])
  })

  it('that is sound goes on, and repeating it changes nothing', async () => {
    await scene.root.put('/procedures/dien-hinh/versions/1').expect(200)
    await scene.root.put('/procedures/dien-hinh/versions/1').expect(200)
    expect(await published()).toEqual(['dien-hinh'])
  })
})

describe('what ships', () => {
  it.each([2025, 2029, 2035])('is sound in %i, too', (year) => {
    expect(examine(DIEN_HINH, { year, calendar: SHIPPED_CALENDAR }).findings).toEqual([])
  })
})
