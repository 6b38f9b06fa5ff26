// A dossier that was sent back: who asked for what, by when; exactly these fields and criteria are to be mended.
import type { CriteriaSheet } from '../../../domain/body.ts'
import type { Procedure } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { useContent } from '../../client/queries.ts'
import { needNames } from '../../components/forms/NeedFields.tsx'
import { formatMoment } from '../../i18n/format.ts'
import { stepName } from './names.ts'

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
  readonly sheet: CriteriaSheet | undefined
}

export function Returned({ detail, procedure, sheet }: Props) {
  const { state } = detail
  const body = useContent(state.id, state.returned?.bodyHash)
  if (state.returned === null || state.status !== 'returned') return null
  const { from, to, at, fields, criteria } = state.returned
  const names = needNames(stepById(procedure, to)?.needs ?? [])
  return (
    <section className="note warn" aria-label="Yêu cầu bổ sung">
      <p>
        <strong>
          {stepName(procedure, from)} trả lại để {stepName(procedure, to).toLowerCase()} bổ sung
        </strong>
        , {formatMoment(at)}.
      </p>
      {body.data?.reason === undefined ? null : <p className="pre">{body.data.reason}</p>}
      {fields.length === 0 && criteria.length === 0 ? (
        <p>Được sửa mọi mục.</p>
      ) : (
        <>
          <p>Chỉ sửa các mục sau, các mục khác được khóa:</p>
          <ul>
            {fields.map((id) => (
              <li key={id}>{names[id] ?? id}</li>
            ))}
            {criteria.map((id) => (
              <li key={id}>Tiêu chí: {sheet?.criteria.find((one) => one.id === id)?.vi ?? id}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
