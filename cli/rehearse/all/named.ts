// What points at offices and people that the system knows: awards to units, found again by whom they were given to, and a
// committee of account holders with one member by hand.
import { referenceValue } from '../../../domain/reference.ts'
import { COMMUNE } from './company.ts'
import { RehearsalError } from '../client.ts'
import { insist } from './otherwise.ts'
import { liveThrough } from './registers.ts'
import type { Stage } from './stage.ts'

/** Awards of every kind, all to one school; its page would list exactly those that were given. */
export async function praise(stage: Stage): Promise<void> {
  const [school] = stage.company.below(COMMUNE, 'school')
  if (school === undefined) throw new RehearsalError('no school to be praised')
  const recipient = referenceValue({ kind: 'office', id: school.id, name: school.name })
  const entered = await liveThrough(stage, 'khen-thuong', () => ({ fields: { recipient } }))
  const named = await stage.staff.must('GET', `/matters?kind=award&names=${school.id}`)
  const found = (named['items'] as readonly { readonly id: string }[]).map(({ id }) => id).sort()
  insist(
    found.join() ===
      entered
        .map(({ id }) => id)
        .sort()
        .join(),
    'the awards that name the school',
  )
  stage.say(`  ${found.length} awards found by whom they name`)
}

/** The committee: its head and a member by their accounts, one more by hand. */
export async function constitute(stage: Stage): Promise<void> {
  const member = (name: string, seat: string) => ({ name, post: 'Ban Chỉ đạo', seat, from: '2026-02-09' })
  const seated = (['committeeHead', 'committeeMember'] as const).map((role) => {
    const { personId: id, name } = stage.company.one(COMMUNE, role)
    const seat = role === 'committeeHead' ? 'head' : 'member'
    return member(referenceValue({ kind: 'person', id, name }), seat)
  })
  const memberList = [...seated, member('Đại diện Hội Cựu chiến binh xã', 'member')]
  await liveThrough(stage, 'kien-toan', () => ({ rows: { memberList } }))
}
