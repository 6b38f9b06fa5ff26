// The papers of one dossier: those that its acts issued, with what replaced, corrected or recalled them; and drafts of those
// that its step gives or offers, made on the spot and stored nowhere.
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { ApiProblem } from '../../client/problem.ts'
import { queryKeys } from '../../client/queries.ts'
import { FileButton } from '../FileButton.tsx'
import { Failed, Loading } from '../States.tsx'
import { PaperLines } from './PaperLines.tsx'

const LOOK_MS = 2_000

function usePapers(id: string) {
  const params = { path: { id } }
  return useQuery({
    queryKey: [...queryKeys.dossier(id), 'papers'],
    queryFn: async () => {
      const [papers, sent] = await Promise.all([
        read(api.GET('/api/v1/dossiers/{id}/papers', { params })),
        read(api.GET('/api/v1/dossiers/{id}/sent', { params })),
      ])
      return { ...papers, sent: sent.items }
    },
    // Files are made a moment after the act.
    refetchInterval: ({ state }) =>
      state.data?.issued.some(({ ready }) => !ready) === true ? LOOK_MS : false,
  })
}

interface Props {
  readonly dossierId: string
  /** Without drafts, and nothing where there is none or the reader may not read them. */
  readonly brief?: boolean
}

export function DossierPapers({ dossierId, brief = false }: Props) {
  const papers = usePapers(dossierId)
  if (papers.data === undefined) {
    if (!papers.isError) return <Loading lines={2} />
    const hidden = brief && papers.error instanceof ApiProblem && papers.error.status === 404
    return hidden ? null : <Failed error={papers.error} again={() => void papers.refetch()} />
  }
  const { issued, offered, sent } = papers.data
  const drafts = [...new Map(offered.map((one) => [one.kind, one])).values()]
  return (
    <>
      {issued.length === 0 ? (
        <p className="muted">Chưa có văn bản nào được ban hành.</p>
      ) : (
        <PaperLines papers={issued} sent={sent} />
      )}
      {brief || drafts.length === 0 ? null : (
        <details className="no-print">
          <summary>Dự thảo của bước hiện tại ({drafts.length})</summary>
          <ul className="lines">
            {drafts.map(({ kind, name }) => (
              <li key={kind} className="line">
                <span className="grow">{name}</span>
                <span className="row">
                  {(['pdf', 'docx'] as const).map((format) => (
                    <FileButton
                      key={format}
                      size="small"
                      path={`/api/v1/dossiers/${encodeURIComponent(dossierId)}/papers/${kind}/draft/${format}`}
                      label={`Tải dự thảo ${name} dạng ${format === 'pdf' ? 'PDF' : 'Word'}`}
                    >
                      {format === 'pdf' ? 'PDF' : 'Word'}
                    </FileButton>
                  ))}
                </span>
              </li>
            ))}
          </ul>
          <p className="muted small">Dự thảo được tạo từ hồ sơ lúc này, có chữ DỰ THẢO và không được lưu.</p>
        </details>
      )}
    </>
  )
}
