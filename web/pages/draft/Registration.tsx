// Making a dossier: the form of the first step for one subject in one campaign, from an empty draft to the first submit.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Procedure } from '../../../domain/procedure.ts'
import { isMatter, stepById } from '../../../domain/steps.ts'
import { sendOnce } from '../../client/act.ts'
import type { Waiting } from '../../client/act.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { ApiProblem } from '../../client/problem.ts'
import { queryKeys, useCampaign, useProcedure } from '../../client/queries.ts'
import { Page } from '../../components/Page.tsx'
import { Read } from '../../components/States.tsx'
import { say } from '../../components/toast.tsx'
import type { Filled } from '../../components/forms/NeedFields.tsx'
import { formatSecond } from '../../i18n/format.ts'
import { DraftForm } from './DraftForm.tsx'

export default function Registration() {
  const { campaignId = '', subjectId = '' } = useParams()
  const begun = useQuery({
    queryKey: ['draft', campaignId, subjectId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => beginDraft(campaignId, subjectId),
  })
  return <Read query={begun}>{(draft) => <Begun draft={draft} />}</Read>
}

type Draft = Schemas['Draft'] & {
  readonly actions: readonly Schemas['AllowedAction'][]
  readonly step: string
}

/** The draft with the step that it is for; begun now where there is none. */
async function beginDraft(id: string, subjectId: string): Promise<Draft> {
  const params = { path: { id, subjectId } }
  const one = () => read(api.GET('/api/v1/campaigns/{id}/drafts/{subjectId}', { params }))
  const draft = await one().catch(async (error: unknown) => {
    if (!(error instanceof ApiProblem) || error.code !== 'notFound') throw error
    await read(
      api.PUT('/api/v1/campaigns/{id}/drafts/{subjectId}', { params, body: { version: 0, data: {} } }),
    )
    return one()
  })
  const { step } = await read(api.GET('/api/v1/campaigns/{id}/drafts/{subjectId}/figures', { params }))
  return { ...draft, step }
}

function Begun({ draft }: { readonly draft: Draft }) {
  const campaign = useCampaign(draft.campaignId)
  const { id = '', version = 0 } = campaign.data?.procedure ?? {}
  const procedure = useProcedure(id, version)
  const figures = useQuery({
    queryKey: ['draft', draft.campaignId, draft.subjectId, 'figures'],
    queryFn: () => {
      const params = { path: { id: draft.campaignId, subjectId: draft.subjectId } }
      return read(api.GET('/api/v1/campaigns/{id}/drafts/{subjectId}/figures', { params }))
    },
  })
  const { waiting, error, register } = useRegister(draft)
  const subject = useSubjectName(draft.subjectId, procedure.data)
  return (
    <Read query={procedure}>
      {(found) => {
        const step = stepById(found, draft.step)
        if (step === null || campaign.data === undefined) return null
        return (
          <Page title={step.vi} note={`${subject}${found.vi}, năm ${campaign.data.year}`}>
            <DraftForm
              form={{
                campaignId: draft.campaignId,
                subjectId: draft.subjectId,
                dossierId: draft.dossierId,
                year: campaign.data.year,
                procedure: found,
                step,
                initial: draft.data as Filled,
                draft,
                figures: figures.data,
                submit: draft.actions.find(({ action }) => action === 'submit'),
              }}
              waiting={waiting}
              error={error}
              onSubmit={register}
            />
          </Page>
        )
      }}
    </Read>
  )
}

/** What the dossier is about, where that isn't the office that makes it: one meeting of several, one duty of many. */
function useSubjectName(id: string, procedure: Procedure | undefined): string {
  const matter = useQuery({
    queryKey: ['matter', id],
    enabled: procedure?.subjects.every(isMatter) === true,
    queryFn: () => read(api.GET('/api/v1/matters/{id}', { params: { path: { id } } })),
  })
  return matter.data === undefined ? '' : `${matter.data.name} · `
}

function useRegister({ campaignId, subjectId }: Draft) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const [error, setError] = useState<unknown>(null)
  const register = async ({ fields = {}, rows = {}, documents = [] }: Filled): Promise<boolean> => {
    setError(null)
    try {
      const reply = await sendOnce<Schemas['ActionReply']>(
        {
          name: `register/${campaignId}/${subjectId}`,
          path: `/api/v1/campaigns/${encodeURIComponent(campaignId)}/registrations`,
          body: { subjectId, fields, rows, documents },
        },
        { onWaiting: setWaiting },
      )
      for (const list of queryKeys.lists) await client.invalidateQueries({ queryKey: list })
      client.removeQueries({ queryKey: ['draft', campaignId, subjectId] })
      say(`Đã trình, ghi nhận lúc ${formatSecond(reply.receipt.receivedAt)}.`)
      void navigate(`/ho-so/${encodeURIComponent(reply.dossierId)}`, { replace: true })
      return true
    } catch (failure) {
      setError(failure)
      return false
    } finally {
      setWaiting(null)
    }
  }
  return { waiting, error, register }
}
