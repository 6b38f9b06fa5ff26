// One published version of a procedure, read from its data: paths with their steps in a row, each step with who, by when, on
// what; named dates, settings and outcomes with their sources.
import '../../../styles/admin.css'
import { useParams } from 'react-router'
import type { Path, Procedure as Rules, StepRule } from '../../../../domain/procedure.ts'
import { stepById } from '../../../../domain/steps.ts'
import { useProcedure } from '../../../client/queries.ts'
import { Page } from '../../../components/Page.tsx'
import { Read } from '../../../components/States.tsx'
import { OUTCOME_NATURES, subjectKindLabel } from '../../../i18n/vi.ts'
import { dueText, lateText, leadsTo, partyText, signingText, sourceText } from './words.ts'

export default function Procedure() {
  const { id = '', version = '' } = useParams()
  const procedure = useProcedure(id, Number(version))
  return (
    <Read query={procedure}>
      {(data) => (
        <Page title={data.vi} note={`Bản ${data.version}. Căn cứ: ${sourceText(data.source, data)}`}>
          <Rulebook procedure={data} />
        </Page>
      )}
    </Read>
  )
}

/** Everything that a procedure says. */
export function Rulebook({ procedure }: { readonly procedure: Rules }) {
  return (
    <>
      {procedure.paths.map((path) => (
        <PathCard key={path.id} path={path} procedure={procedure} />
      ))}
      <section className="card" aria-labelledby="cac-buoc">
        <h2 id="cac-buoc">Các bước</h2>
        {procedure.steps.map((step) => (
          <StepDetails key={step.id} step={step} procedure={procedure} />
        ))}
      </section>
      <Dates procedure={procedure} />
      <Settings procedure={procedure} />
      <Outcomes procedure={procedure} />
    </>
  )
}

interface PathProps {
  readonly path: Path
  readonly procedure: Rules
}

function PathCard({ path, procedure }: PathProps) {
  return (
    <section className="card" aria-label={path.vi}>
      <h2>{path.vi}</h2>
      <p className="muted small">
        {path.kinds.map(subjectKindLabel).join(', ')} · {sourceText(path.source, procedure)}
      </p>
      <ol className="path">
        {path.steps.map((id) => {
          const step = stepById(procedure, id)
          return (
            <li key={id}>
              <strong>{step?.vi ?? id}</strong>
              <span className="muted small">{step?.parties.map(partyText).join('; ')}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

interface StepProps {
  readonly step: StepRule
  readonly procedure: Rules
}

function StepDetails({ step, procedure }: StepProps) {
  const needs = step.needs.flatMap((need) => ('vi' in need ? [need] : []))
  return (
    <details className="fold">
      <summary>{step.vi}</summary>
      <dl className="facts">
        <dt>Ai thực hiện</dt>
        <dd>
          {step.parties.map(partyText).join('; ')}. {signingText(step.signing)}.
        </dd>
        <dt>Hạn</dt>
        <dd>
          {step.due === undefined
            ? 'Không có hạn'
            : `${dueText(step.due, procedure)}; quá hạn: ${lateText(step, procedure)}`}
        </dd>
        {needs.length === 0 ? null : (
          <>
            <dt>Cần có</dt>
            <dd>{needs.map(({ vi }) => vi).join('; ')}</dd>
          </>
        )}
        <dt>Tiếp theo</dt>
        <dd>{leadsTo(step, procedure).join('; ')}</dd>
        <dt>Căn cứ</dt>
        <dd>{sourceText(step.source, procedure)}</dd>
      </dl>
    </details>
  )
}

function Dates({ procedure }: { readonly procedure: Rules }) {
  return (
    <section className="card" aria-labelledby="moc">
      <h2 id="moc">Mốc ngày</h2>
      <ul className="lines">
        {Object.entries(procedure.dates).map(([key, { vi, rule }]) => (
          <li key={key} className="line">
            <span className="grow">
              <strong>{vi}</strong>: {dueText(rule, procedure)}
            </span>
            <span className="muted small">{rule.settingMark === true ? 'Thiết lập' : rule.source}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Settings({ procedure }: { readonly procedure: Rules }) {
  if (procedure.settings.length === 0) return null
  const shown = (value: string | number | boolean): string =>
    typeof value === 'boolean' ? (value ? 'Có' : 'Không') : String(value)
  return (
    <section className="card" aria-labelledby="thiet-lap">
      <h2 id="thiet-lap">Thiết lập, không phải quy định của văn bản</h2>
      <ul className="lines">
        {procedure.settings.map(({ id, vi, value }) => (
          <li key={id} className="line">
            <span className="grow">{vi}</span>
            <strong>{shown(value)}</strong>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Outcomes({ procedure }: { readonly procedure: Rules }) {
  return (
    <section className="card" aria-labelledby="ket-qua">
      <h2 id="ket-qua">Kết quả</h2>
      <ul className="lines">
        {procedure.outcomes.map(({ id, vi, nature, source }) => (
          <li key={id} className="line">
            <span className="grow">
              {vi} <span className="tag">{OUTCOME_NATURES[nature]}</span>
            </span>
            <span className="muted small">{sourceText(source, procedure)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
