// What was mended since the dossier was last sent back: each field, file and criterion that differs, before and now. Whoever
// asked for it looks at that alone, not at everything once more.
import type { CriteriaSheet } from '../../../domain/body.ts'
import type { Procedure } from '../../../domain/procedure.ts'
import { pathById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { useContent, useHistory } from '../../client/queries.ts'
import { Loading } from '../../components/States.tsx'
import { Differences } from '../../components/Differences.tsx'
import { contentRows } from '../../components/forms/changes.ts'
import type { Difference } from '../../components/forms/changes.ts'
import { formatMoment } from '../../i18n/format.ts'
import { CRITERION_VERDICTS } from '../../i18n/vi.ts'
import { stepName } from './names.ts'

type Line = Schemas['HistoryLine']

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
  readonly sheet: CriteriaSheet | undefined
}

/** The return that the reader's step asked for last, or else the last one of all. */
function lastReturn(items: readonly Line[], step: string): Line | undefined {
  const returns = items.filter(({ type }) => type === 'returned')
  return returns.findLast(({ from }) => from?.step === step) ?? returns.at(-1)
}

const HANDED_ON = ['submitted', 'approved', 'meetingRecorded']

/** The content that a step had handed on before a line of the record; null where there was none. */
function contentBefore(items: readonly Line[], step: string, seq: number): string | null {
  const lines = items.filter(
    (line) => line.seq < seq && line.from?.step === step && HANDED_ON.includes(line.type),
  )
  return lines.findLast(({ bodyHash }) => bodyHash !== null)?.bodyHash ?? null
}

export function SinceReturn(props: Props) {
  const { detail, procedure } = props
  const { state } = detail
  const history = useHistory(state.id)
  const items = history.data?.items ?? []
  const back = lastReturn(items, state.step)
  if (back === undefined || state.status === 'returned' || state.closedAt !== null) return null
  const steps = pathById(procedure, state.path)?.steps ?? []
  const changed = steps.flatMap((step) => {
    const [before, now] = [contentBefore(items, step, back.seq), state.contents[step] ?? null]
    return now === null || before === null || before === now ? [] : [{ step, before, now }]
  })
  const assessed = items.filter(({ type }) => type === 'assessed')
  const before = assessed.findLast(({ seq }) => seq < back.seq)?.bodyHash ?? null
  const now = assessed.findLast(({ seq }) => seq > back.seq)?.bodyHash ?? null
  return (
    <section className="card" aria-labelledby="tu-lan-tra-lai">
      <h2 id="tu-lan-tra-lai">Thay đổi từ lần trả lại gần nhất</h2>
      <p>
        {stepName(procedure, back.from?.step ?? '')} trả lại lúc {formatMoment(back.receivedAt)}.
      </p>
      <Asked dossierId={state.id} hash={back.bodyHash} />
      {changed.map(({ step, ...hashes }) => (
        <Changed key={step} {...props} step={step} {...hashes} />
      ))}
      {before === null || now === null ? null : <Criteria {...props} before={before} now={now} />}
      {changed.length === 0 && now === null ? (
        <p className="muted">Nội dung và tài liệu vẫn như trước khi trả lại.</p>
      ) : null}
    </section>
  )
}

function Asked({ dossierId, hash }: { readonly dossierId: string; readonly hash: string | null }) {
  const { data } = useContent(dossierId, hash)
  return data?.reason === undefined ? null : <blockquote className="pre small">{data.reason}</blockquote>
}

interface Hashes {
  readonly before: string
  readonly now: string
}

function Changed({ detail, procedure, step, before, now }: Props & Hashes & { readonly step: string }) {
  const old = useContent(detail.state.id, before)
  const fresh = useContent(detail.state.id, now)
  if (old.data === undefined || fresh.data === undefined) return <Loading lines={2} />
  const rows = contentRows(procedure, old.data, fresh.data)
  if (rows.length === 0) return null
  return <Table caption={stepName(procedure, step)} rows={rows} />
}

function Criteria({ detail, sheet, before, now }: Props & Hashes) {
  const old = useContent(detail.state.id, before)
  const fresh = useContent(detail.state.id, now)
  const verdictOf = (content: Schemas['ActionBody'] | null | undefined, id: string): string => {
    const answer = content?.answers?.[id]
    if (answer === undefined) return '–'
    return [CRITERION_VERDICTS[answer.verdict], answer.note ?? ''].filter((one) => one !== '').join('. ')
  }
  const rows = (sheet?.criteria ?? []).flatMap(({ id, vi }): Difference[] => {
    const [was, is] = [verdictOf(old.data, id), verdictOf(fresh.data, id)]
    return was === is ? [] : [[vi, was, is]]
  })
  return rows.length === 0 ? null : <Table caption="Tự đánh giá theo tiêu chí" rows={rows} />
}

function Table({ caption, rows }: { readonly caption: string; readonly rows: readonly Difference[] }) {
  const heads = ['Trước khi trả lại', 'Bây giờ'] as const
  return <Differences label={`Thay đổi: ${caption}`} caption={caption} heads={heads} rows={rows} />
}
