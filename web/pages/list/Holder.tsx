// Whom a dossier waits for: the reader, an office that he works in, or somebody there.
import { useQueries } from '@tanstack/react-query'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { Choice } from '../../components/forms/fields.tsx'
import type { Option } from '../../components/forms/fields.tsx'

const MINUTES_MS = 600_000

interface Props {
  readonly value: string
  readonly onChange: (id: string) => void
}

export function Holder({ value, onChange }: Props) {
  const me = useMe()
  const offices = [...new Map(me.posts.map(({ officeId, officeName }) => [officeId, officeName])).entries()]
  const members = useQueries({
    queries: offices.map(([id]) => ({
      queryKey: ['members', id],
      staleTime: MINUTES_MS,
      queryFn: () => read(api.GET('/api/v1/offices/{id}/members', { params: { path: { id } } })),
    })),
  })
  const people = new Map(
    members.flatMap(({ data }) => (data?.items ?? []).map(({ personId, name }) => [personId, name] as const)),
  )
  people.delete(me.personId)
  const options: Option[] = [
    { value: 'me', label: 'Tôi' },
    { value: 'others', label: 'Người khác, nơi khác' },
    ...offices.map(([id, name]) => ({ value: id, label: name })),
    ...[...people].map(([id, name]) => ({ value: id, label: name })),
  ]
  return <Choice label="Đang chờ ai" none="Bất kỳ ai" value={value} options={options} onChange={onChange} />
}
