// The registers of everything that an office owns besides itself: searched and filtered, with the year in numbers.
import { Link } from 'react-router'
import { referenceOf } from '../../../domain/reference.ts'
import { useMe } from '../../app/useSession.ts'
import { Downloads } from '../../components/Downloads.tsx'
import { Page } from '../../components/Page.tsx'
import { ReferenceField } from '../../components/forms/ReferenceField.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { MATTER_STATUSES } from '../../i18n/vi.ts'
import { MatterList } from './MatterList.tsx'
import { useProcedureList } from './queries.ts'
import type { MatterFilters } from './queries.ts'
import { WordsFilter } from './WordsFilter.tsx'
import { YearInNumbers } from './YearInNumbers.tsx'
import { useSearch } from '../../app/useSearch.ts'
import { KIND_OPTIONS, isMatterKind, workingOffices, yearOptions } from './words.ts'

const isStatus = (value: string): value is keyof typeof MATTER_STATUSES =>
  Object.hasOwn(MATTER_STATUSES, value)

export default function Register() {
  const me = useMe()
  const [value, change] = useSearch()
  const year = value('year') === '' ? me.now.slice(0, 4) : value('year')
  const [kind, type, status, office, text, names] = [
    value('kind'),
    value('type'),
    value('status'),
    value('office'),
    value('text'),
    value('names'),
  ]
  const named = referenceOf(names)
  const filters: MatterFilters = {
    year,
    ...(isMatterKind(kind) ? { kind } : {}),
    ...(type === '' ? {} : { type }),
    ...(isStatus(status) ? { status } : {}),
    ...(office === '' ? {} : { territory: office }),
    ...(text === '' ? {} : { text }),
    ...(named === null ? {} : { names: named.id }),
  }
  const offices = workingOffices(me)
  return (
    <Page
      title="Sổ theo dõi"
      note="Mô hình, cam kết, phối hợp, khen thưởng, sự kiện và các việc khác của cơ quan trong phạm vi của bạn."
      actions={
        <>
          {offices.length === 0 ? null : (
            <Link to={isMatterKind(kind) ? `/so/moi?kind=${kind}` : '/so/moi'}>Ghi vào sổ</Link>
          )}
          <Downloads what="sổ đang lọc" path="/api/v1/exports/matters" query={filters} />
        </>
      }
    >
      <div className="card filters no-print">
        <WordsFilter text={text} onChange={(next) => change({ text: next })} />
        <Choice
          label="Năm"
          value={year}
          options={yearOptions(me.now)}
          onChange={(next) => change({ year: next })}
        />
        <Choice
          label="Loại"
          none="Tất cả"
          value={kind}
          options={KIND_OPTIONS}
          onChange={(next) => change({ kind: next, type: '' })}
        />
        <Types kind={kind} value={type} onChange={(next) => change({ type: next })} />
        <Choice
          label="Tình trạng"
          none="Tất cả"
          value={status}
          options={Object.entries(MATTER_STATUSES).map(([key, label]) => ({ value: key, label }))}
          onChange={(next) => change({ status: next })}
        />
        {offices.length > 1 ? (
          <Choice
            label="Cơ quan, địa bàn"
            none="Tất cả"
            value={office}
            options={offices.map(({ officeId, officeName }) => ({ value: officeId, label: officeName }))}
            onChange={(next) => change({ office: next })}
          />
        ) : null}
        <ReferenceField
          label={kind === 'award' ? 'Đơn vị được khen' : 'Đơn vị được nêu trong hồ sơ'}
          kind="office"
          byHand={false}
          value={names}
          onChange={(next) => change({ names: next })}
        />
      </div>
      <MatterList
        label="Trong sổ"
        filters={filters}
        empty="Không có mục nào khớp điều kiện. Hãy đổi năm, loại hoặc bỏ bớt điều kiện."
      />
      <YearInNumbers year={year} kind={isMatterKind(kind) ? kind : null} />
    </Page>
  )
}

interface TypesProps {
  readonly kind: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** The types that procedures tell apart in a kind, where there are several. */
function Types({ kind, value, onChange }: TypesProps) {
  const list = useProcedureList()
  const named = (list.data?.items ?? [])
    .filter(({ subjects }) => isMatterKind(kind) && subjects.includes(kind))
    .flatMap(({ types }) => Object.entries(types))
  if (named.length < 2) return null
  const options = [...new Map(named)].map(([key, label]) => ({ value: key, label }))
  return <Choice label="Phân loại" none="Tất cả" value={value} options={options} onChange={onChange} />
}
