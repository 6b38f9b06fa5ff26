// The parts that dialogs of actions are put together from.
import { useQuery } from '@tanstack/react-query'
import type { CriteriaSheet } from '../../../domain/body.ts'
import type { Procedure, StepRule } from '../../../domain/procedure.ts'
import { isFilled } from '../../../domain/requirements.ts'
import { stepById } from '../../../domain/steps.ts'
import type { Action } from '../../../domain/vocabulary.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { MAINTAIN_RESULTS, TASK_STATES, VERDICTS, roleLabel } from '../../i18n/vi.ts'
import { Choice, Many, NumberField, TextField } from '../forms/fields.tsx'
import { DateField } from '../forms/DateField.tsx'
import { Read } from '../States.tsx'
import type { Given } from './parts.ts'

export interface PartProps {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
  readonly sheet: CriteriaSheet | undefined
  readonly action: Action
  readonly targets: readonly string[]
  readonly given: Given
  readonly onGiven: (given: Given) => void
}

export function withArgs(given: Given, args: Record<string, unknown>): Given {
  const all = Object.entries({ ...given.args, ...args }).filter(([, value]) => value !== null && value !== '')
  return { ...given, args: Object.fromEntries(all) }
}

const textArg = (given: Given, name: string): string => {
  const value = given.args[name]
  return typeof value === 'string' ? value : ''
}

/** The step that a return, jump or reopening goes to; one alone is taken. */
export function ToStep({ procedure, targets, given, onGiven }: PartProps) {
  return (
    <Choice
      label="Chuyển về bước"
      required
      none="Chọn bước…"
      options={targets.map((id) => ({ value: id, label: stepById(procedure, id)?.vi ?? id }))}
      value={textArg(given, 'toStep')}
      onChange={(toStep) => onGiven(withArgs(given, { toStep }))}
    />
  )
}

/** What the return asks to mend: fields and documents of the step that it goes to, criteria of the sheet. */
export function Mend({ procedure, sheet, given, onGiven }: PartProps) {
  const target: StepRule | null = stepById(procedure, textArg(given, 'toStep'))
  const fields = (target?.needs ?? []).flatMap((need) =>
    isFilled(need) && !('sumOf' in need) ? [{ value: need.id, label: need.vi }] : [],
  )
  const criteria = target?.assessment === undefined ? [] : (sheet?.criteria ?? [])
  if (fields.length === 0 && criteria.length === 0) return null
  const { body } = given
  return (
    <>
      <p className="muted">
        Chọn đúng những gì cần sửa; các mục khác sẽ được khóa. Không chọn mục nào thì sửa được tất cả.
      </p>
      {fields.length === 0 ? null : (
        <Many
          label="Mục, tài liệu cần sửa"
          options={fields}
          value={body.mendFields ?? []}
          onChange={(mendFields) => onGiven({ ...given, body: { ...body, mendFields } })}
        />
      )}
      {criteria.length === 0 ? null : (
        <Many
          label="Tiêu chí cần đánh giá lại"
          options={criteria.map(({ id, vi }) => ({ value: id, label: vi }))}
          value={body.mendCriteria ?? []}
          onChange={(mendCriteria) => onGiven({ ...given, body: { ...body, mendCriteria } })}
        />
      )}
    </>
  )
}

const VOTE_OPTIONS = (['approve', 'reject', 'abstain', 'recuse'] as const).map((value) => ({
  value,
  label: VERDICTS[value],
}))

/** The votes of a meeting: one line for each member who hasn't answered in writing. */
export function Votes({ detail, given, onGiven }: PartProps) {
  const seats = detail.state.tasks.filter(
    (task) => task.parent === null && task.assignee.personId !== null && task.state !== 'removed',
  )
  return (
    <fieldset>
      <legend>Biểu quyết của từng thành viên</legend>
      {seats.map((seat) => {
        const personId = seat.assignee.personId ?? ''
        const name = detail.names[personId] ?? roleLabel(seat.assignee.roles[0] ?? 'committeeMember')
        if (seat.state === 'done') {
          return (
            <p key={seat.id}>
              {name}: {seat.verdict === null ? TASK_STATES.done : VERDICTS[seat.verdict]} (bằng văn bản)
            </p>
          )
        }
        return (
          <Choice
            key={seat.id}
            label={name}
            none="Vắng mặt"
            options={VOTE_OPTIONS}
            value={given.votes[personId] ?? ''}
            onChange={(chosen) => {
              const { [personId]: _, ...rest } = given.votes
              const verdict = VOTE_OPTIONS.find(({ value }) => value === chosen)?.value
              onGiven({ ...given, votes: verdict === undefined ? rest : { ...rest, [personId]: verdict } })
            }}
          />
        )
      })}
    </fieldset>
  )
}

