// One piece of news: what happened, to which dossier, when; it leads there and is read by that.
import { Link } from 'react-router'
import { useMarkRead } from '../client/notices.ts'
import type { Notice } from '../client/notices.ts'
import { formatMoment } from '../i18n/format.ts'

/** Where a piece of news leads. */
function placeOf({ dossierId, campaignId, subjectId, kind }: Notice): string {
  // Nobody has begun it: the way in, or for whoever looks after those below, who is missing.
  if (subjectId !== null && campaignId !== null)
    return kind === 'escalation'
      ? '/bao-cao'
      : `/dang-ky/${encodeURIComponent(campaignId)}/${encodeURIComponent(subjectId)}`
  if (dossierId !== null) return `/ho-so/${encodeURIComponent(dossierId)}`
  return kind === 'delegation' ? '/uy-quyen' : '/'
}

export function NoticeLine({ notice, onGo }: { readonly notice: Notice; readonly onGo?: () => void }) {
  const mark = useMarkRead()
  const unread = notice.readAt === null
  return (
    <li className="line">
      <div className="grow">
        <Link
          to={placeOf(notice)}
          className={unread ? 'line-title' : ''}
          onClick={() => {
            if (unread) mark.mutate({ ids: [notice.id] })
            onGo?.()
          }}
        >
          {notice.text}
          {notice.subjectName === null ? '' : `: ${notice.subjectName}`}
        </Link>
        <div className="muted small">
          {formatMoment(notice.at)}
          {notice.procedureName === null ? '' : ` · ${notice.procedureName}`}
        </div>
      </div>
      {unread ? <span className="tag info">Mới</span> : null}
    </li>
  )
}
