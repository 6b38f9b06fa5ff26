// The filters of the list, folded away on a narrow window so that the list itself is seen first.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { Button } from 'antd'
import { isCivilDate } from '../../../domain/time/civil.ts'
import { STATUSES, SUBJECT_KINDS } from '../../../domain/vocabulary.ts'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { useProcedure } from '../../client/queries.ts'
import { Choice, TextField } from '../../components/forms/fields.tsx'
import type { Option } from '../../components/forms/fields.tsx'
import { formatDay } from '../../i18n/format.ts'
import { statusLabel, subjectKindLabel } from '../../i18n/vi.ts'
import { changedFilters } from './filters.ts'
import type { Filters } from './filters.ts'
import { Holder } from './Holder.tsx'
import { Territory } from './Territory.tsx'

interface Props {
  readonly filters: Filters
  readonly onChange: (change: Partial<Record<keyof Filters, string>>) => void
}

const ANY = 'Tất cả'
const YEARS_BACK = 6

export function FilterBar({ filters, onChange }: Props) {
  const me = useMe()
  const procedures = useQuery({
    queryKey: ['procedures'],
    staleTime: 60_000,
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
  const chosen = procedures.data?.items.find(({ id }) => id === filters.procedure)
  const procedure = useProcedure(chosen?.id ?? '', chosen?.versions[0]?.version ?? 0)
  const year = Number(me.now.slice(0, 4))
  const years = Array.from({ length: YEARS_BACK }, (_, index) => String(year + 1 - index))
  const set = changedFilters(filters)
  return (
    <details className="card no-print" open={window.innerWidth >= 900}>
      <summary>
        <strong>Lọc</strong> {set.length === 0 ? '' : `(${set.length} điều kiện)`}
      </summary>
      <div className="filters">
        <Words text={filters.text ?? ''} onChange={(text) => onChange({ text })} />
        <Choice
          label="Quy trình"
          none={ANY}
          value={filters.procedure ?? ''}
          options={(procedures.data?.items ?? []).map(({ id, vi }) => ({ value: id, label: vi }))}
          onChange={(next) => onChange({ procedure: next, step: '' })}
        />
        <Choice
          label="Năm"
          none={ANY}
          value={filters.year ?? ''}
          options={years.map((one) => ({ value: one, label: one }))}
          onChange={(next) => onChange({ year: next })}
        />
        <Territory
          value={filters.territory ?? ''}
          direct={filters.direct === 'true'}
          onChange={(territory, direct) => onChange({ territory, direct: direct ? 'true' : '' })}
        />
        <Choice
          label="Bước"
          none={filters.procedure === undefined ? 'Chọn quy trình trước' : ANY}
          disabled={filters.procedure === undefined}
          value={filters.step ?? ''}
          options={(procedure.data?.steps ?? []).map(({ id, vi }) => ({ value: id, label: vi }))}
          onChange={(step) => onChange({ step })}
        />
        <Choice
          label="Trạng thái"
          none={ANY}
          value={filters.status ?? (filters.open === 'true' ? 'open' : '')}
          options={[
            { value: 'open', label: 'Chưa kết thúc' },
            ...STATUSES.filter((status) => status !== 'draft').map((status) => ({
              value: status,
              label: statusLabel(status),
            })),
          ]}
          onChange={(next) =>
            onChange(next === 'open' ? { status: '', open: 'true' } : { status: next, open: '' })
          }
        />
        <Choice
          label="Đối tượng"
          none={ANY}
          value={filters.kind ?? ''}
          options={SUBJECT_KINDS.map((kind) => ({ value: kind, label: subjectKindLabel(kind) }))}
          onChange={(kind) => onChange({ kind })}
        />
        <Holder value={filters.holder ?? ''} onChange={(holder) => onChange({ holder })} />
        <Choice
          label="Thời hạn"
          none={ANY}
          value={filters.due ?? filters.overdue ?? ''}
          options={[
            { value: 'true', label: 'Đã quá hạn' },
            { value: 'false', label: 'Chưa quá hạn' },
            ...dayOption(filters.due),
          ]}
          onChange={(next) => onChange(next === filters.due ? {} : { overdue: next, due: '' })}
        />
        <Choice
          label="Sắp xếp"
          value={filters.sort ?? 'newest'}
          options={[
            { value: 'newest', label: 'Mới nhất trước' },
            { value: 'due', label: 'Đến hạn trước' },
          ]}
          onChange={(sort) => onChange({ sort: sort === 'newest' ? '' : sort })}
        />
      </div>
      {set.length === 0 ? null : (
        <p className="filters-foot">
          <Button onClick={() => onChange(Object.fromEntries(set.map((name) => [name, ''])))}>
            Bỏ mọi điều kiện lọc
          </Button>
        </p>
      )}
    </details>
  )
}

/** The day that a calendar led here from. */
function dayOption(due: string | undefined): Option[] {
  return due === undefined || !isCivilDate(due) ? [] : [{ value: due, label: `Hạn ngày ${formatDay(due)}` }]
}

/** Words of a name; searched for when the person says so, not at every key. */
function Words({ text, onChange }: { readonly text: string; readonly onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  const [from, setFrom] = useState(text)
  if (from !== text) {
    setFrom(text)
    setTyped(text)
  }
  const send = (event: FormEvent): void => {
    event.preventDefault()
    onChange(typed.trim())
  }
  return (
    <form onSubmit={send} className="row end">
      <div className="grow">
        <TextField label="Tên (không cần dấu)" value={typed} onChange={setTyped} />
      </div>
      <Button htmlType="submit">Tìm</Button>
    </form>
  )
}
