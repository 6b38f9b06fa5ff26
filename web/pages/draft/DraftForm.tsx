// The guided form of a step: fields, documents, conditions, then handing it on. What is typed is kept on the device at once
// and at the API some moments later; a colleague's newer text is shown beside one's own.
import { Button } from 'antd'
import { useState } from 'react'
import { rolesOf } from '../../../domain/people.ts'
import type { Procedure, RowsNeed, StepRule } from '../../../domain/procedure.ts'
import { unmetRows } from '../../../domain/rows.ts'
import type { Schemas } from '../../client/api.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useDraft } from '../../client/useDraft.ts'
import type { Waiting } from '../../client/act.ts'
import { Conditions, hasConditions } from '../../components/conditions/Conditions.tsx'
import { Differences } from '../../components/Differences.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { NeedFields, needNames } from '../../components/forms/NeedFields.tsx'
import type { Filled } from '../../components/forms/NeedFields.tsx'
import { contentRows } from '../../components/forms/changes.ts'
import { ready } from '../../components/forms/rows.ts'
import { detailTexts, unmetMarks } from '../../components/act/unmet.ts'
import { formatTime } from '../../i18n/format.ts'
import { SHELL, actionLabel, refusalText, roleLabel } from '../../i18n/vi.ts'
import { useAutosave } from './useAutosave.ts'
import type { Saving } from './useAutosave.ts'

export interface FormOf {
  readonly campaignId: string
  readonly subjectId: string
  readonly dossierId: string
  readonly year: number
  readonly procedure: Procedure
  readonly step: StepRule
  /** What the form begins with: the draft, or what was handed on at this step before. */
  readonly initial: Filled
  readonly draft: Pick<Schemas['Draft'], 'version'> | null
  readonly open?: readonly string[] | undefined
  readonly figures?: Schemas['Figures'] | undefined
  readonly submit: Schemas['AllowedAction'] | undefined
}

interface Props {
  readonly form: FormOf
  readonly waiting: Waiting | null
  readonly error: unknown
  /** Hands it on; true when it was accepted. */
  readonly onSubmit: (filled: Filled) => Promise<boolean>
}

