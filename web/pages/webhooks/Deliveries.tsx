// The log of one connection: what was sent when, what was answered, what waits and what was given up; a parked line is tried again
// or left out, and everything can be sent again from a line on.
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { ProblemNote } from '../../components/Problem.tsx'
import { Empty } from '../../components/States.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { DELIVERY_STATUSES, DELIVERY_TONES, topicWord } from './words.ts'
import type { Delivery, Webhook } from './words.ts'

const STATUSES = ['waiting', 'sent', 'parked', 'skipped'] as const
const PAGE = '25'

interface Props {
  readonly webhook: Webhook
  readonly keeps: boolean
}

export function Deliveries({ webhook, keeps }: Props) {
  const [status, setStatus] = useState<Delivery['status'] | ''>('')
  const lines = usePaged(['webhooks', webhook.id, 'deliveries', status], (at) => {
    const query = { ...at, limit: PAGE, ...(status === '' ? {} : { status }) }
    return read(api.GET('/api/v1/webhooks/{id}/deliveries', { params: { path: { id: webhook.id }, query } }))
  })
  return (
    <div className="stack" role="group" aria-label={`Nhật ký gửi: ${webhook.label}`}>
      <div className="filters no-print">
        <Choice
          label="Kết quả"
          none="Tất cả"
          value={status}
          options={STATUSES.map((one) => ({ value: one, label: DELIVERY_STATUSES[one] }))}
          onChange={(chosen) => setStatus(STATUSES.find((one) => one === chosen) ?? '')}
        />
      </div>
      <PagedList query={lines} empty={<Empty title="Chưa có lần gửi nào phù hợp" />}>
        {(items) => (
          <ul className="lines">
            {items.map((one) => (
              <DeliveryLine key={one.id} delivery={one} webhook={webhook} keeps={keeps} />
            ))}
          </ul>
        )}
      </PagedList>
    </div>
  )
}

function answerOf({ answerStatus, error, durationMs, attempts, sentAt, nextAt }: Delivery): string {
  const parts = [
    sentAt === null ? '' : `nhận lúc ${formatMoment(sentAt)}`,
    answerStatus === null ? '' : `trả lời ${answerStatus}`,
    durationMs === null ? '' : `${formatNumber(durationMs)} ms`,
    attempts > 1 ? `đã thử ${formatNumber(attempts)} lần` : '',
    nextAt !== null && attempts > 0 ? `thử lại ${formatMoment(nextAt)}` : '',
    error ?? '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

function DeliveryLine({ delivery, webhook, keeps }: Props & { readonly delivery: Delivery }) {
  return (
    <li className="line">
      <div className="grow">
        <Link to={`/ho-so/${encodeURIComponent(delivery.dossierId)}`} className="line-title">
          {delivery.topics.map(topicWord).join(', ')}
        </Link>
        <div className="muted small">{answerOf(delivery)}</div>
        <div className="muted small">
          Vị trí {delivery.position}, mã <span className="mono">{delivery.id}</span>
        </div>
        {keeps ? <Buttons delivery={delivery} webhook={webhook} /> : null}
      </div>
      <span className={`tag ${DELIVERY_TONES[delivery.status]}`}>{DELIVERY_STATUSES[delivery.status]}</span>
    </li>
  )
}

type How = 'retry' | 'skip' | 'replay'
const SAID = {
  retry: 'Đang gửi lại lần này.',
  skip: 'Đã bỏ qua; các lần sau của hồ sơ được gửi tiếp.',
  replay: 'Đang gửi lại từ vị trí này.',
} as const satisfies Record<How, string>

function Buttons({ delivery, webhook }: { readonly delivery: Delivery; readonly webhook: Webhook }) {
  const client = useQueryClient()
  const settle = useMutation({
    mutationFn: async (how: How) => {
      const path = { id: webhook.id }
      // The position before it: everything after that is sent, so this line is the first.
      const after = String(BigInt(delivery.position) - 1n)
      await read(
        how === 'replay'
          ? api.POST('/api/v1/webhooks/{id}/replay', { params: { path }, body: { after } })
          : api.POST('/api/v1/webhooks/{id}/deliveries/{delivery}/{how}', {
              params: { path: { ...path, delivery: delivery.id, how } },
            }),
      )
      await client.invalidateQueries({ queryKey: ['webhooks'] })
      say(SAID[how])
    },
  })
  const button = (how: How, words: string, danger = false) => (
    <Button
      size="small"
      danger={danger}
      loading={settle.isPending && settle.variables === how}
      aria-label={`${words}: vị trí ${delivery.position}`}
      onClick={() => settle.mutate(how)}
    >
      {words}
    </Button>
  )
  return (
    <>
      <div className="row no-print">
        {delivery.status === 'parked' ? (
          <>
            {button('retry', 'Gửi lại lần này')}
            {button('skip', 'Bỏ qua', true)}
          </>
        ) : null}
        {button('replay', 'Gửi lại từ đây')}
      </div>
      <ProblemNote error={settle.error} />
    </>
  )
}