/** Which of several tasks of others is meant. */
export function OtherTask({
  kind,
  detail,
  given,
  onGiven,
}: PartProps & { readonly kind: 'opinion' | 'signer' }) {
  const tasks = detail.state.tasks.filter(
    (task) =>
      (task.state === 'open' || task.state === 'waiting') &&
      (task.kind === 'opinion') === (kind === 'opinion'),
  )
  const nameOf = (task: Schemas['Task']): string => {
    const { personId, officeId, roles } = task.assignee
    const person = personId === null ? undefined : detail.names[personId]
    return `${person ?? (roles[0] === undefined ? '' : roleLabel(roles[0]))} · ${detail.names[officeId] ?? ''}`
  }
  return (
    <Choice
      label={kind === 'opinion' ? 'Ý kiến đã xin' : 'Người ký'}
      required
      none="Chọn…"
      options={tasks.map((task) => ({ value: task.id, label: nameOf(task) }))}
      value={textArg(given, 'taskId')}
      onChange={(taskId) => onGiven(withArgs(given, { taskId }))}
    />
  )
}

export function Question({ detail, given, onGiven }: PartProps) {
  const open = detail.state.questions.filter(({ answeredAt }) => answeredAt === null)
  return (
    <Choice
      label="Câu hỏi"
      required
      none="Chọn câu hỏi…"
      options={open.map(({ id, by, at }) => ({
        value: id,
        label: `${detail.names[by] ?? ''}, ${formatDay(at)}`,
      }))}
      value={textArg(given, 'questionId')}
      onChange={(questionId) => onGiven(withArgs(given, { questionId }))}
    />
  )
}

export function Until({ given, onGiven }: PartProps) {
  return (
    <DateField
      label="Đến hết ngày"
      required
      value={textArg(given, 'until') === '' ? null : textArg(given, 'until')}
      onChange={(until) => onGiven(withArgs(given, { until }))}
    />
  )
}

export function Result({ detail, given, onGiven }: PartProps) {
  const { year } = given.args
  return (
    <>
      <Choice
        label="Kết quả xét duy trì"
        required
        none="Chọn kết quả…"
        options={(['maintained', 'notMaintained'] as const).map((value) => ({
          value,
          label: MAINTAIN_RESULTS[value],
        }))}
        value={textArg(given, 'result')}
        onChange={(result) => onGiven(withArgs(given, { result }))}
      />
      <NumberField
        label="Cho năm"
        required
        hint={`Sau năm ${detail.state.year}.`}
        value={typeof year === 'number' ? year : null}
        onChange={(next) => onGiven(withArgs(given, { year: next }))}
      />
    </>
  )
}

/** What a newer version of the procedure would change, before it is taken up. */
export function Version({ detail, given, onGiven }: PartProps) {
  const { id } = detail.state
  const preview = useQuery({
    queryKey: ['dossier', id, 'adoption'],
    queryFn: () => read(api.GET('/api/v1/dossiers/{id}/adoption', { params: { path: { id } } })),
  })
  return (
    <Read query={preview}>
      {({ from, to, difference, needs, due }) => (
        <div className="stack">
          <p>
            Từ bản {formatNumber(from)} sang bản {formatNumber(to)}: {formatNumber(difference.length)} chỗ
            khác, {formatNumber(needs.added.length)} điều kiện thêm, {formatNumber(needs.gone.length)} điều
            kiện bớt.
          </p>
          <p>
            Hạn của bước: {due.before === null ? 'không có' : formatDay(due.before)} →{' '}
            {due.after === null ? 'không có' : formatDay(due.after)}
          </p>
          <Choice
            label="Áp dụng bản"
            required
            none="Chọn…"
            options={[{ value: String(to), label: `Bản ${to}` }]}
            value={given.args['version'] === undefined ? '' : String(to)}
            onChange={(chosen) => onGiven(withArgs(given, { version: chosen === '' ? null : to }))}
          />
        </div>
      )}
    </Read>
  )
}

export function Words({
  part,
  given,
  onGiven,
}: PartProps & { readonly part: 'reason' | 'text' | 'opinion' }) {
  const field = part === 'reason' ? 'reason' : 'text'
  const labels = { reason: 'Lý do', text: 'Nội dung', opinion: 'Ý kiến (nếu có)' } as const
  return (
    <TextField
      label={labels[part]}
      required={part !== 'opinion'}
      rows={3}
      maxLength={4000}
      value={given.body[field] ?? ''}
      onChange={(value) => onGiven({ ...given, body: { ...given.body, [field]: value } })}
    />
  )
}
