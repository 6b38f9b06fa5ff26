// With a network: the dossiers that this person could inspect and that aren't on the device yet, to be taken along one by one
// or all that are shown.
import { useMutation } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { useNames } from '../../client/steps.ts'
import { Empty, Failed, Loading } from '../../components/States.tsx'
import { say } from '../../components/toast.tsx'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { Trouble } from '../../offline/Trouble.tsx'
import { keepForField } from '../../offline/keep.ts'
import type { Entry } from '../../offline/records.ts'
import { useNearby } from './queries.ts'

export function Nearby({ kept }: { readonly kept: readonly Entry[] }) {
  const me = useMe()
  const nearby = useNearby(me)
  const here = new Set(kept.map(({ dossier }) => dossier.dossierId))
  const items = nearby.items.filter(({ id }) => !here.has(id))
  const names = useNames(items)
  const [done, setDone] = useState(0)
  const keep = useMutation({
    mutationFn: async (ids: readonly string[]) => {
      setDone(0)
      for (const [index, id] of ids.entries()) {
        await keepForField(me, id)
        setDone(index + 1)
      }
      say(`Đã giữ ${formatNumber(ids.length)} hồ sơ trên máy này.`)
    },
  })
  const asked = keep.isPending ? keep.variables.length : 0
  return (
    <section className="card" aria-labelledby="co-the-giu">
      <h2 id="co-the-giu">Hồ sơ có thể giữ để đi kiểm tra</h2>
      <Trouble error={keep.error} />
      {asked > 1 ? (
        <Progress
          percent={Math.round((done / asked) * 100)}
          size="small"
          aria-label="Đang giữ hồ sơ trên máy này"
        />
      ) : null}
      {nearby.reading ? <Loading lines={2} /> : null}
      {nearby.error === null ? null : <Failed error={nearby.error} />}
      {!nearby.reading && nearby.error === null && items.length === 0 ? (
        <Empty
          title={
            nearby.items.length === 0
              ? 'Chưa có hồ sơ nào ở bước kiểm tra'
              : 'Hồ sơ ở bước kiểm tra đều đã có trên máy này'
          }
        >
          Hồ sơ đến bước mà bạn được giao kiểm tra sẽ hiện ở đây.
        </Empty>
      ) : null}
      {items.length > 1 ? (
        <Button
          disabled={keep.isPending}
          onClick={() => keep.mutate(items.map(({ id }) => id))}
        >{`Giữ cả ${formatNumber(items.length)} hồ sơ`}</Button>
      ) : null}
      <ul className="lines">
        {items.map((item) => (
          <li key={item.id} className="line">
            <div className="grow">
              <Link to={`/ho-so/${encodeURIComponent(item.id)}`} className="line-title">
                {item.subject.name}
              </Link>
              <div className="muted small">
                {names.step(item, item.step)} · {names.procedure(item)?.vi ?? ''} {item.year}
                {item.dueAt === null ? '' : ` · hạn ${formatDay(item.dueAt)}`}
              </div>
            </div>
            <Button size="small" disabled={keep.isPending} onClick={() => keep.mutate([item.id])}>
              Giữ trên máy này<span className="sr">: {item.subject.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      {nearby.more ? (
        <p className="muted small">
          Chỉ hiện các hồ sơ gần hạn nhất. Hồ sơ khác: mở từ <Link to="/ho-so">danh sách hồ sơ</Link> rồi bấm
          “Giữ trên máy này”.
        </p>
      ) : null}
    </section>
  )
}
