// The place that a list is about: a province, one of its communes, or one of the reader's own offices. Whoever sees the whole
// country chooses a province first.
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { Choice } from '../../components/forms/fields.tsx'
import type { Option } from '../../components/forms/fields.tsx'

const HOURS_MS = 3_600_000
/** Fewer than the API gives at once: the largest province has some 170 communes. */
const MOST = '200'

interface Props {
  readonly value: string
  /** What belongs to the province itself, under none of its communes; absent where that can't be asked for. */
  readonly direct?: boolean
  readonly onChange: (id: string, direct: boolean) => void
}

/** Stands among the communes. */
const DIRECT: Option = { value: 'direct', label: 'Trực thuộc tỉnh' }

function usePlaces(kind: 'province' | 'commune', under: string, wanted: boolean): readonly Option[] {
  const query = useQuery({
    queryKey: ['offices', kind, under],
    enabled: wanted,
    staleTime: HOURS_MS,
    queryFn: () => {
      const inside = under === '' ? {} : { under }
      return read(api.GET('/api/v1/offices', { params: { query: { kind, ...inside, limit: MOST } } }))
    },
  })
  return (query.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
}

/** The province that an office lies in, if it is a commune that isn't in the lists of the page. */
function useProvinceOf(officeId: string): string {
  const query = useQuery({
    queryKey: ['office', officeId],
    enabled: /^C\d+$/u.test(officeId),
    staleTime: HOURS_MS,
    queryFn: () => read(api.GET('/api/v1/offices/{id}', { params: { path: { id: officeId } } })),
  })
  if (/^P\d+$/u.test(officeId)) return officeId
  return query.data?.provinceId ?? ''
}

export function Territory({ value, direct, onChange }: Props) {
  const me = useMe()
  const whole = me.posts.some(({ role, officeKind }) => role === 'auditor' || officeKind === 'ministry')
  const own = [...new Map(me.posts.map((post) => [post.officeId, post])).values()].filter(
    ({ officeKind }) => officeKind !== 'ministry',
  )
  const ownProvince = own.find(({ officeKind }) => officeKind === 'province')?.officeId ?? ''
  const chosen = useProvinceOf(value)
  const province = whole ? chosen : ownProvince
  const provinces = usePlaces('province', '', whole)
  const communes = usePlaces('commune', province, province !== '')
  if (whole) {
    return (
      <>
        <Choice
          label="Tỉnh, thành phố"
          none="Cả nước"
          value={province}
          options={provinces}
          onChange={(chosen) => onChange(chosen, false)}
        />
        <Choice
          label="Xã, phường"
          none={province === '' ? 'Chọn tỉnh trước' : 'Cả tỉnh'}
          disabled={province === ''}
          value={direct === true ? DIRECT.value : communes.some((one) => one.value === value) ? value : ''}
          options={[...(direct === undefined ? [] : [DIRECT]), ...communes]}
          onChange={(commune) =>
            commune === DIRECT.value
              ? onChange(province, true)
              : onChange(commune === '' ? province : commune, false)
          }
        />
      </>
    )
  }
  const offices = own
    .filter(({ officeId }) => officeId !== ownProvince)
    .map(({ officeId, officeName }) => ({ value: officeId, label: officeName }))
  const options = [...offices, ...(ownProvince === '' || direct === undefined ? [] : [DIRECT]), ...communes]
  return (
    <Choice
      label="Địa bàn, cơ quan"
      none={ownProvince === '' ? 'Tất cả' : 'Cả tỉnh'}
      value={direct === true ? DIRECT.value : options.some((one) => one.value === value) ? value : ''}
      options={options}
      onChange={(chosen) => (chosen === DIRECT.value ? onChange('', true) : onChange(chosen, false))}
    />
  )
}
