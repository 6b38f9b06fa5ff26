// Giving a delegation: one of the own roles, to somebody of the same office, to a day and in writing; for one procedure only
// also to an office right below.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../app/useSession.ts'
import { sendOnce } from '../../client/act.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { loadMe } from '../../client/queries.ts'
import { useDraft } from '../../client/useDraft.ts'
import { DateField } from '../../components/forms/DateField.tsx'
import { Choice, TextField } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { roleLabel } from '../../i18n/vi.ts'
import { useProcedures } from './procedures.ts'
import { SendForm } from '../../components/forms/SendForm.tsx'

type Post = Schemas['Post']

interface Form {
  readonly post: number
  /** For this procedure only; empty for all. */
  readonly procedureId: string
  /** Where the receiver sits; empty: the same office. */
  readonly seat: string
  readonly toPersonId: string
  readonly from: string | null
  readonly to: string | null
  readonly reason: string
}

const EMPTY: Form = { post: 0, procedureId: '', seat: '', toPersonId: '', from: null, to: null, reason: '' }
const MOST_BELOW = '200'
const NAMES = { role: 'Vai trò', toPersonId: 'Người được ủy quyền', to: 'Đến hết ngày', from: 'Từ ngày' }

function useDelegating(form: Form, post: Post | undefined, done: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const { toPersonId, from, to, reason, procedureId } = form
      const body = {
        toPersonId,
        officeId: post?.officeId,
        role: post?.role,
        ...(from === null ? {} : { from }),
        to,
        reason: reason.trim(),
        ...(procedureId === '' ? {} : { procedureId }),
      }
      await sendOnce({ name: 'delegate', path: '/api/v1/delegations', body })
      done()
      await client.invalidateQueries({ queryKey: ['delegations'] })
      await loadMe()
      say('Đã ghi nhận ủy quyền.')
    },
  })
}

export function Delegate({ posts }: { readonly posts: readonly Post[] }) {
  const draft = useDraft<Form>('delegation', EMPTY)
  const form = draft.value
  const post = posts[form.post] ?? posts[0]
  const send = useDelegating(form, post, () => {
    draft.change(EMPTY)
    draft.sent()
  })
  const change = (next: Partial<Form>): void => draft.change({ ...form, ...next })
  return (
    <section className="card" aria-labelledby="uy-quyen-moi">
      <h2 id="uy-quyen-moi">Ủy quyền mới</h2>
      <SendForm
        sending={send}
        button="Ủy quyền"
        names={NAMES}
        disabled={form.toPersonId === '' || form.to === null || form.reason.trim() === ''}
      >
        <Choice
          label="Vai trò"
          required
          value={String(form.post)}
          options={posts.map(({ role, officeName }, index) => ({
            value: String(index),
            label: `${roleLabel(role)}, ${officeName}`,
          }))}
          onChange={(next) => change({ post: Number(next), seat: '', toPersonId: '' })}
        />
        {post === undefined ? null : <Receiver form={form} post={post} onChange={change} />}
        <DateField
          label="Từ ngày"
          value={form.from}
          hint="Để trống: từ bây giờ."
          onChange={(from) => change({ from })}
        />
        <DateField label="Đến hết ngày" required value={form.to} onChange={(to) => change({ to })} />
        <TextField
          label="Lý do, số văn bản"
          required
          rows={2}
          value={form.reason}
          onChange={(reason) => change({ reason })}
        />
      </SendForm>
    </section>
  )
}

interface ReceiverProps {
  readonly form: Form
  readonly post: Post
  readonly onChange: (next: Partial<Form>) => void
}

/** For which procedure, and who: one level below only where it is for one procedure. */
function Receiver({ form, post, onChange }: ReceiverProps) {
  const me = useMe()
  const procedures = useProcedures()
  const below = useQuery({
    queryKey: ['offices', 'below', post.officeId],
    enabled: form.procedureId !== '',
    queryFn: () =>
      read(api.GET('/api/v1/offices', { params: { query: { parent: post.officeId, limit: MOST_BELOW } } })),
  })
  const seat = form.seat === '' ? post.officeId : form.seat
  const members = useQuery({
    queryKey: ['members', seat],
    queryFn: () => read(api.GET('/api/v1/offices/{id}/members', { params: { path: { id: seat } } })),
  })
  const people = (members.data?.items ?? []).filter(({ personId }) => personId !== me.personId)
  const nobody = members.data !== undefined && people.length === 0
  return (
    <>
      <Choice
        label="Phạm vi"
        none="Mọi quy trình"
        hint="Ủy quyền cho một quy trình thì có thể giao cho cấp dưới trực tiếp."
        value={form.procedureId}
        options={(procedures.data?.items ?? []).map(({ id, vi }) => ({ value: id, label: vi }))}
        onChange={(procedureId) =>
          onChange({ procedureId, ...(procedureId === '' ? { seat: '', toPersonId: '' } : {}) })
        }
      />
      {form.procedureId === '' ? null : (
        <Choice
          label="Cơ quan của người được ủy quyền"
          none={post.officeName}
          value={form.seat}
          options={(below.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(next) => onChange({ seat: next, toPersonId: '' })}
        />
      )}
      <Choice
        label="Người được ủy quyền"
        required
        none="Chọn người…"
        value={form.toPersonId}
        error={nobody ? 'Cơ quan này không có ai khác đang giữ vai trò.' : undefined}
        options={people.map(({ personId, name, roles }) => ({
          value: personId,
          label: `${name} (${roles.map(roleLabel).join(', ')})`,
        }))}
        onChange={(toPersonId) => onChange({ toPersonId })}
      />
    </>
  )
}
