// One line of the ledger: who was told what and when, whether he read it, and what became of the mail, with what the mail
// server answered where it went wrong.
import { Button } from 'antd'
import { Link } from 'react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { ProblemNote } from '../../components/Problem.tsx'
import { say } from '../../components/toast.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { MAIL_RESULTS, MAIL_TONES, proofPath } from './words.ts'
import type { LedgerLine } from './words.ts'

interface Props {
  readonly line: LedgerLine
  /** Where several dossiers are told of, each leads to its proof. */
  readonly leads: boolean
  readonly resends: boolean
}

export function Line({ line, leads, resends }: Props) {
  const { mail } = line
  const broken = mail.result === 'failed' || mail.result === 'bounced'
  return (
    <li className="line">
      <div className="grow">
        <span className="line-title">{line.personName}</span>
        <div>
          {line.text}
          {line.subjectName === null ? '' : ': '}
          {line.subjectName === null ? null : leads && line.dossierId !== null && line.subjectId === null ? (
            <Link to={proofPath(line.dossierId)}>{line.subjectName}</Link>
          ) : (
            line.subjectName
          )}
        </div>
        <div className="muted small">
          {formatMoment(line.at)} · {line.procedureName === null ? '' : `${line.procedureName} · `}
          {line.readAt === null ? 'chưa đọc trong hệ thống' : `đã đọc lúc ${formatMoment(line.readAt)}`}
        </div>
        <MailFacts line={line} />
        {broken && resends ? <Resend line={line} /> : null}
      </div>
      <span className={`tag ${MAIL_TONES[mail.result]}`}>{MAIL_RESULTS[mail.result]}</span>
    </li>
  )
}

function MailFacts({ line: { mail } }: { readonly line: LedgerLine }) {
  if (mail.address === null && mail.answer === null && mail.messageId === null) return null
  const parts = [
    mail.address === null ? '' : `Thư tới ${mail.address}`,
    mail.sentAt === null ? '' : `máy chủ nhận lúc ${formatMoment(mail.sentAt)}`,
    mail.bouncedAt === null ? '' : `bị trả lại lúc ${formatMoment(mail.bouncedAt)}`,
    mail.attempts > 1 ? `đã thử ${formatNumber(mail.attempts)} lần` : '',
  ].filter((part) => part !== '')
  return (
    <div className="muted small">
      {parts.join(', ')}
      {mail.answer === null ? null : (
        <div lang="en">
          <span lang="vi">Máy chủ thư trả lời: </span>
          <span className="mono">{mail.answer}</span>
        </div>
      )}
      {mail.messageId === null ? null : (
        <div>
          Mã thư: <span className="mono">{mail.messageId}</span>
        </div>
      )}
    </div>
  )
}

function Resend({ line }: { readonly line: LedgerLine }) {
  const client = useQueryClient()
  const resend = useMutation({
    mutationFn: async () => {
      await read(api.POST('/api/v1/notices/{id}/resend', { params: { path: { id: line.id } } }))
      await client.invalidateQueries({ queryKey: ['ledger'] })
      say('Đã xếp thư để gửi lại.')
    },
  })
  return (
    <div className="no-print">
      <Button
        size="small"
        loading={resend.isPending}
        aria-label={`Gửi lại thư cho ${line.personName}`}
        onClick={() => resend.mutate()}
      >
        Gửi lại thư
      </Button>
      <ProblemNote error={resend.error} />
    </div>
  )
}
