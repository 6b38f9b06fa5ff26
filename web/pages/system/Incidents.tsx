// Errors of the program that nobody has looked at: their number, which people are told, when, where and what; noted by one click.
import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { ProblemNote } from '../../components/Problem.tsx'
import { say } from '../../components/toast.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import type { Health } from './words.ts'

interface Props {
  readonly health: Health
  /** The reader may take note of them. */
  readonly keeps: boolean
}

export function Incidents({ health: { incidents }, keeps }: Props) {
  const client = useQueryClient()
  const seen = useMutation({
    mutationFn: async (id: string) => {
      await read(api.POST('/api/v1/admin/incidents/{id}/seen', { params: { path: { id } } }))
      await client.invalidateQueries({ queryKey: ['system'] })
      say('Đã đánh dấu đã xem.')
    },
  })
  const { unseen, items } = incidents
  return (
    <section className="card" aria-labelledby="su-co">
      <h2 id="su-co">Sự cố chưa xem</h2>
      <ProblemNote error={seen.error} />
      {items.length === 0 ? (
        <p className="muted">Không có sự cố nào.</p>
      ) : (
        <ul className="lines">
          {items.map(({ id, at, place, error }) => (
            <li key={id} className="line">
              <div className="grow">
                <span className="mono">{id}</span>
                <div className="muted small">
                  {formatMoment(at)} · {place}
                </div>
                <div className="mono" lang="en">
                  {error}
                </div>
              </div>
              {keeps ? (
                <Button
                  loading={seen.isPending && seen.variables === id}
                  aria-label={`Đã xem sự cố ${id}`}
                  onClick={() => seen.mutate(id)}
                >
                  Đã xem
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {unseen > items.length ? (
        <p className="muted">
          Trên đây là {formatNumber(items.length)} trong {formatNumber(unseen)} sự cố, mới nhất trước.
        </p>
      ) : null}
    </section>
  )
}
