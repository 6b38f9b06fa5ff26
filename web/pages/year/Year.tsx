// The calendar of the year, month by month: the deadlines of the person's dossiers, the dates of campaigns, what was handed
// out and the matters' own dates; today is marked.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { civilDateOf } from '../../../domain/time/civil.ts'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { formatDay, formatLeft, formatNumber } from '../../i18n/format.ts'
import { CALENDAR_KINDS } from '../../i18n/vi.ts'

type Entry = Schemas['CalendarEntry']

const PAGE = '200'
/** A province's year has more dates than anybody reads: the list of dossiers has them all. */
const MOST_PAGES = 5

/** Everything between two days, as far as it fits. */
async function entriesOf(from: string, to: string, mine: boolean, personId: string): Promise<Entry[]> {
  const entries: Entry[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = {
      from,
      to,
      limit: PAGE,
      ...(mine ? { person: personId } : {}),
      ...(cursor === undefined ? {} : { cursor }),
    }
    const { items, nextCursor } = await read(api.GET('/api/v1/calendar', { params: { query } }))
    entries.push(...items)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return entries
}

export default function Year() {
  const me = useMe()
  const today = civilDateOf(me.now)
  const thisYear = Number(today.slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const [whose, setWhose] = useState<'all' | 'mine'>('all')
  const entries = useQuery({
    queryKey: ['calendar', year, whose],
    queryFn: () => entriesOf(`${year}-01-01`, `${year}-12-31`, whose === 'mine', me.personId),
  })
  return (
    <Page title="Lịch năm" note={`Các hạn và mốc của năm ${year}.`}>
      <div className="card filters no-print">
        <Choice
          label="Năm"
          value={String(year)}
          options={[thisYear - 1, thisYear, thisYear + 1].map((one) => ({
            value: String(one),
            label: String(one),
          }))}
          onChange={(next) => setYear(Number(next))}
        />
        <Choice
          label="Của ai"
          value={whose}
          options={[
            { value: 'all', label: 'Mọi việc trong phạm vi của tôi' },
            { value: 'mine', label: 'Chỉ việc chờ tôi' },
          ]}
          onChange={(next) => setWhose(next === 'mine' ? 'mine' : 'all')}
        />
      </div>
      <Read query={entries}>
        {(found) =>
          found.length === 0 ? (
            <Empty title="Năm này chưa có hạn nào">Khi đợt xét được lập, các mốc sẽ hiện ở đây.</Empty>
          ) : (
            <Months entries={found} now={me.now} />
          )
        }
      </Read>
    </Page>
  )
}

function Months({ entries, now }: { readonly entries: readonly Entry[]; readonly now: string }) {
  const today = civilDateOf(now)
  const months = [...new Set(entries.map(({ at }) => civilDateOf(at).slice(0, 7)))]
  return months.map((month) => {
    const here = entries.filter(({ at }) => civilDateOf(at).startsWith(month))
    const [year = '', number = ''] = month.split('-')
    return (
      <section key={month} className="card" aria-label={`Tháng ${Number(number)}/${year}`}>
        <h2>
          Tháng {Number(number)}/{year} <span className="tag">{formatNumber(here.length)}</span>
          {today.startsWith(month) ? <span className="tag info">Hôm nay: {formatDay(today)}</span> : null}
        </h2>
        <ul className="lines">
          {here.map((entry) => (
            <li key={entry.key} className="line">
              <time className="nowrap" dateTime={entry.at}>
                {formatDay(entry.at)}
              </time>
              <div className="grow">
                <Title entry={entry} />
                <div className="muted small">{CALENDAR_KINDS[entry.kind]}</div>
              </div>
              {entry.kind === 'campaign' ? null : (
                <span className={entry.overdue ? 'tag bad' : 'tag'}>{formatLeft(entry.at, now)}</span>
              )}
            </li>
          ))}
        </ul>
      </section>
    )
  })
}

function Title({ entry }: { readonly entry: Entry }) {
  const { kind, dossierId, campaignId, subjectId, name } = entry
  if (kind === 'dossier' && dossierId !== null)
    return <Link to={`/ho-so/${encodeURIComponent(dossierId)}`}>{name}</Link>
  if (kind === 'assigned' && campaignId !== null && subjectId !== null)
    return (
      <Link to={`/dang-ky/${encodeURIComponent(campaignId)}/${encodeURIComponent(subjectId)}`}>{name}</Link>
    )
  return <>{name}</>
}
