// Where the account is signed in; each place can be ended by itself, or all but this one.
import { Button } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { ProblemNote } from '../../components/Problem.tsx'
import { Read } from '../../components/States.tsx'
import { say } from '../../components/toast.tsx'
import { formatMoment } from '../../i18n/format.ts'
import { deviceName } from './device.ts'

export function Sessions() {
  const client = useQueryClient()
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: () => read(api.GET('/api/v1/me/sessions')),
  })
  const end = useMutation({
    mutationFn: async (id: string | null) => {
      await (id === null
        ? read(api.DELETE('/api/v1/me/sessions'))
        : read(api.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } })))
      await client.invalidateQueries({ queryKey: ['sessions'] })
      say(id === null ? 'Đã kết thúc các phiên khác.' : 'Đã kết thúc phiên.')
    },
  })
  return (
    <section className="card" aria-labelledby="phien">
      <h2 id="phien">Nơi đang đăng nhập</h2>
      <ProblemNote error={end.error} />
      <Read query={sessions}>
        {({ items }) => (
          <>
            <ul className="lines">
              {items.map((one) => (
                <li key={one.id} className="line">
                  <div className="grow">
                    <strong>{deviceName(one.device)}</strong>
                    <div className="muted small">
                      {one.address === null ? '' : `Địa chỉ IP ${one.address} · `}
                      Đăng nhập {formatMoment(one.begunAt)}
                      {one.signedInBy === 'provider' ? ' qua tài khoản liên kết' : ''}
                    </div>
                    <div className="muted small">Dùng gần nhất {formatMoment(one.lastSeenAt)}</div>
                  </div>
                  {one.current ? (
                    <span className="tag good">Phiên này</span>
                  ) : (
                    <Button
                      size="small"
                      danger
                      aria-label={`Kết thúc phiên trên ${deviceName(one.device)}, đăng nhập ${formatMoment(one.begunAt)}`}
                      loading={end.isPending && end.variables === one.id}
                      onClick={() => end.mutate(one.id)}
                    >
                      Kết thúc
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {items.length > 1 ? (
              <Button
                danger
                loading={end.isPending && end.variables === null}
                onClick={() => end.mutate(null)}
              >
                Kết thúc mọi phiên khác
              </Button>
            ) : null}
          </>
        )}
      </Read>
    </section>
  )
}
