// In whose name somebody acts: his own role, as a deputy (KT.), or by a written delegation (TUQ.), as the rulebook will see it.
import { signingForm } from '../../../domain/signing.ts'
import type { Schemas } from '../../client/api.ts'
import { useMe } from '../../app/useSession.ts'
import { roleLabel, signingFormLabel } from '../../i18n/vi.ts'

interface Props {
  readonly state: Schemas['DossierState']
  readonly taskId: string | null
  readonly names: Readonly<Record<string, string>>
}

export function Capacity({ state, taskId, names }: Props) {
  const me = useMe()
  const task = state.tasks.find(({ id }) => id === taskId)
  if (task === undefined) return null
  const { officeId, roles } = task.assignee
  const fitting = me.posts.filter((post) => post.officeId === officeId && roles.includes(post.role))
  const own = fitting.find(({ delegation }) => delegation === null) ?? fitting[0]
  if (own === undefined) return null
  const form = signingForm(roles, { ...own, holdingId: '' })
  const from = own.delegation === null ? null : (names[own.delegation.fromPersonId] ?? 'người ủy quyền')
  return (
    <p className="note info">
      Bạn thực hiện với tư cách <strong>{roleLabel(own.role)}</strong>, {own.officeName}
      {form === null || form === 'TM' ? '' : ` · ${signingFormLabel(form)}`}
      {from === null ? '' : `, thay ${from}`}.
    </p>
  )
}
