// What the dossier rests on outside itself: results, sums and rates that its present step asks for, as they stand today; the
// results that its decisions counted; and, where what was counted has changed since, what exactly and what the reader can do
// about it. Nothing changes by itself.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import type { Need, Procedure } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { queryKeys, useContent, useFigures } from '../../client/queries.ts'
import { Conditions, hasConditions } from '../../components/conditions/Conditions.tsx'
import { RESULT_WORDS } from '../../components/act/unmet.ts'
import { DANGEROUS } from '../../components/act/parts.ts'
import { Failed } from '../../components/States.tsx'
import { formatDay, formatMoment, formatNumber } from '../../i18n/format.ts'
import { actionLabel } from '../../i18n/vi.ts'

type Detail = Schemas['DossierDetail']
type Allowed = Schemas['AllowedAction']
type Counted = Schemas['Counted']

interface Props {
  readonly detail: Detail
  readonly procedure: Procedure
}

const word = (value: string | null): string => (value === null ? 'không có' : (RESULT_WORDS[value] ?? value))

const KEEPS: readonly Need['kind'][] = ['priorResult', 'children']

function useCounted({ detail, procedure }: Props) {
  const { state, readsContent } = detail
  const keeps = procedure.steps.some(({ needs }) => needs.some(({ kind }) => KEEPS.includes(kind)))
  return useQuery({
    queryKey: [...queryKeys.dossier(state.id), 'counted'],
    enabled: keeps && readsContent,
    queryFn: () => read(api.GET('/api/v1/dossiers/{id}/counted', { params: { path: { id: state.id } } })),
  })
}

/** What its decisions counted, and what its present step would. */
export function Basis({ detail, procedure }: Props) {
  const { state, readsContent } = detail
  const counted = useCounted({ detail, procedure })
  const lists = (counted.data?.items ?? []).filter(({ need }) => need.startsWith('result/'))
  const open = state.closedAt === null
  // Children, now and as they were counted, have a card of their own (Counted.tsx).
  const needs = (open ? (stepById(procedure, state.step)?.needs ?? []) : []).filter(
    ({ kind }) => kind !== 'children',
  )
  const asks = hasConditions(needs)
  if (!readsContent || (!asks && lists.length === 0)) return null
  return (
    <section className="card" aria-labelledby="can-cu-xet">
      <h2 id="can-cu-xet">Căn cứ ngoài hồ sơ</h2>
      {!asks ? null : <Present detail={detail} procedure={procedure} needs={needs} />}
      {lists.length === 0 ? null : (
        <>
          <h3>Đã tính khi quyết định</h3>
          <ul className="lines">
            {lists.map((one) => (
              <CountedLine key={one.need} counted={one} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Present({ detail, procedure, needs }: Props & { readonly needs: readonly Need[] }) {
  const { id, step, year, contentHash } = detail.state
  const figures = useFigures(id, needs)
  const last = useContent(id, contentHash)
  return (
    <>
      <h3>Bước này đòi hỏi</h3>
      <Conditions
        procedure={procedure}
        step={step}
        needs={needs}
        year={year}
        figures={figures.data}
        filled={last.data ?? undefined}
      />
      {figures.isError ? <Failed error={figures.error} again={() => void figures.refetch()} /> : null}
    </>
  )
}

function CountedLine({ counted }: { readonly counted: Counted }) {
  const { list, at } = counted
  const had = list.filter(({ value }) => value !== null)
  const changed = list.filter(({ value, now }) => value !== now)
  return (
    <li className="line">
      <div className="grow">
        <div>
          {word(counted.result)}, năm {counted.year}
        </div>
        <div className="muted small">
          Tính lúc {formatMoment(at)}: {formatNumber(had.length)} trên {formatNumber(list.length)} có kết quả
        </div>
        <details className="small">
          <summary>Danh sách đã tính ({formatNumber(list.length)})</summary>
          <ul>
            {list.map(({ subjectId, name, value, now }) => (
              <li key={subjectId}>
                {name ?? 'Không còn trong sổ'}: {word(value)}
                {value === now ? '' : `; nay ${word(now)}`}
              </li>
            ))}
          </ul>
        </details>
      </div>
      {changed.length === 0 ? null : (
        <span className="tag warn">{formatNumber(changed.length)} mục nay đã khác</span>
      )}
    </li>
  )
}

const REMEDIES: readonly Allowed['action'][] = ['keepDecision', 'revoke', 'correct', 'maintain']

interface ChangedProps extends Props {
  readonly waiting: boolean
  readonly onChoose: (allowed: Allowed) => void
}

/** The mark on a decision: each result that changed, from what to what, and what can be done by the reader. */
export function BasisChanged({ detail, procedure, waiting, onChoose }: ChangedProps) {
  const counted = useCounted({ detail, procedure })
  const marks = detail.state.basisChanged ?? []
  if (marks.length === 0) return null
  const rows = (counted.data?.items ?? []).flatMap(({ result, year, list }) =>
    list.map((one) => ({ ...one, result, year })),
  )
  const remedies = detail.actions.filter(({ action, allowed }) => allowed && REMEDIES.includes(action))
  return (
    <section className="note warn stack" aria-labelledby="can-cu-thay-doi">
      <h2 id="can-cu-thay-doi">Căn cứ của quyết định đã thay đổi</h2>
      <ul>
        {marks.map(({ subjectId, kind, year, at }) => {
          const row = rows.find(
            (one) => one.subjectId === subjectId && one.result === kind && one.year === year,
          )
          return (
            <li key={`${subjectId}/${kind}/${year}`}>
              <strong>{detail.names[subjectId] ?? 'Không còn trong sổ'}</strong>: {word(kind)} năm {year}
              {row === undefined ? '' : `, khi quyết định là ${word(row.value)}, nay ${word(row.now)}`}; ghi
              nhận ngày {formatDay(at)}
            </li>
          )
        })}
      </ul>
      <p>
        Quyết định vẫn giữ nguyên cho đến khi được xem xét lại.{' '}
        {remedies.length === 0
          ? 'Người có thẩm quyền thu hồi được quyết định sẽ thu hồi, hoặc xem xét lại và giữ quyết định có nêu lý do.'
          : 'Bạn có thể giữ quyết định, hoặc thu hồi, đính chính; việc nào cũng phải nêu lý do.'}
      </p>
      {remedies.length === 0 ? null : (
        <div className="row no-print">
          {remedies.map((one) => (
            <Button
              key={one.action}
              danger={DANGEROUS.includes(one.action)}
              disabled={waiting}
              onClick={() => onChoose(one)}
            >
              {actionLabel(one.action)}
            </Button>
          ))}
        </div>
      )}
      <p className="small">
        <Link to={`/ket-qua?nam=${marks[0]?.year ?? detail.state.year}`}>Xem kết quả các năm</Link>
      </p>
    </section>
  )
}
