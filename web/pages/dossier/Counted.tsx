// What is counted of those below: for the step at hand as it stands now, and the lists on which decisions were made, as they
// counted them. Who lacks what was counted stands first: that is whom one asks.
import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Need, Procedure } from '../../../domain/procedure.ts'
import { outcomeById, stepById } from '../../../domain/steps.ts'
import { STATUSES } from '../../../domain/vocabulary.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { queryKeys, useFigures } from '../../client/queries.ts'
import { RESULT_WORDS } from '../../components/act/unmet.ts'
import { formatMoment, formatNumber, formatShare } from '../../i18n/format.ts'
import { statusLabel } from '../../i18n/vi.ts'

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
}

type ChildNeed = Extract<Need, { kind: 'children' }>
/** What was counted; of a decision's list also how it stands today. */
type Listed = readonly (Schemas['Figures']['children'][number]['list'][number] & {
  readonly now?: string | null
})[]

const childNeeds = (needs: readonly Need[]): readonly ChildNeed[] =>
  needs.filter((need): need is ChildNeed => need.kind === 'children')

export function Counted({ detail, procedure }: Props) {
  const { state } = detail
  const needs = procedure.steps.flatMap((step) => childNeeds(step.needs))
  if (!detail.readsContent || needs.length === 0) return null
  return (
    <>
      {state.closedAt === null ? <Now detail={detail} procedure={procedure} /> : null}
      <Decided detail={detail} procedure={procedure} needs={needs} />
    </>
  )
}

/** What the present step's conditions come to at this moment. */
function Now({ detail, procedure }: Props) {
  const { id, step } = detail.state
  const needs = childNeeds(stepById(procedure, step)?.needs ?? [])
  const figures = useFigures(id, needs)
  if (needs.length === 0 || figures.data === undefined) return null
  return (
    <section className="card stack" aria-labelledby="dem-luc-nay">
      <h2 id="dem-luc-nay">Số liệu cấp dưới đến lúc này</h2>
      {figures.data.children.map((one) => (
        <List
          key={one.id}
          title={one.vi}
          list={one.list}
          need={needs.find((need) => need.id === one.id)}
          procedure={procedure}
          year={detail.state.year}
        >
          <span className={one.holds ? 'tag good' : 'tag warn'}>{one.holds ? 'Đủ' : 'Chưa đủ'}</span>
        </List>
      ))}
    </section>
  )
}

interface DecidedProps extends Props {
  readonly needs: readonly ChildNeed[]
}

/** The lists that decisions counted. */
function Decided({ detail, procedure, needs }: DecidedProps) {
  const { id } = detail.state
  const lists = useQuery({
    queryKey: [...queryKeys.dossier(id), 'counted'],
    queryFn: () => read(api.GET('/api/v1/dossiers/{id}/counted', { params: { path: { id } } })),
  })
  const shown = (lists.data?.items ?? []).flatMap((one) => {
    const need = needs.find(({ id }) => id === one.need)
    return need === undefined ? [] : [{ one, need }]
  })
  if (shown.length === 0) return null
  return (
    <section className="card stack" aria-labelledby="da-dem">
      <h2 id="da-dem">Danh sách quyết định đã dựa vào</h2>
      {shown.map(({ one, need }) => (
        <List
          key={one.need}
          title={need.vi}
          list={one.list}
          need={need}
          procedure={procedure}
          year={detail.state.year}
        >
          <span className="muted small">Đếm lúc {formatMoment(one.at)}</span>
        </List>
      ))}
    </section>
  )
}

/** Whether a child with this value is counted as having it. */
function hasOf(need: ChildNeed | undefined): (value: string | null) => boolean {
  const having = need?.having
  if (having === undefined) return () => true
  return (value) => value !== null && (!('result' in having) || having.accepted.includes(value))
}

const isStatus = (value: string): value is (typeof STATUSES)[number] =>
  (STATUSES as readonly string[]).includes(value)

/** A result, an outcome or where the child's own dossier stands, in words. */
function words(value: string | null, procedure: Procedure): string {
  if (value === null) return 'Chưa có'
  const known = RESULT_WORDS[value] ?? outcomeById(procedure, value)?.vi
  return known ?? (isStatus(value) ? `Có hồ sơ, ${statusLabel(value).toLowerCase()}` : value)
}

interface ListProps {
  readonly title: string
  readonly list: Listed
  readonly need: ChildNeed | undefined
  readonly procedure: Procedure
  readonly year: number
  readonly children: ReactNode
}

function List({ title, list, need, procedure, year, children }: ListProps) {
  const has = hasOf(need)
  const addressOf = (subjectId: string): string =>
    need?.among.in === 'parts'
      ? `/so/${encodeURIComponent(subjectId)}`
      : `/ho-so?territory=${encodeURIComponent(subjectId)}&year=${year}`
  const having = list.filter(({ value }) => has(value)).length
  const sorted = [...list].sort((a, b) => Number(has(a.value)) - Number(has(b.value)))
  const share = list.length === 0 ? '' : ` (${formatShare(having / list.length)})`
  return (
    <div>
      <p className="row">
        <strong className="grow">{title}</strong>
        <span>
          {formatNumber(having)}/{formatNumber(list.length)}
          {share}
        </span>
        {children}
      </p>
      <details>
        <summary>Danh sách đã đếm ({formatNumber(list.length)})</summary>
        <ul className="lines">
          {sorted.map(({ subjectId, name, value, now = value }) => (
            <li key={subjectId} className="line">
              <span className="grow">
                <Link to={addressOf(subjectId)}>{name ?? subjectId}</Link>
              </span>
              <span className={has(value) ? 'tag good' : 'tag warn'}>{words(value, procedure)}</span>
              {now === value ? null : <span className="tag bad">Nay: {words(now, procedure)}</span>}
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
