// Delegations given and received: written, dated, never passed on; ended by whoever gave them.
import { Button } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { addMs } from '../../../domain/time/civil.ts'
import { givingRefused } from '../../../domain/delegation.ts'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { say } from '../../components/toast.tsx'
import { formatDay } from '../../i18n/format.ts'
import { roleLabel } from '../../i18n/vi.ts'
import { Delegate } from './Delegate.tsx'
import { useProcedures } from './procedures.ts'

type Delegation = Schemas['Delegation']

export default function Delegations() {
  const me = useMe()
  const delegations = useQuery({
    queryKey: ['delegations'],
    queryFn: () => read(api.GET('/api/v1/delegations', { params: { query: { limit: '100' } } })),
  })
  const own = me.posts.filter(
    ({ delegation, role }) => givingRefused(role, delegation === null ? 'inPerson' : 'byDelegation') === null,
  )
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
      {own.length === 0 ? (
        <p className="note">
          Bạn không có vai trò nào ủy quyền được: việc quản trị, kiểm soát và việc được người khác ủy quyền
          thì không ủy quyền lại.
        </p>
      ) : (
        <Delegate posts={own} />
      )}
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
  const procedures = useProcedures()
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
                {one.procedureId === null ? null : (
                  <div className="muted small">
                    Chỉ cho quy trình:{' '}
                    {procedures.data?.items.find(({ id }) => id === one.procedureId)?.vi ?? one.procedureId}
                  </div>
                )}
              </div>
              <span className={`tag ${tone}`}>{text}</span>
              {mine && !over ? (
                <Button
                  size="small"
                  danger
                  aria-label={`Chấm dứt ủy quyền cho ${one.toName}`}
                  loading={end.isPending && end.variables === one.id}
                  onClick={() => end.mutate(one.id)}
                >
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
const lastDayOf = (to: string): string => addMs(to, -1)
