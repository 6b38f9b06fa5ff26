// One matter in a list: its name, what it is, whose, since when, and where it stands.
import { Link } from 'react-router'
import { formatDay } from '../../i18n/format.ts'
import { MATTER_STATUSES, subjectKindLabel } from '../../i18n/vi.ts'
import { PartsTag } from './PartsTag.tsx'
import type { ListedMatter, Matter } from './queries.ts'
import { STANDING_TONES } from './words.ts'

interface Props {
  readonly matter: ListedMatter
  readonly typeName: (kind: Matter['kind'], type: string | null) => string
}

/** From when to when it stands. */
export function spanOf({ begunOn, endedOn }: Matter): string {
  if (begunOn === null) return ''
  return endedOn === null ? `từ ${formatDay(begunOn)}` : `${formatDay(begunOn)} – ${formatDay(endedOn)}`
}

export function MatterLine({ matter, typeName }: Props) {
  const { id, kind, type, code, name, officeName, personName, status, parts } = matter
  const about = [subjectKindLabel(kind), typeName(kind, type), officeName, personName ?? '', spanOf(matter)]
  return (
    <li className="line">
      <div className="grow">
        <Link to={`/so/${encodeURIComponent(id)}`} className="line-title">
          {code === null ? '' : `${code}. `}
          {name}
        </Link>
        <div className="muted small">{about.filter((one) => one !== '').join(' · ')}</div>
      </div>
      {parts === null || parts.total === 0 ? null : <PartsTag {...parts} />}
      <span className={`tag ${STANDING_TONES[status]}`}>{MATTER_STATUSES[status]}</span>
    </li>
  )
}
