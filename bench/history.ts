// How much Temporal keeps of one dossier's year: twenty-five actions of all kinds over HTTP, and then the size of the
// history of its run. A plain procedure serves: what stands in a history is the same for every procedure.
import { SMALL_PROCEDURE } from '../test/support/small-procedure.ts'
import { dossierWorkflowId } from '../workflows/messages.ts'
import { act } from './lib/acting.ts'
import type { Basis } from './lib/acting.ts'
import type { Figure, Ground } from './lib/ground.ts'
import { HttpUser } from './lib/http.ts'
import { PROVINCE, headOf, populate, withToken } from './lib/people.ts'

const KIB = 1024

/** No date of a year, so that it can be lived on any day. */
const PROCEDURE = {
  ...SMALL_PROCEDURE,
  id: 'bench-year',
  steps: SMALL_PROCEDURE.steps.map((step) => ({
    ...step,
    due: { kind: 'workingDays', count: 30, from: 'stepEntered', source: 'bench' } as const,
    late: { effect: 'mark' } as const,
  })),
}

type Who = 'head' | 'police' | 'staff' | 'chair'
const REASON = { reason: 'Cần bổ sung số liệu' }
const FORM = { fields: { grounds: 'Căn cứ kết quả năm trước' } }
const SAYS = { text: 'Đồng ý' }
const YEAR: readonly (readonly [Who, string, Readonly<Record<string, unknown>>?])[] = [
  ['head', 'submit', FORM],
  ['police', 'open'],
  ['police', 'claim'],
  ['police', 'release'],
  ['police', 'claim'],
  ['head', 'urge'],
  ['police', 'return', REASON],
  ['head', 'open'],
  ['police', 'urge'],
  ['staff', 'urge'],
  ['head', 'submit', FORM],
  ['police', 'open'],
  ['head', 'urge'],
  ['staff', 'urge'],
  ['police', 'approve', SAYS],
  ['police', 'takeBack', REASON],
  ['police', 'open'],
  ['head', 'urge'],
  ['staff', 'urge'],
  ['chair', 'urge'],
  ['head', 'urge'],
  ['police', 'approve', SAYS],
  ['chair', 'open'],
  ['head', 'urge'],
  ['chair', 'approve', SAYS],
]

export async function history({ bed, client, say }: Ground): Promise<readonly Figure[]> {
  const people = await populate(bed.stack.databaseUrl, PROCEDURE, new Date().getUTCFullYear())
  const chair = await withToken(people.pool, 'province-chair', 'provinceChair', PROVINCE)
  const [dossierId] = await people.drafts(1)
  if (dossierId === undefined) throw new Error('no draft was made')
  const tokens = { head: headOf(dossierId), police: people.police, staff: people.provinceStaff, chair }
  const http = new HttpUser(bed.product.url)
  let basis: Basis | null = null
  for (const [who, action, body] of YEAR) {
    const asked = { token: tokens[who], dossierId, action, basis }
    basis = await act(http, body === undefined ? asked : { ...asked, body })
  }
  http.close()
  await people.pool.end()
  const run = await client.workflow.getHandle(dossierWorkflowId(dossierId)).describe()
  const size = (run.historySize ?? Number.NaN) / KIB
  const each = size / YEAR.length
  say(`\n| actions | events | KiB | KiB an action |\n|---|---|---|---|`)
  say(`| ${YEAR.length} | ${run.historyLength} | ${size.toFixed(1)} | ${each.toFixed(2)} |`)
  const figure = (what: string, seen: string, aim: string, met: boolean): Figure => ({ what, seen, aim, met })
  return [
    figure(`history of a year of ${YEAR.length} actions`, `${size.toFixed(1)} KiB`, '≤ 100 KiB', size <= 100),
    figure('events of it', String(run.historyLength), '≤ 200', run.historyLength <= 200),
    figure('an action of it', `${each.toFixed(2)} KiB`, '≤ 2 KiB', each <= 2),
  ]
}
