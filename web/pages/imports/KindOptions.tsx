// What holds for every row of a file that doesn't say it itself: the year and kind of results, the campaign of scores.
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { Choice } from '../../components/forms/fields.tsx'
import { RESULT_KINDS } from './words.ts'
import type { Kind } from './words.ts'

export interface KindChoice {
  readonly kind: Kind
  readonly year?: string
  readonly resultKind?: string
  readonly campaign?: string
  readonly action?: string
}

interface Props {
  readonly choice: KindChoice
  readonly onChange: (choice: KindChoice) => void
}

const YEARS_BACK = 5

/** Whether the file can be asked for: scores are of a campaign. */
export const optionsReady = ({ kind, campaign = '' }: KindChoice): boolean =>
  kind !== 'scores' || campaign !== ''

export function KindOptions({ choice, onChange }: Props) {
  const me = useMe()
  if (choice.kind === 'scores') return <Scores choice={choice} onChange={onChange} />
  if (choice.kind !== 'results') return null
  const year = Number(me.now.slice(0, 4))
  const years = Array.from({ length: YEARS_BACK }, (_, index) => String(year - index))
  return (
    <>
      <Choice
        label="Năm của kết quả"
        none="Ghi trong từng dòng"
        value={choice.year ?? ''}
        options={years.map((one) => ({ value: one, label: one }))}
        onChange={(next) => onChange({ ...choice, year: next })}
      />
      <Choice
        label="Loại kết quả"
        none="Ghi trong từng dòng"
        value={choice.resultKind ?? ''}
        options={Object.entries(RESULT_KINDS).map(([value, label]) => ({ value, label }))}
        onChange={(next) => onChange({ ...choice, resultKind: next })}
      />
    </>
  )
}

function Scores({ choice, onChange }: Props) {
  const campaigns = useQuery({
    queryKey: ['campaigns', 'open'],
    queryFn: () =>
      read(api.GET('/api/v1/campaigns', { params: { query: { status: 'open', limit: '200' } } })),
  })
  return (
    <>
      <Choice
        label="Đợt xét"
        required
        none="Chọn…"
        value={choice.campaign ?? ''}
        options={(campaigns.data?.items ?? []).map(({ id, procedure, year }) => ({
          value: id,
          label: `${procedure.vi}, năm ${year}`,
        }))}
        onChange={(campaign) => onChange({ ...choice, campaign, action: choice.action ?? 'inspect' })}
      />
      <Choice
        label="Điểm nào"
        value={choice.action ?? 'inspect'}
        options={[
          { value: 'inspect', label: 'Điểm kiểm tra' },
          { value: 'assess', label: 'Điểm tự chấm' },
        ]}
        onChange={(action) => onChange({ ...choice, action })}
      />
    </>
  )
}
