// Every role of one person as it was granted, the latest first; granting another one, ending one now or after a day.
import { Button } from 'antd'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../../app/useSession.ts'
import { sendOnce } from '../../../client/act.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { loadMe } from '../../../client/queries.ts'
import { Empty } from '../../../components/States.tsx'
import { DateField } from '../../../components/forms/DateField.tsx'
import { say } from '../../../components/toast.tsx'
import { formatDay } from '../../../i18n/format.ts'
import { roleLabel } from '../../../i18n/vi.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import { PagedList, usePaged } from '../common/paged.tsx'
import { lastDayOf } from '../common/rights.ts'
import { NO_ROLE, RoleFields, roleGiven } from './RoleFields.tsx'

type Holding = Schemas['Holding']

interface Props {
  readonly person: Schemas['Person']
  readonly keeps: boolean
}

function stateOf({ from, to }: Holding, now: string): readonly [tone: string, text: string] {
  if (to !== null && to <= now) return ['', 'Đã kết thúc']
  return from > now ? ['info', 'Chưa đến ngày'] : ['good', 'Đang giữ']
}

export function Holdings({ person, keeps }: Props) {
  const [granting, setGranting] = useState(false)
  const [ending, setEnding] = useState<Holding | null>(null)
  const { now } = useMe()
  const holdings = usePaged(['roles', person.id], (at) =>
    read(api.GET('/api/v1/roles', { params: { query: { ...at, person: person.id, limit: '50' } } })),
  )
  return (
    <section className="card" aria-labelledby="vai-tro">
      <div className="page-head">
        <h2 id="vai-tro">Vai trò</h2>
        {keeps ? <Button onClick={() => setGranting(true)}>Giao vai trò</Button> : null}
      </div>
      <PagedList query={holdings} empty={<Empty title="Chưa giữ vai trò nào" />}>
        {(items) => (
          <ul className="lines">
            {items.map((one) => {
              const [tone, text] = stateOf(one, now)
              return (
                <li key={one.id} className="line">
                  <div className="grow">
                    <strong>{roleLabel(one.role)}</strong>, {one.officeName}
                    <div className="muted small">
                      Từ {formatDay(one.from)}
                      {one.to === null
                        ? ', không có ngày kết thúc'
                        : ` đến hết ${formatDay(lastDayOf(one.to))}`}
                    </div>
                  </div>
                  <span className={`tag ${tone}`}>{text}</span>
                  {keeps && (one.to === null || one.to > now) ? (
                    <Button size="small" danger onClick={() => setEnding(one)}>
                      Kết thúc
                    </Button>
                  ) : null}
                </li>
              )
            })}
          </ul>
        )}
      </PagedList>
      <Grant person={person} open={granting} onClose={() => setGranting(false)} />
      {ending === null ? null : <End holding={ending} onClose={() => setEnding(null)} />}
    </section>
  )
}

interface GrantProps {
  readonly person: Schemas['Person']
  readonly open: boolean
  readonly onClose: () => void
}

const NAMES = {
  officeId: 'Cơ quan, đơn vị',
  role: 'Vai trò',
  from: 'Từ ngày',
  to: 'Đến hết ngày',
  personId: 'Người được giao',
} as const

function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    // With the time of now, too: a role that has just ended is over.
    await Promise.all([
      loadMe(),
      client.invalidateQueries({ queryKey: ['roles'] }),
      client.invalidateQueries({ queryKey: ['people'] }),
    ])
  }
}

function Grant({ person, open, onClose }: GrantProps) {
  const refresh = useRefresh()
  const [form, setForm] = useState(NO_ROLE)
  const role = roleGiven(form)
  const send = async (): Promise<void> => {
    const body = { personId: person.id, ...role }
    await sendOnce<Holding>({ name: `grant/${person.id}`, path: '/api/v1/roles', body })
    await refresh()
    setForm(NO_ROLE)
    say('Đã giao vai trò.')
  }
  return (
    <AskDialog
      title={`Giao vai trò cho ${person.name}`}
      open={open}
      onClose={onClose}
      confirm="Giao vai trò"
      ready={role !== null}
      names={NAMES}
      send={send}
    >
      {(errors) => <RoleFields value={form} onChange={setForm} errors={errors} />}
    </AskDialog>
  )
}

function End({ holding, onClose }: { readonly holding: Holding; readonly onClose: () => void }) {
  const refresh = useRefresh()
  const [lastDay, setLastDay] = useState<string | null>(null)
  const send = async (): Promise<void> => {
    const body = lastDay === null ? {} : { lastDay }
    await read(api.POST('/api/v1/roles/{id}/end', { params: { path: { id: holding.id } }, body }))
    await refresh()
    say(lastDay === null ? 'Đã kết thúc vai trò.' : 'Đã đặt ngày kết thúc vai trò.')
  }
  return (
    <AskDialog
      title="Kết thúc vai trò"
      open
      onClose={onClose}
      confirm="Kết thúc vai trò"
      danger
      names={{ lastDay: 'Ngày cuối' }}
      send={send}
    >
      {(errors) => (
        <>
          <p>
            <strong>{roleLabel(holding.role)}</strong>, {holding.officeName}. Việc đang chờ vai trò này ở lại
            cơ quan cho người khác giữ vai trò.
          </p>
          <DateField
            label="Ngày cuối"
            hint="Để trống: kết thúc ngay bây giờ."
            value={lastDay}
            error={errors['lastDay']}
            onChange={setLastDay}
          />
        </>
      )}
    </AskDialog>
  )
}
