// Entering a matter into its register; procedures give it its standing from then on.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearchParams } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { sendOnce } from '../../client/act.ts'
import { useDraft } from '../../client/useDraft.ts'
import { Page } from '../../components/Page.tsx'
import { Forbidden } from '../../components/States.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { FIELD_NAMES, MatterFields, givenOf } from './MatterFields.tsx'
import type { MatterForm } from './MatterFields.tsx'
import { matterKeys } from './queries.ts'
import type { Matter } from './queries.ts'
import { KIND_OPTIONS, isMatterKind, workingOffices } from './words.ts'
import { SendForm } from '../../components/forms/SendForm.tsx'

export default function NewMatter() {
  const me = useMe()
  const [search] = useSearchParams()
  const asked = search.get('kind') ?? ''
  const own = workingOffices(me)[0]
  const empty: MatterForm = {
    kind: isMatterKind(asked) ? asked : 'model',
    type: '',
    name: '',
    code: '',
    officeId: own?.officeId ?? '',
    personId: '',
    dates: {},
  }
  if (own === undefined) return <Forbidden heading />
  return (
    <Page title="Ghi vào sổ" note="Ghi trước, rồi lập hồ sơ để được duyệt, ký hoặc công nhận.">
      <Form key={empty.kind} empty={empty} />
    </Page>
  )
}

function Form({ empty }: { readonly empty: MatterForm }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const draft = useDraft<MatterForm>(`matter/${empty.kind}`, empty)
  const form = draft.value
  const send = useMutation({
    mutationFn: async () => {
      const body = givenOf(form)
      const made = await sendOnce<Matter>({ name: 'matter/new', path: '/api/v1/matters', body })
      draft.sent()
      await client.invalidateQueries({ queryKey: matterKeys.all })
      say('Đã ghi vào sổ.')
      await navigate(`/so/${encodeURIComponent(made.id)}`)
    },
  })
  return (
    <SendForm
      sending={send}
      button="Ghi vào sổ"
      card
      names={FIELD_NAMES}
      disabled={form.name.trim() === '' || form.officeId === ''}
    >
      <Choice
        label="Loại"
        required
        value={form.kind}
        options={KIND_OPTIONS}
        onChange={(kind) => {
          if (isMatterKind(kind)) draft.change({ ...form, kind, type: '', dates: {} })
        }}
      />
      <MatterFields form={form} onChange={draft.change} />
    </SendForm>
  )
}
