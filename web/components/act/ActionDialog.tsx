// The dialog of one action: what it asks for, in whose name it is done, what was seen, and what came of it. What is typed is
// kept on the device until it is sent; where the dossier changed meanwhile, it shows what, and lets the person decide anew.
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import type { CriteriaSheet } from '../../../domain/body.ts'
import type { Procedure } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useContent, useFigures } from '../../client/queries.ts'
import { useDraft } from '../../client/useDraft.ts'
import { SHELL, actionLabel } from '../../i18n/vi.ts'
import { Dialog } from '../Dialog.tsx'
import { ProblemNote } from '../Problem.tsx'
import { Beforehand } from '../conditions/Compared.tsx'
import { NeedFields, hasForm, needNames } from '../forms/NeedFields.tsx'
import { ready } from '../forms/rows.ts'
import type { Filled } from '../forms/rows.ts'
import { SheetForm } from '../forms/SheetForm.tsx'
import { TargetPicker } from '../forms/TargetPicker.tsx'
import { Capacity } from './Capacity.tsx'
import { Consequence } from './Consequence.tsx'
import { Mend, OtherTask, Question, Result, ToStep, Until, Version, Votes, Words } from './Parts.tsx'
import type { PartProps } from './Parts.tsx'
import { Seen } from './Seen.tsx'
import { Stale } from './Stale.tsx'
import { DANGEROUS, DECIDES, NOTHING, needsReason, partsOf, requestOf } from './parts.ts'
import type { Given, Part } from './parts.ts'
import { detailTexts, unmetMarks } from './unmet.ts'
import { basisOf, useAct } from './useAct.ts'

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
  readonly sheet: CriteriaSheet | undefined
  readonly allowed: Schemas['AllowedAction']
  readonly onClose: () => void
}

