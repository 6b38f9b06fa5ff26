// One issued paper: what it is and what became of it, its files, signing it outside, and what came back signed.
import { Link, useParams } from 'react-router'
import type { Schemas } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { sentAddress } from '../../components/papers/Changes.tsx'
import { PAPER_STATUSES, PAPER_TONES } from '../../components/papers/words.ts'
import { Read } from '../../components/States.tsx'
import { formatDay } from '../../i18n/format.ts'
import { usePaper } from './queries.ts'
import { SignedFiles } from './SignedFiles.tsx'
import { Signing } from './Signing.tsx'
import { signerOf } from './SentTable.tsx'

type View = Schemas['PaperView']

export default function Paper() {
  const { id = '' } = useParams()
  return <Read query={usePaper(id)}>{(paper) => <Opened paper={paper} />}</Read>
}

function Opened({ paper }: { readonly paper: View }) {
  const { name, symbol, excerpt, status } = paper
  return (
    <Page
      title={symbol === null ? name : `${name} ${symbol}`}
      {...(excerpt === null ? {} : { note: excerpt })}
      actions={<span className={`tag ${PAPER_TONES[status]}`}>{PAPER_STATUSES[status]}</span>}
    >
      <section className="card" aria-label="Thông tin văn bản">
        <Facts paper={paper} />
      </section>
      <Signing paper={paper} />
      <SignedFiles paperId={paper.id} />
    </Page>
  )
}

function Facts({ paper }: { readonly paper: View }) {
  const { id, officeName, signerName, form, signedAt, ready, erased, dossierId, batchId } = paper
  const file = (format: 'pdf' | 'docx'): string => `/api/v1/papers/${encodeURIComponent(id)}/${format}`
  return (
    <dl className="facts">
      <dt>Cơ quan ban hành</dt>
      <dd>{officeName}</dd>
      <dt>Người ký duyệt</dt>
      <dd>
        {signerOf({ signer: { personId: null, name: signerName, form } })}, ngày {formatDay(signedAt)}
      </dd>
      <dt>Tệp</dt>
      <dd>
        {erased ? (
          'Nội dung đã xóa; tệp không còn.'
        ) : ready ? (
          <span className="row">
            <a href={file('pdf')} download>
              Tải PDF
            </a>
            <a href={file('docx')} download>
              Tải Word
            </a>
          </span>
        ) : (
          <span role="status">Đang tạo tệp…</span>
        )}
      </dd>
      <dt>Xem thêm</dt>
      <dd className="row">
        {dossierId === null ? null : (
          <Link to={`/ho-so/${encodeURIComponent(dossierId)}`}>Hồ sơ ban hành văn bản</Link>
        )}
        {batchId === null ? null : (
          <Link to={`/quyet-dinh/${encodeURIComponent(batchId)}`}>Danh sách quyết định chung</Link>
        )}
        <InBook paper={paper} />
      </dd>
    </dl>
  )
}

function InBook({ paper }: { readonly paper: View }) {
  const { officeId, register, year, number } = paper
  if (register === null || year === null || number === null) return null
  return <Link to={sentAddress({ officeId, register, year, number })}>Dòng trong sổ văn bản đi</Link>
}
