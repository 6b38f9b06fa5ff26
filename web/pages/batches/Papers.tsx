// The papers that one decision over many issued: their files are made a moment after it is signed.
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { PaperLines } from '../../components/papers/PaperLines.tsx'
import { Loading, Read } from '../../components/States.tsx'
import type { Batch } from './words.ts'

const LOOK_MS = 2_000

export function Papers({ batch }: { readonly batch: Batch }) {
  const papers = useQuery({
    queryKey: ['batches', batch.id, 'papers'],
    queryFn: () => read(api.GET('/api/v1/batches/{id}/papers', { params: { path: { id: batch.id } } })),
    refetchInterval: ({ state }) =>
      state.data?.issued.some(({ ready }) => !ready) === true ? LOOK_MS : false,
  })
  return (
    <section className="card" aria-labelledby="van-ban">
      <h2 id="van-ban">Văn bản</h2>
      <Read query={papers} loading={<Loading lines={1} />}>
        {({ issued }) =>
          issued.length === 0 ? (
            <p className="muted">Quyết định này không có văn bản nào được tạo trên hệ thống.</p>
          ) : (
            <PaperLines papers={issued} />
          )
        }
      </Read>
    </section>
  )
}
