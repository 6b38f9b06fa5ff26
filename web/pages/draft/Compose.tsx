// The form of a later step, or of a correction: begins with what was handed on before, saved as it is typed, with everything
// locked that a return didn't name.
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import type { Procedure } from '../../../domain/procedure.ts'
import { stepById } from '../../../domain/steps.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { ApiProblem } from '../../client/problem.ts'
import { useContent, useDossier, useFigures, useProcedure } from '../../client/queries.ts'
import { Capacity } from '../../components/act/Capacity.tsx'
import { basisOf, useAct } from '../../components/act/useAct.ts'
import { Page } from '../../components/Page.tsx'
import { Empty, Loading, Read } from '../../components/States.tsx'
import type { Filled } from '../../components/forms/NeedFields.tsx'
import { DraftForm } from './DraftForm.tsx'

type Detail = Schemas['DossierDetail']

export default function Compose() {
  const { id = '' } = useParams()
  const query = useDossier(id)
  return <Read query={query}>{(detail) => <WithProcedure detail={detail} />}</Read>
}

function WithProcedure({ detail }: { readonly detail: Detail }) {
  const query = useProcedure(detail.state.procedure.id, detail.state.procedure.version)
  return <Read query={query}>{(procedure) => <WithDraft detail={detail} procedure={procedure} />}</Read>
}

/** The draft at the API, if it was saved since the dossier came to this step. */
async function draftOf({ state }: Detail): Promise<Schemas['Draft'] | null> {
  const params = { path: { id: state.campaignId, subjectId: state.subject.id } }
  try {
    return await read(api.GET('/api/v1/campaigns/{id}/drafts/{subjectId}', { params }))
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'notFound') return null
    throw error
  }
}

interface WithProps {
  readonly detail: Detail
  readonly procedure: Procedure
}

function WithDraft({ detail, procedure }: WithProps) {
  const { state } = detail
  const draft = useQuery({
    queryKey: ['draft', state.id, state.step, state.round],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => draftOf(detail),
  })
  const before = useContent(state.id, state.contents[state.step])
  const waits = state.contents[state.step] !== undefined && before.data === undefined
  if (waits) return <Loading />
  return (
    <Read query={draft}>
      {(found) => <Form detail={detail} procedure={procedure} draft={found} before={before.data ?? null} />}
    </Read>
  )
}

interface FormProps extends WithProps {
  readonly draft: Schemas['Draft'] | null
  readonly before: Schemas['ActionBody'] | null
}

function Form({ detail, procedure, draft, before }: FormProps) {
  const { state } = detail
  const navigate = useNavigate()
  const acting = useAct()
  const step = stepById(procedure, state.step)
  const figures = useFigures(state.id, step?.needs ?? [])
  const submit = detail.actions.find(({ action }) => action === 'submit')
  const back = `/ho-so/${encodeURIComponent(state.id)}`
  if (step === null || submit?.allowed !== true) {
    return (
      <Page title={detail.subjectName}>
        <Empty title="Bước này hiện không có gì để bạn soạn" action={<Link to={back}>Về hồ sơ</Link>} />
      </Page>
    )
  }
  const since = state.clocks[step.id]?.enteredAt ?? detail.createdAt
  const saved = draft !== null && draft.updatedAt > since ? draft.data : null
  const initial = {
    fields: { ...before?.fields, ...saved?.fields },
    rows: { ...before?.rows, ...saved?.rows },
    documents: saved?.documents ?? before?.documents ?? [],
  }
  const send = async ({ fields = {}, rows = {}, documents = [] }: Filled): Promise<boolean> => {
    const body = { fields, rows, documents: [...documents] } as Schemas['ActionBody']
    const basis = basisOf(state, submit.taskId)
    const reply = await acting.run({ dossierId: state.id, action: 'submit', basis, body })
    if (reply === null) return false
    void navigate(back, { replace: true })
    return true
  }
  return (
    <Page title={step.vi} note={<Link to={back}>{detail.subjectName}</Link>}>
      <Capacity state={state} taskId={submit.taskId} names={detail.names} />
      <DraftForm
        form={{
          campaignId: state.campaignId,
          subjectId: state.subject.id,
          dossierId: state.id,
          year: state.year,
          procedure,
          step,
          initial: initial as Filled,
          draft,
          open: state.returned?.to === step.id ? state.returned.fields : undefined,
          figures: figures.data,
          submit,
        }}
        waiting={acting.waiting}
        error={acting.error}
        onSubmit={send}
      />
    </Page>
  )
}
