// The papers of one decision over many: before it is signed a draft with its list, made on the spot; afterwards those that it
// issued, whose files are made a moment later.
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { FileButton } from '../../components/FileButton.tsx'
import { PaperLines } from '../../components/papers/PaperLines.tsx'
import { Loading, Read } from '../../components/States.tsx'
import type { Batch } from './words.ts'

const LOOK_MS = 2_000
const FORMATS = [
  { format: 'pdf', label: 'PDF' },
  { format: 'docx', label: 'Word' },
] as const

export function Papers({ batch }: { readonly batch: Batch }) {
  // A refusal of many issues no paper: there is none to read beforehand.
  if (batch.status === 'frozen') return batch.verdict === 'reject' ? null : <Draft id={batch.id} />
  return batch.status === 'signed' ? <Issued id={batch.id} /> : null
}

function Draft({ id }: { readonly id: string }) {
  return (
    <section className="card no-print" aria-labelledby="du-thao">
      <h2 id="du-thao">Dự thảo quyết định kèm danh sách</h2>
      <div className="row">
        {FORMATS.map(({ format, label }) => (
          <FileButton
            key={format}
            path={`/api/v1/batches/${encodeURIComponent(id)}/papers/decision/draft/${format}`}
            label={`Tải dự thảo quyết định dạng ${label}`}
          >
            {label}
          </FileButton>
        ))}
        <span className="muted small">Có chữ DỰ THẢO, chưa có số, không được lưu.</span>
      </div>
    </section>
  )
}

function Issued({ id }: { readonly id: string }) {
  const papers = useQuery({
    queryKey: ['batches', id, 'papers'],
    queryFn: () => read(api.GET('/api/v1/batches/{id}/papers', { params: { path: { id } } })),
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
