// What was filled in for some needs: each field in words, tables row by row, each document with its files.
import type { Body } from '../../../domain/body.ts'
import type { Need } from '../../../domain/procedure.ts'
import { rowsOf } from '../../../domain/rows.ts'
import { documentUrl } from '../../client/upload.ts'
import { Named } from '../../components/forms/Named.tsx'
import { shownValue } from '../../components/forms/NeedFields.tsx'
import { RowsTable } from '../../components/forms/RowsTable.tsx'

interface Props {
  readonly dossierId: string
  readonly needs: readonly Need[]
  readonly body: Pick<Body, 'fields' | 'rows' | 'documents'> | null | undefined
}

export function Written({ dossierId, needs, body }: Props) {
  return (
    <dl className="facts">
      {needs.map((need) => {
        if (need.kind === 'field') {
          return (
            <div className="contents" key={need.id}>
              <dt>{need.vi}</dt>
              <dd className="pre">
                <Named value={body?.fields?.[need.id]} words={shownValue(need, body?.fields?.[need.id])} />
              </dd>
            </div>
          )
        }
        if (need.kind === 'rows') {
          return (
            <div className="contents wide" key={need.id}>
              <dt>{need.vi}</dt>
              <dd>
                <RowsTable need={need} rows={rowsOf(body, need.id)} />
              </dd>
            </div>
          )
        }
        if (need.kind !== 'document') return null
        const files = (body?.documents ?? []).filter(({ kind }) => kind === need.id)
        return (
          <div className="contents" key={need.id}>
            <dt>{need.vi}</dt>
            <dd>
              {files.length === 0
                ? '–'
                : files.map(({ sha256, name }) => (
                    <div key={sha256}>
                      <a href={documentUrl(dossierId, sha256)} download>
                        {name}
                      </a>
                    </div>
                  ))}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
