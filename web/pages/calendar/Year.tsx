// The calendar of the whole year, month by month: what is due, holidays and days swapped; for oneself, an office with what
// lies under it, or everything that is seen. Prints as a clean list.
import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { civilDateOf } from '../../../domain/time/civil.ts'
import type { HolidayCalendar } from '../../../domain/time/days.ts'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { useNames } from '../../client/steps.ts'
import { FileButton } from '../../components/FileButton.tsx'
import { Page } from '../../components/Page.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { Read } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { useOwners } from '../matters/MatterFields.tsx'
import { useSearch } from '../../app/useSearch.ts'
import { yearOptions } from '../matters/words.ts'
import { Month } from './Month.tsx'
import { fileAddress, useHolidays, useYear } from './queries.ts'
import type { Whose, YearEntries } from './queries.ts'

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'))

function whoseOf(value: string): Whose {
  if (value === 'me') return 'me'
  return value === '' ? 'all' : { office: value }
}

export default function Year() {
  const me = useMe()
  const [value, change] = useSearch()
  const year = value('nam') === '' ? me.now.slice(0, 4) : value('nam')
  const whose = value('cua')
  const owners = useOwners()
  const entries = useYear(year, whoseOf(whose))
  const holidays = useHolidays()
  const options = [
    { value: 'me', label: 'Chỉ việc chờ tôi' },
    ...owners.map((one) => ({ ...one, label: `Cơ quan, địa bàn: ${one.label}` })),
  ]
  return (
    <Page
      title={`Lịch năm ${year}`}
      note={options.find((one) => one.value === whose)?.label ?? 'Mọi việc trong phạm vi của bạn'}
      actions={
        <>
          <FileButton path={fileAddress(year, whoseOf(whose))} label={`Tải lịch năm ${year} về máy`}>
            Tải lịch
          </FileButton>
          <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
            In lịch
          </Button>
        </>
      }
    >
      <div className="card filters no-print">
        <Choice
          label="Năm"
          value={year}
          options={yearOptions(me.now)}
          onChange={(next) => change({ nam: next })}
        />
        <Choice
          label="Lịch của ai"
          none="Mọi việc trong phạm vi của tôi"
          value={whose}
          options={options}
          onChange={(next) => change({ cua: next })}
        />
      </div>
      <p className="muted small no-print">
        “Tải lịch” cho tệp .ics của lịch đang xem: mở bằng lịch trên điện thoại, Outlook hoặc Google Lịch. Tải
        lại khi hạn thay đổi; mốc cũ được thay, không bị ghi hai lần.
      </p>
      <Legend />
      <Read query={holidays}>
        {(table) => (
          <Read query={entries}>
            {(found) => <Months year={year} found={found} table={table} whose={whoseOf(whose)} />}
          </Read>
        )}
      </Read>
    </Page>
  )
}

function Legend() {
  return (
    <p className="row small" aria-hidden="true">
      <span className="day-key due">Có hạn</span>
      <span className="day-key off">Nghỉ lễ, nghỉ bù</span>
      <span className="day-key work">Đi làm bù</span>
    </p>
  )
}

interface MonthsProps {
  readonly whose: Whose
  readonly year: string
  readonly found: YearEntries
  readonly table: HolidayCalendar
}

function Months({ year, found, table, whose }: MonthsProps) {
  const me = useMe()
  const names = useNames(found.groups)
  const procedures = useQuery({
    queryKey: ['procedures'],
    staleTime: 60_000,
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
  const procedureName = (id: string): string => procedures.data?.items.find((one) => one.id === id)?.vi ?? ''
  const covered = table.years.includes(Number(year))
  return (
    <>
      {covered ? null : (
        <p className="note warn">
          Bảng ngày nghỉ chưa có năm {year}: lịch chỉ biết thứ Bảy, Chủ nhật. Quản trị viên cần bổ sung.
        </p>
      )}
      {found.more ? (
        <p className="note warn">
          Năm này có nhiều hơn {formatNumber(found.entries.length)} mốc; hãy chọn một cơ quan để xem đủ.
        </p>
      ) : null}
      {MONTHS.map((month) => (
        <Month
          key={month}
          month={`${year}-${month}`}
          entries={found.entries.filter(({ at }) => civilDateOf(at).startsWith(`${year}-${month}`))}
          groups={found.groups.filter(({ day }) => day.startsWith(`${year}-${month}`))}
          names={names}
          procedureName={procedureName}
          whose={whose}
          table={table}
          now={me.now}
        />
      ))}
    </>
  )
}
