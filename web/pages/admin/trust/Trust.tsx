// The certificates that vouch for those who sign outside, with what each revoked: entered, withdrawn, a signer's certificate
// said to be revoked. Results that were judged before stand.
import { Button } from 'antd'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { Empty, Read } from '../../../components/States.tsx'
import { say } from '../../../components/toast.tsx'
import { formatDay, formatMoment, formatNumber } from '../../../i18n/format.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import { useKeepsAll } from '../common/rights.ts'
import { AddTrusted, RevokeSigner } from './TrustForms.tsx'

type Trusted = Schemas['TrustedCertificate']

const KEY = ['trusted-certificates'] as const

export const TRUST_ROLES = {
  anchor: 'Chứng thư gốc',
  intermediate: 'Chứng thư trung gian',
} as const satisfies Record<Trusted['role'], string>

export default function Trust() {
  const keeps = useKeepsAll()
  const client = useQueryClient()
  const [adding, setAdding] = useState(false)
  const trusted = useQuery({ queryKey: KEY, queryFn: () => read(api.GET('/api/v1/trusted-certificates')) })
  const changed = async (text: string): Promise<void> => {
    await client.invalidateQueries({ queryKey: KEY })
    say(text)
  }
  return (
    <Page
      title="Chứng thư tin cậy"
      note="Chữ ký số trên văn bản tải lên được đối chiếu với các chứng thư này. Kết quả đã kiểm tra trước đó giữ nguyên."
      actions={
        keeps ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            Thêm chứng thư
          </Button>
        ) : undefined
      }
    >
      <Read query={trusted}>
        {({ items }) => (
          <section className="card" aria-label="Các chứng thư">
            {items.length === 0 ? (
              <Empty title="Chưa có chứng thư nào">
                Cho tới khi có chứng thư gốc của nơi cấp, mọi chữ ký đúng chỉ được ghi là “chưa rõ nơi cấp”.
              </Empty>
            ) : (
              <ul className="lines">
                {items.map((one) => (
                  <Line key={one.fingerprint} one={one} keeps={keeps} onChanged={changed} />
                ))}
              </ul>
            )}
          </section>
        )}
      </Read>
      {adding ? <AddTrusted onClose={() => setAdding(false)} onChanged={changed} /> : null}
    </Page>
  )
}

interface LineProps {
  readonly one: Trusted
  readonly keeps: boolean
  readonly onChanged: (text: string) => Promise<void>
}

function Line({ one, keeps, onChanged }: LineProps) {
  const [asked, setAsked] = useState<'revoke' | 'remove' | null>(null)
  const { fingerprint, role, subject, validFrom, validTo, removedAt, revoked } = one
  const remove = async (): Promise<void> => {
    const params = { path: { fingerprint } }
    await read(api.DELETE('/api/v1/trusted-certificates/{fingerprint}', { params }))
    await onChanged('Đã thôi tin cậy chứng thư này.')
  }
  return (
    <li className="line">
      <div className="grow">
        <strong>{subject}</strong>{' '}
        <span className={removedAt === null ? 'tag good' : 'tag'}>
          {removedAt === null ? TRUST_ROLES[role] : `Thôi tin cậy từ ${formatDay(removedAt)}`}
        </span>
        <div className="muted small">
          Dùng từ {formatDay(validFrom)} đến {formatDay(validTo)}
        </div>
        <div className="mono">{fingerprint}</div>
        {revoked.length === 0 ? null : (
          <details>
            <summary>Chứng thư đã thu hồi do nơi này cấp ({formatNumber(revoked.length)})</summary>
            <ul className="small">
              {revoked.map(({ serial, revokedAt }) => (
                <li key={serial}>
                  <span className="mono">{serial}</span>, từ {formatMoment(revokedAt)}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {keeps && removedAt === null ? (
        <span className="row no-print">
          <Button onClick={() => setAsked('revoke')}>Ghi chứng thư bị thu hồi</Button>
          <Button danger onClick={() => setAsked('remove')}>
            Thôi tin cậy
          </Button>
        </span>
      ) : null}
      {asked === 'revoke' ? (
        <RevokeSigner fingerprint={fingerprint} onClose={() => setAsked(null)} onChanged={onChanged} />
      ) : null}
      <AskDialog
        title="Thôi tin cậy chứng thư này?"
        open={asked === 'remove'}
        onClose={() => setAsked(null)}
        confirm="Thôi tin cậy"
        danger
        send={remove}
      >
        <p>Chữ ký của người do nơi này cấp chứng thư, tải lên từ nay, được ghi là chưa rõ nơi cấp.</p>
      </AskDialog>
    </li>
  )
}
