// A draft while it is edited: what is typed is kept on the device until it is saved, saving names the version that was read,
// and an examination counts for exactly what was saved.
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { useDraft } from '../../../client/useDraft.ts'
import { say } from '../../../components/toast.tsx'
import { procedurePath } from './paths.ts'
import type { Data } from './Source.tsx'

export type Draft = Schemas['ProcedureDraft']

export function useProcedureDraft(draft: Draft) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const params = { path: { id: draft.id } }
  const [saved, setSaved] = useState(draft)
  const typed = useDraft<{ data: Data }>(`procedure-draft/${draft.id}/${saved.version}`, { data: draft.data })
  const { data } = typed.value
  const changed = JSON.stringify(data) !== JSON.stringify(saved.data)
  const examine = useMutation({
    mutationFn: () => read(api.POST('/api/v1/procedure-drafts/{id}/examination', { params })),
  })
  const save = useMutation({
    mutationFn: async () => {
      const kept = await read(
        api.PUT('/api/v1/procedure-drafts/{id}', { params, body: { version: saved.version, data } }),
      )
      typed.sent()
      setSaved({ ...kept, data })
      await client.invalidateQueries({ queryKey: ['procedure-drafts'] })
      say('Đã lưu bản soạn.')
    },
  })
  const leave = async (to: string, said: string): Promise<void> => {
    typed.sent()
    await client.invalidateQueries({ queryKey: ['procedure-drafts'] })
    await client.invalidateQueries({ queryKey: ['procedures'] })
    say(said)
    void navigate(to)
  }
  const publish = async (): Promise<void> => {
    const body = { version: saved.version }
    const { procedure } = await read(api.POST('/api/v1/procedure-drafts/{id}/publication', { params, body }))
    // What was published is in force: the draft has served its purpose.
    await read(api.DELETE('/api/v1/procedure-drafts/{id}', { params }))
    await leave(procedurePath(procedure.id, procedure.version), `Đã công bố bản ${procedure.version}.`)
  }
  const drop = async (): Promise<void> => {
    await read(api.DELETE('/api/v1/procedure-drafts/{id}', { params }))
    await leave('/quan-tri/quy-trinh', 'Đã bỏ bản soạn.')
  }
  const change = (next: Data): void => {
    examine.reset()
    typed.change({ data: next })
  }
  return { data, change, changed, restored: typed.restored && changed, save, examine, publish, drop }
}
