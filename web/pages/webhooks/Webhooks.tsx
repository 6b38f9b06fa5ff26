// Which other systems are told of what is recorded, each with how it goes; an administrator adds, changes, pauses, ends, gives
// a new key, and has everything sent again from a point on.
import { Button } from 'antd'
import { useState } from 'react'
import { api, read } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { Empty } from '../../components/States.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { useHolds } from '../admin/common/rights.ts'
import { Deliveries } from './Deliveries.tsx'
import { ChangeWebhook, EndWebhook, ReplayWebhook, RotateSecret } from './dialogs.tsx'
import { AddWebhook } from './AddWebhook.tsx'
import { topicWord } from './words.ts'
import type { Webhook } from './words.ts'

export default function Webhooks() {
  const keeps = useHolds(['administrator'])
  const [adding, setAdding] = useState(false)
  const webhooks = usePaged(['webhooks'], (at) =>
    read(api.GET('/api/v1/webhooks', { params: { query: at } })),
  )
  return (
    <Page
      title="Kết nối hệ thống khác"
      note="Hệ thống khác được báo ngay khi hồ sơ có việc mới: chỉ mã và loại việc, không có nội dung; mỗi lần gửi đều có chữ ký."
      actions={
        keeps ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            Thêm kết nối
          </Button>
        ) : undefined
      }
    >
      <PagedList
        query={webhooks}
        empty={
          <section className="card" aria-label="Kết nối">
            <Empty title="Chưa có kết nối nào">
              Thêm kết nối để một cửa điện tử, trục liên thông hoặc hệ thống báo cáo nhận việc mới của hồ sơ.
            </Empty>
          </section>
        }
      >
        {(items) => items.map((one) => <Card key={one.id} webhook={one} keeps={keeps} />)}
      </PagedList>
      {adding ? <AddWebhook onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}

interface Props {
  readonly webhook: Webhook
  readonly keeps: boolean
}

type Asked = 'change' | 'rotate' | 'replay' | 'end' | null

function Card({ webhook, keeps }: Props) {
  const [asked, setAsked] = useState<Asked>(null)
  const [logShown, setLogShown] = useState(false)
  const close = (): void => setAsked(null)
  const heading = `ket-noi-${webhook.id}`
  return (
    <section className="card stack" aria-labelledby={heading}>
      <div className="page-head">
        <h2 id={heading}>{webhook.label}</h2>
        <Standing webhook={webhook} />
      </div>
      <Facts webhook={webhook} />
      <div className="row no-print">
        <Button aria-expanded={logShown} onClick={() => setLogShown(!logShown)}>
          {logShown ? 'Đóng nhật ký gửi' : 'Xem nhật ký gửi'}
        </Button>
        {keeps ? (
          <>
            <Button onClick={() => setAsked('change')}>Sửa, tạm dừng</Button>
            <Button onClick={() => setAsked('rotate')}>Đổi khóa</Button>
            <Button onClick={() => setAsked('replay')}>Gửi lại từ một ngày</Button>
            <Button danger onClick={() => setAsked('end')}>
              Kết thúc
            </Button>
          </>
        ) : null}
      </div>
      {logShown ? <Deliveries webhook={webhook} keeps={keeps} /> : null}
      {asked === 'change' ? <ChangeWebhook webhook={webhook} onClose={close} /> : null}
      {asked === 'rotate' ? <RotateSecret webhook={webhook} onClose={close} /> : null}
      {asked === 'replay' ? <ReplayWebhook webhook={webhook} onClose={close} /> : null}
      {asked === 'end' ? <EndWebhook webhook={webhook} onClose={close} /> : null}
    </section>
  )
}

function Standing({ webhook }: Pick<Props, 'webhook'>) {
  if (webhook.paused) return <span className="tag warn">Tạm dừng</span>
  if (webhook.parked > 0) return <span className="tag bad">Có lần gửi bị dừng</span>
  if (webhook.failures > 0) return <span className="tag warn">Đang lỗi, sẽ thử lại</span>
  return webhook.replaying ? (
    <span className="tag info">Đang gửi lại</span>
  ) : (
    <span className="tag good">Hoạt động</span>
  )
}

function Facts({ webhook }: Pick<Props, 'webhook'>) {
  const { failures, restingUntil } = webhook
  return (
    <dl className="facts">
      <dt>Hồ sơ của</dt>
      <dd>{webhook.officeName} và cấp dưới</dd>
      <dt>Địa chỉ nhận</dt>
      <dd className="mono">{webhook.url}</dd>
      <dt>Loại việc</dt>
      <dd>{webhook.topics.length === 0 ? 'Mọi loại việc' : webhook.topics.map(topicWord).join(', ')}</dd>
      <dt>Đang chờ</dt>
      <dd>
        {formatNumber(webhook.waiting)} lần gửi
        {webhook.parked === 0 ? '' : `; ${formatNumber(webhook.parked)} lần bị dừng, cần xử lý trong nhật ký`}
      </dd>
      {failures === 0 ? null : (
        <>
          <dt>Lỗi liên tiếp</dt>
          <dd>
            {formatNumber(failures)} lần
            {restingUntil === null ? '' : `; nghỉ đến ${formatMoment(restingUntil)}`}
          </dd>
        </>
      )}
      <dt>Khóa ký</dt>
      <dd>
        {webhook.keys.map((key) => (
          <div key={key.id}>
            <span className="mono">{key.id}</span>{' '}
            <span className="muted small">
              từ {formatMoment(key.createdAt)}
              {key.validTo === null ? '' : `, hết hiệu lực ${formatMoment(key.validTo)}`}
            </span>
          </div>
        ))}
      </dd>
    </dl>
  )
}
