// Delegations given and received: written, dated, never passed on; ended by whoever gave them.
import { Button } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../app/useSession.ts'
import { sendOnce } from '../../client/act.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { loadMe } from '../../client/queries.ts'
import { useDraft } from '../../client/useDraft.ts'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Choice, TextField } from '../../components/forms/fields.tsx'
import { DateField } from '../../components/forms/DateField.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { say } from '../../components/toast.tsx'
import { formatDay } from '../../i18n/format.ts'
import { roleLabel } from '../../i18n/vi.ts'

type Delegation = Schemas['Delegation']

export default function Delegations() {
  const me = useMe()
  const delegations = useQuery({
    queryKey: ['delegations'],
    queryFn: () => read(api.GET('/api/v1/delegations', { params: { query: { limit: '100' } } })),
  })
  const own = me.posts.filter(({ delegation }) => delegation === null)
  return (
    <Page
      title="Ủy quyền"
      note="Bằng văn bản, có thời hạn; người được ủy quyền ký TUQ. và không được ủy quyền lại."
    >
      <Read query={delegations}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Chưa có ủy quyền nào">
              Khi bạn vắng mặt, hãy ủy quyền để công việc không dừng lại.
            </Empty>
          ) : (
            <>
              <Given
                title="Tôi ủy quyền"
                items={items.filter((one) => one.fromPersonId === me.personId)}
                mine
                now={me.now}
              />
              <Given
                title="Tôi được ủy quyền"
                items={items.filter((one) => one.toPersonId === me.personId)}
                now={me.now}
              />
              <Given
                title="Trong cơ quan tôi theo dõi"
                items={items.filter(
                  (one) => one.fromPersonId !== me.personId && one.toPersonId !== me.personId,
                )}
                now={me.now}
              />
            </>
          )
        }
      </Read>
      {own.length === 0 ? null : <Delegate posts={own} />}
    </Page>
  )
}

interface GivenProps {
  readonly title: string
  readonly items: readonly Delegation[]
  readonly now: string
  readonly mine?: boolean
}

function stateOf({ from, to, endedAt }: Delegation, now: string): readonly [tone: string, text: string] {
  if (endedAt !== null) return ['', `Đã chấm dứt ngày ${formatDay(endedAt)}`]
  if (to <= now) return ['', 'Đã hết hạn']
  return from > now ? ['info', 'Chưa đến ngày'] : ['good', 'Đang có hiệu lực']
}

function Given({ title, items, now, mine = false }: GivenProps) {
  const client = useQueryClient()
  const end = useMutation({
    mutationFn: async (id: string) => {
      await read(api.POST('/api/v1/delegations/{id}/end', { params: { path: { id } } }))
      await client.invalidateQueries({ queryKey: ['delegations'] })
      say('Đã chấm dứt ủy quyền.')
    },
  })
  if (items.length === 0) return null
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <ProblemNote error={end.error} />
      <ul className="lines">
        {items.map((one) => {
          const [tone, text] = stateOf(one, now)
          const over = one.endedAt !== null || one.to <= now
          return (
            <li key={one.id} className="line">
              <div className="grow">
                <strong>{roleLabel(one.role)}</strong>, {one.officeName}
                <div className="small">
                  {one.fromName} ủy quyền cho {one.toName}
                </div>
                <div className="muted small">
                  {formatDay(one.from)} – {formatDay(lastDayOf(one.to))} · {one.reason}
                </div>
              </div>
              <span className={`tag ${tone}`}>{text}</span>
              {mine && !over ? (
                <Button size="small" danger loading={end.isPending} onClick={() => end.mutate(one.id)}>
                  Chấm dứt
                </Button>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The last instant of a time that ends before `to`. */
function lastDayOf(to: string): string {
  return new Date(Date.parse(to) - 1).toISOString()
}

interface Form {
  readonly post: number
  readonly toPersonId: string
  readonly from: string | null
  readonly to: string | null
  readonly reason: string
}

const EMPTY: Form = { post: 0, toPersonId: '', from: null, to: null, reason: '' }

function Delegate({ posts }: { readonly posts: readonly Schemas['Post'][] }) {
  const me = useMe()
  const client = useQueryClient()
  const draft = useDraft<Form>('delegation', EMPTY)
  const form = draft.value
  const post = posts[form.post] ?? posts[0]
  const members = useQuery({
    queryKey: ['members', post?.officeId ?? ''],
    enabled: post !== undefined,
    queryFn: () =>
      read(api.GET('/api/v1/offices/{id}/members', { params: { path: { id: post?.officeId ?? '' } } })),
  })
  const send = useMutation({
    mutationFn: async () => {
      const { toPersonId, from, to, reason } = form
      const body = {
        toPersonId,
        officeId: post?.officeId,
        role: post?.role,
        ...(from === null ? {} : { from }),
        to,
        reason: reason.trim(),
      }
      await sendOnce({ name: 'delegate', path: '/api/v1/delegations', body })
      draft.change(EMPTY)
      draft.sent()
      await client.invalidateQueries({ queryKey: ['delegations'] })
      await loadMe()
      say('Đã ghi nhận ủy quyền.')
    },
  })
  const people = (members.data?.items ?? []).filter(({ personId }) => personId !== me.personId)
  return (
    <section className="card" aria-labelledby="uy-quyen-moi">
      <h2 id="uy-quyen-moi">Ủy quyền mới</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <Choice
          label="Vai trò"
          required
          value={String(form.post)}
          options={posts.map(({ role, officeName }, index) => ({
            value: String(index),
            label: `${roleLabel(role)}, ${officeName}`,
          }))}
          onChange={(next) => draft.change({ ...form, post: Number(next), toPersonId: '' })}
        />
        <Choice
          label="Người được ủy quyền"
          required
          none="Chọn người…"
          value={form.toPersonId}
          options={people.map(({ personId, name, roles }) => ({
            value: personId,
            label: `${name} (${roles.map(roleLabel).join(', ')})`,
          }))}
          onChange={(toPersonId) => draft.change({ ...form, toPersonId })}
        />
        <DateField
          label="Từ ngày"
          value={form.from}
          hint="Để trống: từ bây giờ."
          onChange={(from) => draft.change({ ...form, from })}
        />
        <DateField
          label="Đến hết ngày"
          required
          value={form.to}
          onChange={(to) => draft.change({ ...form, to })}
        />
        <TextField
          label="Lý do, số văn bản"
          required
          rows={2}
          value={form.reason}
          onChange={(reason) => draft.change({ ...form, reason })}
        />
        <ProblemNote
          error={send.error}
          names={{ toPersonId: 'Người được ủy quyền', to: 'Đến hết ngày', from: 'Từ ngày' }}
        />
        <div>
          <Button
            type="primary"
            htmlType="submit"
            loading={send.isPending}
            disabled={form.toPersonId === '' || form.to === null || form.reason.trim() === ''}
          >
            Ủy quyền
          </Button>
        </div>
      </form>
    </section>
  )
}
