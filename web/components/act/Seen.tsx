// What somebody decides on: the step, what was handed on to it, what inspections found, and the hash under which the record
// keeps that he saw just this. If the dossier changes meanwhile, the rule refuses and the dialog shows what changed.
import type { CriteriaSheet } from '../../../domain/body.ts'
import type { Procedure } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { useContent } from '../../client/queries.ts'
import { documentUrl } from '../../client/upload.ts'
import { formatDay, formatNumber, formatSecond } from '../../i18n/format.ts'

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
  readonly sheet: CriteriaSheet | undefined
}

/** As much of a hash as people compare by eye. */
const SHOWN_DIGITS = 16

export function Seen({ detail, procedure, sheet }: Props) {
  const { state, now, readsContent } = detail
  const content = useContent(state.id, readsContent ? state.contentHash : null)
  const files = content.data?.documents ?? []
  const last = state.inspections.at(-1)
  const all = sheet?.criteria.length ?? 0
  return (
    <section className="note" aria-label="Bản bạn đã xem">
      <p>
        <strong>Bạn thực hiện trên bản đã xem</strong> lúc {formatSecond(now)} ngày {formatDay(now)}:
      </p>
      <dl className="facts">
        <dt>Bước</dt>
        <dd>
          {stepById(procedure, state.step)?.vi ?? ''}
          {state.round > 1 ? `, lần ${formatNumber(state.round)}` : ''}
        </dd>
        {files.length === 0 ? null : (
          <>
            <dt>Tài liệu kèm theo</dt>
            <dd>
              {files.map(({ kind, sha256, name }) => (
                <div key={`${kind}/${sha256}`}>
                  <a href={documentUrl(state.id, sha256)} download>
                    {name}
                  </a>
                </div>
              ))}
            </dd>
          </>
        )}
        {last === undefined || all === 0 ? null : (
          <>
            <dt>Kết quả kiểm tra</dt>
            <dd>
              {last.notMet.length === 0
                ? `Đạt cả ${formatNumber(all)} tiêu chí`
                : `${formatNumber(last.notMet.length)}/${formatNumber(all)} tiêu chí chưa đạt`}
              , ngày {formatDay(last.at)}
            </dd>
          </>
        )}
        {state.contentHash === null ? null : (
          <>
            <dt>Mã nội dung</dt>
            <dd className="mono">{state.contentHash.slice(0, SHOWN_DIGITS)}…</dd>
          </>
        )}
      </dl>
    </section>
  )
}
