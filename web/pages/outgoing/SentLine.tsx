// One line of the register: the paper, its file, what it changed and what changed it, and the way to its signatures.
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { Page } from '../../components/Page.tsx'
import { Changes } from '../../components/papers/Changes.tsx'
import { PAPER_STATUSES, PAPER_TONES } from '../../components/papers/words.ts'
import type { SentPaper } from '../../components/papers/words.ts'
import { Read } from '../../components/States.tsx'
import { formatDay, formatMoment, formatSize } from '../../i18n/format.ts'
import { ChangePaper } from './ChangePaper.tsx'
import { keepsRegister } from './keeping.ts'
import { useSentLine } from './queries.ts'
import { signerOf } from './SentTable.tsx'

export default function SentLine() {
  const { office = '', register = '', year = '', number = '' } = useParams()
  const line = useSentLine({ id: office, register, year, number })
  return <Read query={line}>{(found) => <Opened key={found.symbol} line={found} />}</Read>
}

function Opened({ line }: { readonly line: SentPaper }) {
  const me = useMe()
  const [changing, setChanging] = useState(false)
  const { symbol, registerName, status, dossierId, batchId, officeId, register } = line
  const outside = dossierId === null && batchId === null
  const inForce = status === 'issued' || status === 'corrected'
  return (
    <Page
      title={`${registerName} ${symbol}`}
      note={line.excerpt}
      actions={<span className={`tag ${PAPER_TONES[status]}`}>{PAPER_STATUSES[status]}</span>}
    >
      <section className="card stack" aria-label="Thông tin văn bản">
        <Facts line={line} />
        <Changes line={line} />
        {outside && inForce && keepsRegister(me, officeId, register) ? (
          <div className="row no-print">
            <Button onClick={() => setChanging(true)}>Thay thế, đính chính, thu hồi</Button>
          </div>
        ) : null}
        {outside ? null : (
          <p className="muted small">
            Văn bản này do hồ sơ ban hành: thay thế, đính chính hoặc thu hồi bằng việc trên hồ sơ.
          </p>
        )}
      </section>
      <p className="no-print">
        <Link to={`/van-ban-di?co-quan=${encodeURIComponent(officeId)}&nam=${line.year}`}>
          Về sổ văn bản đi
        </Link>
      </p>
      {changing ? <ChangePaper line={line} onClose={() => setChanging(false)} /> : null}
    </Page>
  )
}

function Facts({ line }: { readonly line: SentPaper }) {
  const { datedOn, givenAt, recipients, dossierId, batchId, paperId, file, officeId } = line
  return (
    <dl className="facts">
      <dt>Ngày văn bản</dt>
      <dd>{formatDay(datedOn)}</dd>
      <dt>Lấy số lúc</dt>
      <dd>{formatMoment(givenAt)}</dd>
      <dt>Người ký</dt>
      <dd>{signerOf(line)}</dd>
      <dt>Nơi nhận</dt>
      <dd>{recipients ?? '–'}</dd>
      {file === null ? null : (
        <>
          <dt>Tệp</dt>
          <dd>
            <a
              href={`/api/v1/offices/${encodeURIComponent(officeId)}/files/${file.sha256}`}
              download={file.name}
            >
              {file.name}
            </a>{' '}
            <span className="muted small">{formatSize(file.size)}</span>
          </dd>
        </>
      )}
      {paperId === null ? null : (
        <>
          <dt>Văn bản</dt>
          <dd>
            <Link to={`/van-ban/${encodeURIComponent(paperId)}`}>Tệp và chữ ký số</Link>
          </dd>
        </>
      )}
      {dossierId === null ? null : (
        <>
          <dt>Hồ sơ</dt>
          <dd>
            <Link to={`/ho-so/${encodeURIComponent(dossierId)}`}>Mở hồ sơ</Link>
          </dd>
        </>
      )}
      {batchId === null ? null : (
        <>
          <dt>Quyết định chung</dt>
          <dd>
            <Link to={`/quyet-dinh/${encodeURIComponent(batchId)}`}>Mở danh sách</Link>
          </dd>
        </>
      )}
    </dl>
  )
}
