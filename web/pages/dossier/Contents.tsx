// What was written: the content of each step that has one, and all files.
import type { Procedure } from '../../../domain/procedure.ts'
import { pathById, stepById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { useContent, useDocuments } from '../../client/queries.ts'
import { documentUrl } from '../../client/upload.ts'
import { Loading, Read } from '../../components/States.tsx'
import { formatMoment, formatSize } from '../../i18n/format.ts'
import { Written } from './Written.tsx'
import { stepName } from './names.ts'

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
}

export function Contents({ detail, procedure }: Props) {
  const { state, readsContent } = detail
  const order = pathById(procedure, state.path)?.steps ?? []
  const steps = order.filter((step) => state.contents[step] !== undefined)
  return (
    <section className="card" aria-labelledby="noi-dung-ho-so">
      <h2 id="noi-dung-ho-so">Nội dung và tài liệu</h2>
      {readsContent ? (
        <>
          {steps.length === 0 ? <p className="muted">Chưa có nội dung nào được trình.</p> : null}
          {steps.map((step) => (
            <ContentOf key={step} detail={detail} procedure={procedure} step={step} />
          ))}
          <Files dossierId={state.id} />
        </>
      ) : (
        <p className="muted">Vai trò của bạn xem được tiến độ, không xem được nội dung đã viết.</p>
      )}
    </section>
  )
}

function ContentOf({ detail, procedure, step }: Props & { readonly step: string }) {
  const { id, contents } = detail.state
  const content = useContent(id, contents[step])
  const needs = stepById(procedure, step)?.needs ?? []
  return (
    <details open={step === detail.state.step || contents[step] === detail.state.contentHash}>
      <summary>
        <strong>{stepName(procedure, step)}</strong>
      </summary>
      {content.data === undefined ? (
        <Loading lines={2} />
      ) : (
        <Written dossierId={id} needs={needs} body={content.data} />
      )}
    </details>
  )
}

function Files({ dossierId }: { readonly dossierId: string }) {
  const files = useDocuments(dossierId)
  return (
    <Read query={files} loading={<Loading lines={1} />}>
      {(items) =>
        items.length === 0 ? null : (
          <details>
            <summary>Tất cả tệp đã tải lên ({items.length})</summary>
            <ul className="lines">
              {items.map(({ sha256, name, size, uploadedAt }) => (
                <li key={sha256} className="line">
                  <a className="grow" href={documentUrl(dossierId, sha256)} download>
                    {name}
                  </a>
                  <span className="muted small">
                    {formatSize(size)} · {formatMoment(uploadedAt)}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )
      }
    </Read>
  )
}
