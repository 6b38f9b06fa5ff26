// The dossier changed while somebody was about to act: what it was, what it is now, and the choice to go on with the new one.
import { Button } from 'antd'
import type { Procedure, RowsNeed } from '../../../domain/procedure.ts'
import { diffRows, rowsOf } from '../../../domain/rows.ts'
import { stepById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { useContent } from '../../client/queries.ts'
import { statusLabel } from '../../i18n/vi.ts'
import { shownValue } from '../forms/NeedFields.tsx'
import { shownRow } from '../forms/rows.ts'

interface Props {
  readonly before: Schemas['DossierDetail']
  readonly now: Schemas['DossierDetail']
  readonly procedure: Procedure
  readonly onAccept: () => void
}

/** What differs: its name, what it was, what it is now. */
export type ContentRow = readonly [label: string, before: string, now: string]

export function Stale({ before, now, procedure, onAccept }: Props) {
  const old = useContent(before.state.id, before.state.contentHash)
  const fresh = useContent(now.state.id, now.state.contentHash)
  const nameOf = (step: string): string => stepById(procedure, step)?.vi ?? step
  const rows: ContentRow[] = [
    ['Bước', nameOf(before.state.step), nameOf(now.state.step)],
    ['Lần', String(before.state.round), String(now.state.round)],
    ['Trạng thái', statusLabel(before.state.status), statusLabel(now.state.status)],
    ...contentRows(procedure, old.data ?? null, fresh.data ?? null),
  ]
  const changed = rows.filter(([, was, is]) => was !== is)
  return (
    <div className="note warn" role="alert">
      <p>
        <strong>Hồ sơ đã thay đổi sau khi bạn mở xem.</strong> Yêu cầu của bạn chưa được thực hiện; những gì
        bạn nhập vẫn còn.
      </p>
      {changed.length === 0 ? (
        <p>Phần việc của bạn đã được chuyển cho người khác hoặc đã có người thực hiện.</p>
      ) : (
        <div className="scroll-x">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Mục</th>
                <th scope="col">Lúc bạn xem</th>
                <th scope="col">Bây giờ</th>
              </tr>
            </thead>
            <tbody>
              {changed.map(([label, was, is]) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td className="pre">{was}</td>
                  <td className="pre">{is}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Button onClick={onAccept}>Tôi đã xem, tiếp tục trên bản mới</Button>
    </div>
  )
}

/** Fields and documents that differ between two contents. */
export function contentRows(
  procedure: Procedure,
  before: Schemas['ActionBody'] | null,
  now: Schemas['ActionBody'] | null,
): ContentRow[] {
  // Steps of different ways ask for the same thing under the same name: it is compared once.
  const needs = new Map(
    procedure.steps.flatMap((step) =>
      step.needs.flatMap((need) => ('id' in need ? [[need.id, need] as const] : [])),
    ),
  )
  return [...needs.values()].flatMap((need): ContentRow[] => {
    if (need.kind === 'field') {
      const was = shownValue(need, before?.fields?.[need.id])
      const is = shownValue(need, now?.fields?.[need.id])
      return was === is ? [] : [[need.vi, was, is]]
    }
    if (need.kind === 'rows') return tableRows(need, before, now)
    if (need.kind === 'document') {
      const [was, is] = [filesOf(before, need.id), filesOf(now, need.id)]
      if (was.hashes === is.hashes) return []
      return [[need.vi, was.names, was.names === is.names ? `${is.names} (tệp khác, cùng tên)` : is.names]]
    }
    return []
  })
}

/** A table row by row: of one that was changed only the cells that differ. */
function tableRows(
  need: RowsNeed,
  before: Schemas['ActionBody'] | null,
  now: Schemas['ActionBody'] | null,
): ContentRow[] {
  const changes = diffRows(need, rowsOf(before, need.id), rowsOf(now, need.id))
  return changes.map(({ kind, no, was, is }) => [
    `${need.vi}, ${{ added: 'thêm dòng', removed: 'bỏ dòng cũ', changed: 'dòng' }[kind]} ${no}`,
    shownRow(need, was, is),
    shownRow(need, is, was),
  ])
}

function filesOf(body: Schemas['ActionBody'] | null, kind: string): { names: string; hashes: string } {
  const files = (body?.documents ?? []).filter((document) => document.kind === kind)
  const names = files.map(({ name }) => name).join(', ')
  return { names: names === '' ? '–' : names, hashes: files.map(({ sha256 }) => sha256).join(' ') }
}
