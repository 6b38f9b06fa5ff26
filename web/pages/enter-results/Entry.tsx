// The table in which a year's results are chosen, a line a unit; all that was changed is written at once, or nothing of it.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useDraft } from '../../client/useDraft.ts'
import { RESULT_WORDS } from '../../components/act/unmet.ts'
import { TextField } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { ENTERED, ENTERED_KINDS } from './queries.ts'
import type { EnteredKind, EnteredValue, Standing } from './queries.ts'
import { SendForm } from '../../components/forms/SendForm.tsx'

interface Props {
  readonly placeId: string
  readonly year: number
  readonly standing: Standing
}

interface Form {
  /** What was chosen otherwise than it stands, by `unit/kind`. */
  readonly chosen: Readonly<Record<string, EnteredValue>>
  readonly source: string
}

const NAMES = { source: 'Căn cứ', value: 'Kết quả', year: 'Năm' } as const
const EMPTY: Form = { chosen: {}, source: '' }

export function Entry({ placeId, year, standing }: Props) {
  const client = useQueryClient()
  const draft = useDraft<Form>(`results/${placeId}/${year}`, EMPTY)
  const { chosen, source } = draft.value
  const entries = entriesOf(standing, chosen, year)
  const save = useMutation({
    mutationFn: async () => {
      const results = entries.map((entry) => ({ ...entry, source: source.trim() }))
      await read(api.PUT('/api/v1/results', { body: { results } }))
      draft.change(EMPTY)
      draft.sent()
      await Promise.all([
        client.invalidateQueries({ queryKey: ['results'] }),
        client.invalidateQueries({ queryKey: ['dossier'] }),
      ])
      say('Đã lưu kết quả.')
    },
    onError: () => client.invalidateQueries({ queryKey: ['results'] }),
  })
  return (
    <SendForm
      sending={save}
      button={`Lưu ${formatNumber(entries.length)} kết quả`}
      card
      names={NAMES}
      disabled={entries.length === 0 || source.trim() === ''}
    >
      <div className="scroll-x" tabIndex={0} role="region" aria-label={`Kết quả năm ${year} của từng đơn vị`}>
        <table className="plain choices">
          <thead>
            <tr>
              <th scope="col">Đơn vị</th>
              {ENTERED_KINDS.map((kind) => (
                <th key={kind} scope="col">
                  {RESULT_WORDS[kind]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {standing.units.map((unit) => (
              <tr key={unit.id}>
                <th scope="row">{unit.name}</th>
                {ENTERED_KINDS.map((kind) => (
                  <Cell
                    key={kind}
                    unit={unit}
                    kind={kind}
                    standing={standing}
                    chosen={chosen[`${unit.id}/${kind}`]}
                    onChoose={(value) =>
                      draft.change({ source, chosen: { ...chosen, [`${unit.id}/${kind}`]: value } })
                    }
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <TextField
        label={NAMES.source}
        required
        maxLength={300}
        hint="Số, ngày của quyết định hoặc tên danh sách đã ghi các kết quả này."
        value={source}
        onChange={(next) => draft.change({ chosen, source: next })}
      />
    </SendForm>
  )
}

/** What differs from what stands, over the version that was read. */
function entriesOf({ units, results }: Standing, chosen: Form['chosen'], year: number) {
  return units.flatMap(({ id: subjectId }) =>
    ENTERED_KINDS.flatMap((kind) => {
      const value = chosen[`${subjectId}/${kind}`]
      const stands = results.get(`${subjectId}/${kind}`)
      if (value === undefined || value === stands?.value) return []
      return [{ subjectId, kind, year, value, version: stands?.version ?? 0 }]
    }),
  )
}

interface CellProps {
  readonly unit: Schemas['Office']
  readonly kind: EnteredKind
  readonly standing: Standing
  readonly chosen: EnteredValue | undefined
  readonly onChoose: (value: EnteredValue) => void
}

function Cell({ unit, kind, standing, chosen, onChoose }: CellProps) {
  const stands = standing.results.get(`${unit.id}/${kind}`)
  const values: readonly EnteredValue[] = ENTERED[kind]
  if (stands !== undefined && stands.dossierId !== null) {
    return (
      <td>
        {RESULT_WORDS[stands.value] ?? stands.value}
        <div className="small">
          <Link to={`/ho-so/${encodeURIComponent(stands.dossierId)}`}>
            Theo hồ sơ<span className="sr"> của {unit.name}</span>
          </Link>
        </div>
      </td>
    )
  }
  return (
    <td>
      <select
        className="select"
        aria-label={`${RESULT_WORDS[kind] ?? ''}: ${unit.name}`}
        value={chosen ?? stands?.value ?? ''}
        onChange={(event) => {
          const value = values.find((one) => one === event.target.value)
          if (value !== undefined) onChoose(value)
        }}
      >
        {stands === undefined && chosen === undefined ? <option value="">Chưa ghi</option> : null}
        {values.map((value) => (
          <option key={value} value={value}>
            {RESULT_WORDS[value]}
          </option>
        ))}
      </select>
      {stands === undefined ? null : <div className="muted small">{stands.source}</div>}
    </td>
  )
}