export function DraftForm({ form, waiting, error, onSubmit }: Props) {
  const { step, procedure, dossierId, year, figures, submit } = form
  const draft = useDraft<Filled>(`form/${dossierId}/${step.id}`, form.initial)
  const autosave = useAutosave(form, form.draft)
  const [tried, setTried] = useState(false)
  const change = (next: Filled): void => {
    draft.change(next)
    autosave.changed(next)
  }
  const problem = error instanceof ApiProblem ? error : null
  const missing = tried ? missingOf(step, ready(step.needs, draft.value)) : {}
  const marks = { ...(problem === null ? {} : unmetMarks(problem.body.params ?? {})), ...missing }
  const conditions = hasConditions(step.needs)
  const send = async (): Promise<void> => {
    setTried(true)
    if (await onSubmit(ready(step.needs, draft.value))) draft.sent()
  }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <SavedLine saving={autosave.saving} />
      {submit?.allowed === false && submit.code === 'notYourTask' ? (
        <p className="note warn">
          Người trình bước này: {[...new Set(step.parties.flatMap(rolesOf))].map(roleLabel).join(', ')}. Bạn
          có thể soạn sẵn nhưng không trình được.
        </p>
      ) : null}
      {autosave.saving.kind === 'conflict' ? (
        <Conflict
          theirs={autosave.saving.theirs}
          mine={draft.value}
          procedure={procedure}
          onMine={(theirs) => autosave.over(theirs, draft.value)}
          onTheirs={(theirs) => {
            draft.change(theirs.data as Filled)
            autosave.over(theirs, theirs.data as Filled)
          }}
        />
      ) : null}
      <section className="card">
        <h2>1. Nội dung và tài liệu</h2>
        <NeedFields
          dossierId={dossierId}
          needs={step.needs}
          value={draft.value}
          onChange={change}
          errors={marks}
          open={form.open}
          figures={figures}
        />
      </section>
      {conditions ? (
        <section className="card">
          <h2>2. Điều kiện được kiểm tra khi trình</h2>
          <Conditions
            procedure={procedure}
            step={step.id}
            needs={step.needs}
            year={year}
            figures={figures}
            filled={draft.value}
          />
        </section>
      ) : null}
      <section className="card stack">
        <h2>{conditions ? '3' : '2'}. Trình</h2>
        <ProblemNote error={error} names={needNames(step.needs)}>
          {problem === null ? null : (
            <ul>
              {detailTexts(problem.body.params ?? {}, { procedure, step }).map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
        </ProblemNote>
        {submit !== undefined && !submit.allowed && submit.code !== null ? (
          <p className="note warn">{refusalText(submit.code)}</p>
        ) : null}
        {waiting === 'pending' ? <p role="status">{SHELL.pending}</p> : null}
        {waiting === 'away' ? <p role="status">{SHELL.offline}</p> : null}
        <div>
          <Button
            type="primary"
            htmlType="submit"
            loading={waiting !== null}
            disabled={submit !== undefined && !submit.allowed}
          >
            {actionLabel('submit')}
          </Button>
        </div>
      </section>
    </form>
  )
}

/** What must be filled in and isn't, before anything is sent. */
function missingOf(step: StepRule, filled: Filled): Record<string, string> {
  const { fields = {}, documents = [] } = filled
  const empty = step.needs.flatMap((need): [string, string][] => {
    if (need.kind === 'field' && need.required) {
      const value = fields[need.id]
      return value === undefined || value === null || value === '' ? [[need.id, 'Mục này bắt buộc.']] : []
    }
    if (need.kind === 'document' && need.required && !documents.some(({ kind }) => kind === need.id))
      return [[need.id, 'Tài liệu này bắt buộc.']]
    return need.kind === 'rows' ? missingRows(need, filled) : []
  })
  return Object.fromEntries(empty)
}

function missingRows(need: RowsNeed, filled: Filled): [string, string][] {
  return unmetRows(need, filled).map(({ row, column }) =>
    typeof row === 'number' && typeof column === 'string'
      ? [`${need.id}.${row}.${column}`, 'Ô này bắt buộc.']
      : [need.id, 'Bảng này chưa đủ số dòng.'],
  )
}

function SavedLine({ saving }: { readonly saving: Saving }) {
  const texts = {
    saved:
      saving.kind === 'saved' && saving.at !== null
        ? `Đã lưu lúc ${formatTime(saving.at)}.`
        : 'Tự lưu khi bạn nhập.',
    typing: 'Chưa lưu…',
    saving: 'Đang lưu…',
    away: SHELL.offline,
    conflict: 'Chưa lưu: có bản mới hơn của người khác.',
    failed: 'Chưa lưu được lên hệ thống; nội dung vẫn được giữ trên máy này.',
  } as const satisfies Record<Saving['kind'], string>
  return (
    <p className="muted small" role="status">
      {texts[saving.kind]}
    </p>
  )
}

interface ConflictProps {
  readonly theirs: Schemas['Draft']
  readonly mine: Filled
  readonly procedure: Procedure
  readonly onMine: (theirs: Schemas['Draft']) => void
  readonly onTheirs: (theirs: Schemas['Draft']) => void
}

function Conflict({ theirs, mine, procedure, onMine, onTheirs }: ConflictProps) {
  const rows = contentRows(procedure, theirs.data as Schemas['ActionBody'], mine as Schemas['ActionBody'])
  return (
    <section className="note warn" role="alert" aria-label="Hai bản khác nhau">
      <p>
        <strong>Có người khác đã lưu bản mới hơn</strong> lúc {formatTime(theirs.updatedAt)}. Chưa có gì bị
        ghi đè.
      </p>
      <Differences label="So sánh hai bản" heads={['Bản đã lưu', 'Bản của bạn']} rows={rows} />
      <div className="row">
        <Button onClick={() => onMine(theirs)}>Giữ bản của tôi</Button>
        <Button onClick={() => onTheirs(theirs)}>Lấy bản đã lưu</Button>
      </div>
    </section>
  )
}
