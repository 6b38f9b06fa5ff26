// From chosen dossiers to a list that is looked at before anything happens: what is to be done to all of them, who signs,
// and with what words. Nothing is done here yet; the next page shows what can't be, and asks.
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Procedure } from '../../../domain/procedure.ts'
import { rolesOf } from '../../../domain/people.ts'
import { stepById } from '../../../domain/steps.ts'
import { useMe } from '../../app/useSession.ts'
import { sendOnce } from '../../client/act.ts'
import type { Waiting } from '../../client/act.ts'
import type { Schemas } from '../../client/api.ts'
import { useDossier, useProcedure } from '../../client/queries.ts'
import { useDraft } from '../../client/useDraft.ts'
import { Choice, TextField } from '../../components/forms/fields.tsx'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { actionLabel } from '../../i18n/vi.ts'
import { ActionInputs } from './ActionInputs.tsx'
import { Signer } from './Signer.tsx'
import { chosenDossiers, keepChosen } from './chosen.ts'
import { DECISIONS, NO_ASK, OFFERED, missingIn, needsReason, requestOf } from './asked.ts'
import type { Asked } from './asked.ts'

type Detail = Schemas['DossierDetail']

const NAMES = {
  'body.reason': 'Lý do',
  signerId: 'Người ký',
  'args.toStep': 'Trả về bước',
  'args.until': 'Đến ngày',
}

export default function NewBatch() {
  const [ids] = useState(chosenDossiers)
  const [first] = ids
  const note = ids.length === 0 ? undefined : `Đã chọn ${formatNumber(ids.length)} hồ sơ.`
  return (
    <Page title="Xử lý cùng lúc nhiều hồ sơ" {...(note === undefined ? {} : { note })}>
      {first === undefined ? (
        <section className="card">
          <Empty title="Chưa chọn hồ sơ nào" action={<Link to="/ho-so?open=true">Đến danh sách hồ sơ</Link>}>
            Đánh dấu các hồ sơ cần xử lý trong danh sách, rồi quay lại đây.
          </Empty>
        </section>
      ) : (
        <First ids={ids} first={first} />
      )}
    </Page>
  )
}

/** What can be asked follows from where the first of them stands; the rest are checked one by one. */
function First({ ids, first }: { readonly ids: readonly string[]; readonly first: string }) {
  const query = useDossier(first)
  return <Read query={query}>{(detail) => <WithProcedure ids={ids} detail={detail} />}</Read>
}

function WithProcedure({ ids, detail }: { readonly ids: readonly string[]; readonly detail: Detail }) {
  const { id, version } = detail.state.procedure
  const query = useProcedure(id, version)
  return <Read query={query}>{(procedure) => <Form ids={ids} detail={detail} procedure={procedure} />}</Read>
}

interface FormProps {
  readonly ids: readonly string[]
  readonly detail: Detail
  readonly procedure: Procedure
}

/** What may be asked, what the first dossier allows first. */
function optionsOf(detail: Detail, decides: boolean) {
  const allowed = OFFERED.filter((action) =>
    detail.actions.some((one) => one.action === action && one.allowed),
  )
  const others = OFFERED.filter((action) => !allowed.includes(action))
  return [
    ...(decides ? Object.entries(DECISIONS).map(([value, { label }]) => ({ value, label })) : []),
    ...[...allowed, ...others].map((action) => ({ value: action, label: actionLabel(action) })),
  ]
}

function Form({ ids, detail, procedure }: FormProps) {
  const me = useMe()
  const navigate = useNavigate()
  const step = stepById(procedure, detail.state.step)
  const decides = step?.batch === true
  const options = optionsOf(detail, decides)
  const draft = useDraft<Asked>('batch', { ...NO_ASK, what: options[0]?.value ?? '' })
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [tried, setTried] = useState(false)
  const asked = options.some(({ value }) => value === draft.value.what)
    ? draft.value
    : { ...draft.value, what: options[0]?.value ?? '' }
  const missing = missingIn(asked)
  const send = async (): Promise<void> => {
    setTried(true)
    if (missing.length > 0) return
    setError(null)
    try {
      const batch = await sendOnce<Schemas['Batch']>(
        { name: 'batch/new', path: '/api/v1/batches', body: requestOf(asked, ids) },
        { onWaiting: setWaiting },
      )
      keepChosen([])
      draft.sent()
      void navigate(`/quyet-dinh/${encodeURIComponent(batch.id)}`)
    } catch (failure) {
      setError(failure)
    } finally {
      setWaiting(null)
    }
  }
  const wantsReason =
    asked.what === 'decision-reject' || OFFERED.some((one) => one === asked.what && needsReason(one))
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p className="muted">
        Hồ sơ đầu danh sách: {detail.subjectName}, bước “{step?.vi ?? detail.state.step}”.
      </p>
      <Choice
        label="Việc cần làm cho tất cả"
        required
        value={asked.what}
        options={options}
        onChange={(what) => draft.change({ ...asked, what })}
      />
      {asked.what in DECISIONS && step !== null ? (
        <Signer
          roles={step.parties.flatMap(rolesOf)}
          me={me}
          value={asked.signerId}
          onChange={(signerId) => draft.change({ ...asked, signerId })}
        />
      ) : (
        <ActionInputs asked={asked} procedure={procedure} detail={detail} onChange={draft.change} />
      )}
      {wantsReason ? (
        <TextField
          label="Lý do"
          required
          rows={3}
          value={asked.reason}
          error={tried && missing.includes('reason') ? 'Hãy ghi lý do.' : undefined}
          onChange={(reason) => draft.change({ ...asked, reason })}
        />
      ) : null}
      {tried && missing.length > 0 ? (
        <p className="field-error" role="alert">
          Còn thiếu thông tin cần có để lập danh sách.
        </p>
      ) : null}
      <ProblemNote error={error} names={NAMES} />
      {waiting === 'away' ? (
        <p role="status" className="note warn">
          Chưa liên lạc được với hệ thống. Yêu cầu sẽ tự gửi lại; nếu đã được ghi thì không ghi lần thứ hai.
        </p>
      ) : null}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={waiting !== null}>
          Xem trước
        </Button>
        <Link to="/ho-so">Chọn lại hồ sơ</Link>
      </div>
      <p className="muted small">
        Chưa có gì được thực hiện khi xem trước. Danh sách chờ ký hoặc xác nhận trong 3 ngày.
      </p>
    </form>
  )
}