export function ActionDialog({ detail, procedure, sheet, allowed, onClose }: Props) {
  const { action, targets, taskId } = allowed
  const { state } = detail
  const acting = useAct()
  const [seen, setSeen] = useState(detail)
  const step = stepById(procedure, seen.state.step)
  const after = action === 'revoke' || action === 'handOut'
  const needs = (after ? procedure.after[action]?.needs : step?.needs) ?? []
  const initial = useInitial(detail, partsOf(action), targets)
  const draft = useDraft<Given>(`act/${state.id}/${action}/${state.step}.${state.round}`, initial)
  const given = draft.value
  const props: PartProps = {
    detail,
    procedure,
    sheet,
    action,
    targets,
    given,
    onGiven: draft.change,
  }
  const problem = acting.error instanceof ApiProblem ? acting.error : null
  const stale = problem?.code === 'basisChanged'
  const send = async (): Promise<void> => {
    const filled = partsOf(action).includes('content') ? ready(needs, given.body) : {}
    const form = { ...given.body, ...(filled as Schemas['ActionBody']) }
    const request = requestOf(action, { ...given, body: form })
    const answered = partsOf(action).includes('sheet') && sheet !== undefined && request.body !== undefined
    const body = answered
      ? { ...request.body, sheet: { id: sheet.id, version: sheet.version } }
      : request.body
    const reply = await acting.run({
      dossierId: state.id,
      action,
      basis: basisOf(seen.state, taskId),
      ...(request.args === undefined ? {} : { args: request.args }),
      ...(body === undefined ? {} : { body }),
    })
    if (reply === null) return
    draft.sent()
    onClose()
  }
  const about = { procedure, step, sheet }
  const marks = problem === null ? {} : unmetMarks(problem.body.params ?? {})
  const wide = partsOf(action).includes('sheet') || (partsOf(action).includes('content') && hasForm(needs))
  return (
    <Dialog open title={actionLabel(action)} onClose={onClose} wide={wide}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Capacity state={state} taskId={taskId} names={detail.names} />
        {DECIDES.includes(action) ? <Seen detail={seen} procedure={procedure} sheet={sheet} /> : null}
        <Consequence action={action} procedure={procedure} step={step} />
        {draft.restored ? <p className="note info">Đã khôi phục nội dung bạn nhập dở lần trước.</p> : null}
        {partsOf(action).map((part) => (
          <PartOf key={part} part={part} props={props} needs={needs} marks={marks} />
        ))}
        {needsReason(action) ? <Words {...props} part="reason" /> : null}
        {stale ? (
          <Stale
            before={seen}
            now={detail}
            procedure={procedure}
            onAccept={() => {
              setSeen(detail)
              acting.forget()
            }}
          />
        ) : (
          <ProblemNote error={acting.error} names={needNames(needs)}>
            {problem === null ? null : (
              <ul>
                {detailTexts(problem.body.params ?? {}, about).map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
          </ProblemNote>
        )}
        {acting.waiting === 'pending' ? <p role="status">{SHELL.pending}</p> : null}
        {acting.waiting === 'away' ? (
          <p role="status" className="note warn">
            Chưa liên lạc được với hệ thống. Yêu cầu sẽ tự gửi lại; nếu đã được ghi thì không ghi lần thứ hai.
          </p>
        ) : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{SHELL.cancel}</Button>
          <Button
            type="primary"
            htmlType="submit"
            danger={DANGEROUS.includes(action)}
            loading={acting.waiting !== null}
            disabled={stale}
          >
            {actionLabel(action)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** What the dialog begins with: the only possible step, and the content that stands. */
function useInitial(
  detail: Schemas['DossierDetail'],
  parts: readonly Part[],
  targets: readonly string[],
): Given {
  return useMemo(() => {
    const only = parts.includes('toStep') && targets.length === 1 ? { toStep: targets[0] } : {}
    return { ...NOTHING, args: only }
    // Made once, when the dialog opens: later changes of the dossier don't take away what is being typed.
  }, [detail.state.id])
}

interface PartOfProps {
  readonly part: Part
  readonly props: PartProps
  readonly needs: Parameters<typeof NeedFields>[0]['needs']
  readonly marks: Readonly<Record<string, string>>
}

function PartOf({ part, props, needs, marks }: PartOfProps) {
  const { given, onGiven } = props
  switch (part) {
    case 'content':
      return hasForm(needs) || needs.some(({ kind }) => kind === 'compare') ? (
        <Content props={props} needs={needs} marks={marks} />
      ) : null
    case 'sheet':
      return <Checklist {...props} />
    case 'target':
    case 'targetRole':
    case 'targetPerson':
      return (
        <TargetPicker
          value={given.target}
          rolesOnly={part === 'targetRole'}
          personRequired={part === 'targetPerson'}
          onChange={(target) => onGiven({ ...given, target })}
        />
      )
    case 'toStep':
      return <ToStep {...props} />
    case 'mend':
      return <Mend {...props} />
    case 'votes':
      return <Votes {...props} />
    case 'opinionTask':
      return <OtherTask {...props} kind="opinion" />
    case 'signerTask':
      return <OtherTask {...props} kind="signer" />
    case 'question':
      return <Question {...props} />
    case 'until':
      return <Until {...props} />
    case 'result':
      return <Result {...props} />
    case 'version':
      return <Version {...props} />
    case 'text':
    case 'opinion':
      return <Words {...props} part={part} />
  }
}

const isForm = ({ fields, rows, documents }: Schemas['ActionBody']): boolean =>
  fields !== undefined || rows !== undefined || documents !== undefined

/** Fields, tables and documents, beginning with what was handed on at this step before. */
function Content({ props, needs, marks }: Omit<PartOfProps, 'part'>) {
  const { detail, procedure, given, onGiven } = props
  const { id, contents, contentHash, step, returned } = detail.state
  const before = useContent(id, contents[step])
  const figures = useFigures(id, needs)
  const { data } = before
  useEffect(() => {
    if (data === undefined || data === null || !isForm(data) || isForm(given.body)) return
    const known = needNames(needs)
    const fields = Object.fromEntries(Object.entries(data.fields ?? {}).filter(([field]) => field in known))
    const documents = (data.documents ?? []).filter(({ kind }) => kind in known)
    const rows = Object.fromEntries(Object.entries(data.rows ?? {}).filter(([table]) => table in known))
    onGiven({ ...given, body: { ...given.body, fields, rows, documents } })
  }, [data])
  const last = useContent(id, detail.readsContent ? contentHash : null)
  const { fields, ...tables } = given.body as Filled
  const filled = { ...tables, fields: { ...last.data?.fields, ...fields } }
  return (
    <>
      <Beforehand procedure={procedure} step={step} needs={needs} figures={figures.data} filled={filled} />
      <NeedFields
        dossierId={id}
        needs={needs}
        value={given.body}
        errors={marks}
        figures={figures.data}
        open={returned?.to === step ? returned.fields : undefined}
        onChange={(next) =>
          onGiven({ ...given, body: { ...given.body, ...(next as Schemas['ActionBody']) } })
        }
      />
    </>
  )
}

function Checklist({ detail, sheet, action, given, onGiven }: PartProps) {
  const { id, assessments, inspections, returned } = detail.state
  const own = useContent(id, assessments.at(-1)?.bodyHash)
  const last = inspections.at(-1)
  // Who settles has both before him, each by name; who inspects, what was found the last time.
  const settles = action === 'settleInspection'
  const pair = settles ? inspections.filter(({ session }) => session === last?.session) : []
  const first = useContent(id, pair.length > 1 ? pair[0]?.bodyHash : undefined)
  const other = useContent(id, last?.bodyHash)
  const inspectionLabel = (by: string | undefined): string =>
    settles && by !== undefined ? `${detail.names[by] ?? ''} kiểm tra` : 'Lần kiểm tra trước'
  const mends = action === 'assess' && returned !== null ? returned.criteria : undefined
  useEffect(() => {
    // A correction of some criteria begins with the answers that stand.
    if (action !== 'assess' || own.data?.answers === undefined || given.body.answers !== undefined) return
    onGiven({ ...given, body: { ...given.body, answers: own.data.answers } })
  }, [own.data])
  if (sheet === undefined) return <p className="note warn">Hồ sơ này chưa có phiếu tiêu chí.</p>
  const beside = [
    ...(own.data?.answers === undefined ? [] : [{ label: 'Đơn vị tự đánh giá', answers: own.data.answers }]),
    ...(first.data?.answers === undefined
      ? []
      : [{ label: inspectionLabel(pair[0]?.by), answers: first.data.answers }]),
    ...(other.data?.answers === undefined
      ? []
      : [{ label: inspectionLabel(last?.by), answers: other.data.answers }]),
  ]
  return (
    <SheetForm
      dossierId={id}
      sheet={sheet}
      value={given.body.answers ?? {}}
      beside={beside}
      open={mends}
      onChange={(answers) =>
        onGiven({
          ...given,
          body: { ...given.body, answers: (answers as Schemas['ActionBody']['answers']) ?? {} },
        })
      }
    />
  )
}
