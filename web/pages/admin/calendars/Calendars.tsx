// The holiday table: the days off and swap days of each year in every published version, and a next version made from the
// newest one.
import { Button } from 'antd'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { HolidayDay } from '../../../../domain/time/calendar.ts'
import { weekday } from '../../../../domain/time/civil.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { Read } from '../../../components/States.tsx'
import { Choice } from '../../../components/forms/fields.tsx'
import { formatDay, formatMoment, formatNumber } from '../../../i18n/format.ts'
import { useKeepsAll } from '../common/rights.ts'
import { EditCalendar, daysOf } from './EditCalendar.tsx'
import { DAY_KINDS, WEEKDAYS } from './words.ts'

type Calendar = Schemas['Calendar']

function useCalendar(version: string) {
  return useQuery({
    queryKey: ['calendars', version],
    queryFn: () => {
      const asked = version === 'newest' ? ('newest' as const) : version
      return read(api.GET('/api/v1/calendars/{version}', { params: { path: { version: asked } } }))
    },
  })
}

export default function Calendars() {
  const [version, setVersion] = useState('newest')
  const [editing, setEditing] = useState(false)
  const keeps = useKeepsAll()
  const list = useQuery({ queryKey: ['calendars'], queryFn: () => read(api.GET('/api/v1/calendars')) })
  const calendar = useCalendar(version)
  const newest = list.data?.items[0]?.version
  return (
    <Page
      title="Ngày nghỉ, ngày làm bù"
      note="Hạn tính theo ngày làm việc dựa vào bảng này. Bảng đã công bố không sửa; thay đổi là một bản mới."
      actions={
        keeps && !editing ? (
          <Button
            type="primary"
            disabled={calendar.data === undefined}
            onClick={() => {
              setVersion('newest')
              setEditing(true)
            }}
          >
            Soạn bản mới
          </Button>
        ) : undefined
      }
    >
      {editing ? null : (
        <div className="card filters">
          <Choice
            label="Bản"
            value={version}
            options={[
              { value: 'newest', label: newest === undefined ? 'Mới nhất' : `Mới nhất (bản ${newest})` },
              ...(list.data?.items ?? []).slice(1).map((one) => ({
                value: String(one.version),
                label: `Bản ${one.version}`,
              })),
            ]}
            onChange={setVersion}
          />
        </div>
      )}
      <Read query={calendar}>
        {(data) =>
          editing ? (
            <EditCalendar calendar={data} onDone={() => setEditing(false)} />
          ) : (
            <Shown calendar={data} />
          )
        }
      </Read>
      {keeps ? null : <p className="muted small">Bảng ngày nghỉ do quản trị viên toàn hệ thống công bố.</p>}
    </Page>
  )
}

function Shown({ calendar }: { readonly calendar: Calendar }) {
  const years = [...calendar.years].sort((a, b) => b - a)
  return (
    <>
      <p className="muted">
        Bản {calendar.version}
        {calendar.publishedAt === null ? '' : `, công bố ${formatMoment(calendar.publishedAt)}`}
        {`, ${formatNumber(calendar.days.length)} ngày.`}
      </p>
      {years.map((year) => (
        <Year
          key={year}
          year={year}
          days={daysOf(calendar).filter(({ date }) => date.startsWith(`${year}-`))}
        />
      ))}
    </>
  )
}

function Year({ year, days }: { readonly year: number; readonly days: readonly HolidayDay[] }) {
  const sorted = [...days].sort((a, b) => (a.date < b.date ? -1 : 1))
  return (
    <section className="card" aria-labelledby={`nam-${year}`}>
      <h2 id={`nam-${year}`}>Năm {year}</h2>
      {sorted.length === 0 ? (
        <p className="muted">Chưa ghi ngày nghỉ nào ngoài thứ Bảy, Chủ nhật.</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="group" aria-labelledby={`nam-${year}`}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Ngày</th>
                <th scope="col">Loại</th>
                <th scope="col">Tên</th>
                <th scope="col">Căn cứ</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((one) => (
                <tr key={`${one.date}/${one.territory ?? ''}`}>
                  <th scope="row" className="nowrap">
                    {WEEKDAYS[weekday(one.date)]} {formatDay(one.date)}
                  </th>
                  <td>{DAY_KINDS[one.kind]}</td>
                  <td>
                    {one.name}
                    {one.territory === undefined ? '' : ` (riêng ${one.territory})`}
                  </td>
                  <td>
                    {one.source}
                    {one.settingMark === true ? <span className="tag warn">Cần xác nhận</span> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
