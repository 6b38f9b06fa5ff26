// The checklist of a criteria sheet: a verdict for each criterion, points where the sheet gives them, a note, photos. Other
// answers (the unit's own, the inspection before) stand beside each criterion.
import { Input } from 'antd'
import { useId } from 'react'
import type { ReactNode } from 'react'
import type { Answer, CriteriaSheet, Criterion } from '../../../domain/body.ts'
import { evaluateSheet } from '../../../domain/sheet.ts'
import { formatNumber } from '../../i18n/format.ts'
import { CRITERION_VERDICTS } from '../../i18n/vi.ts'
import { NumberField } from './fields.tsx'
import { Uploads } from './Uploads.tsx'

export type Answers = Readonly<Record<string, Answer>>

export interface Beside {
  readonly label: string
  readonly answers: Answers
}

interface Props {
  readonly dossierId: string
  readonly sheet: CriteriaSheet
  readonly value: Answers
  readonly onChange: (value: Answers) => void
  readonly beside?: readonly Beside[]
  /** Criteria that may be answered otherwise than before; absent: all. */
  readonly open?: readonly string[] | undefined
  readonly missing?: readonly string[]
  /** Photos of a criterion where they are kept elsewhere than with the dossier; absent: they are uploaded to it. */
  readonly photosOf?: (criterion: Criterion) => ReactNode
}

export function SheetForm(props: Props) {
  const { dossierId, sheet, value, onChange, beside = [], open, missing = [], photosOf } = props
  const groups = [...new Set(sheet.criteria.map(({ group }) => group))]
  const result = evaluateSheet(sheet, value)
  const done = sheet.criteria.length - result.missing.length
  return (
    <div className="stack">
      <p role="status" className="row">
        <strong>{sheet.vi}</strong>
        {sheet.sample ? <span className="tag warn">Phiếu mẫu</span> : null}
        <span className="tag">{`${formatNumber(done)}/${formatNumber(sheet.criteria.length)} tiêu chí đã trả lời`}</span>
        {result.notMet.length > 0 ? (
          <span className="tag bad">{formatNumber(result.notMet.length)} chưa đạt</span>
        ) : null}
        {result.score === null ? null : <span className="tag info">{formatNumber(result.score)} điểm</span>}
      </p>
      {groups.map((group) => (
        <section key={group}>
          <h3>{group}</h3>
          {sheet.criteria
            .filter((criterion) => criterion.group === group)
            .map((criterion) => (
              <CriterionOf
                key={criterion.id}
                dossierId={dossierId}
                criterion={criterion}
                value={value[criterion.id]}
                beside={beside.map(({ label, answers }) => ({ label, answer: answers[criterion.id] }))}
                locked={open !== undefined && open.length > 0 && !open.includes(criterion.id)}
                missing={missing.includes(criterion.id)}
                photos={photosOf?.(criterion)}
                onChange={(answer) => onChange({ ...value, [criterion.id]: answer })}
              />
            ))}
        </section>
      ))}
    </div>
  )
}

interface CriterionProps {
  readonly dossierId: string
  readonly criterion: Criterion
  readonly value: Answer | undefined
  readonly beside: readonly { readonly label: string; readonly answer: Answer | undefined }[]
  readonly locked: boolean
  readonly missing: boolean
  readonly photos: ReactNode
  readonly onChange: (answer: Answer) => void
}

function CriterionOf(props: CriterionProps) {
  const { dossierId, criterion, value, beside, locked, missing, photos, onChange } = props
  const name = useId()
  const verdicts = (['met', 'notMet', 'notApplicable'] as const).filter(
    (verdict) => verdict !== 'notApplicable' || criterion.allowsNotApplicable,
  )
  const set = (change: Partial<Answer>): void => onChange({ verdict: 'met', ...value, ...change })
  const files = (value?.evidence ?? []).map((sha256, index) => ({ sha256, name: `Ảnh ${index + 1}` }))
  return (
    <fieldset className="criterion" disabled={locked}>
      <legend>
        {criterion.vi}
        {criterion.mustMeet ? (
          <span className="required" title="bắt buộc đạt">
            {' '}
            *
          </span>
        ) : null}
      </legend>
      {beside.map(({ label, answer }) => (
        <p key={label} className="muted small">
          {label}: {answer === undefined ? 'chưa trả lời' : CRITERION_VERDICTS[answer.verdict]}
          {answer?.points === undefined ? '' : `, ${formatNumber(answer.points)} điểm`}
          {answer?.note === undefined ? '' : `. ${answer.note}`}
        </p>
      ))}
      <div className="row verdicts">
        {verdicts.map((verdict) => (
          <label key={verdict} className={`verdict ${verdict}`}>
            <input
              type="radio"
              name={name}
              checked={value?.verdict === verdict}
              onChange={() => {
                const { points: _, ...rest } = value ?? {}
                onChange({ ...(verdict === 'notApplicable' ? rest : value), verdict })
              }}
            />
            {CRITERION_VERDICTS[verdict]}
          </label>
        ))}
      </div>
      {missing && value === undefined ? <div className="field-error">Chưa trả lời tiêu chí này.</div> : null}
      {value === undefined ? null : (
        <>
          {criterion.points === undefined || value.verdict === 'notApplicable' ? null : (
            <NumberField
              label={`Điểm (nhiều nhất ${formatNumber(criterion.points)})`}
              value={value.points ?? null}
              disabled={locked}
              onChange={(points) => {
                const { points: _, ...rest } = value
                onChange(points === null ? rest : { ...rest, points })
              }}
            />
          )}
          <Input.TextArea
            aria-label={`Ghi chú: ${criterion.vi}`}
            placeholder="Ghi chú"
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={4000}
            value={value.note ?? ''}
            onChange={(event) => {
              const { note: _, ...rest } = value
              onChange(event.target.value === '' ? rest : { ...rest, note: event.target.value })
            }}
          />
          {photos ?? (
            <Uploads
              label="Ảnh, minh chứng"
              dossierId={dossierId}
              photos
              disabled={locked}
              files={files}
              onChange={(all) => set({ evidence: all.map(({ sha256 }) => sha256) })}
            />
          )}
        </>
      )}
    </fieldset>
  )
}
