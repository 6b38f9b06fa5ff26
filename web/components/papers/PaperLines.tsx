// Issued papers as lines: symbol and excerpt, what became of each, the files, and the way to its signatures.
import { Link } from 'react-router'
import { formatDay } from '../../i18n/format.ts'
import { Changes } from './Changes.tsx'
import { PAPER_STATUSES, PAPER_TONES } from './words.ts'
import type { Paper, SentPaper } from './words.ts'

interface Props {
  readonly papers: readonly Paper[]
  /** Lines of the registers that the papers are numbered in, as far as the reader sees them. */
  readonly sent?: readonly SentPaper[]
}

const FORMATS = [
  { format: 'pdf', label: 'PDF' },
  { format: 'docx', label: 'Word' },
] as const

export function PaperLines({ papers, sent = [] }: Props) {
  return (
    <ul className="lines">
      {papers.map((paper) => {
        const line = sent.find(
          (one) =>
            one.number === paper.number &&
            one.register === paper.register &&
            one.year === paper.year &&
            one.officeId === paper.officeId,
        )
        return (
          <li key={paper.id} className="line">
            <div className="grow">
              <strong>{paper.symbol === null ? paper.name : `${paper.name} ${paper.symbol}`}</strong>
              {paper.status === 'issued' ? null : (
                <>
                  {' '}
                  <span className={`tag ${PAPER_TONES[paper.status]}`}>{PAPER_STATUSES[paper.status]}</span>
                </>
              )}
              {paper.excerpt === null ? null : <div className="small">{paper.excerpt}</div>}
              <div className="muted small">Ký ngày {formatDay(paper.signedAt)}</div>
              {line === undefined ? null : <Changes line={line} linked={false} />}
            </div>
            <Files paper={paper} />
          </li>
        )
      })}
    </ul>
  )
}

function Files({ paper }: { readonly paper: Paper }) {
  const { id, name, symbol, ready, erased, docxSha256, pdfSha256 } = paper
  const what = symbol === null ? name : `${name} ${symbol}`
  if (erased) return <span className="muted small">Nội dung đã xóa</span>
  if (!ready)
    return (
      <span className="muted small" role="status">
        Đang tạo tệp…
      </span>
    )
  const there = { pdf: pdfSha256, docx: docxSha256 }
  return (
    <span className="row">
      {FORMATS.filter(({ format }) => there[format] !== null).map(({ format, label }) => (
        <a
          key={format}
          href={`/api/v1/papers/${encodeURIComponent(id)}/${format}`}
          download
          aria-label={`Tải ${what} dạng ${label}`}
        >
          {label}
        </a>
      ))}
      <Link to={`/van-ban/${encodeURIComponent(id)}`} aria-label={`Chữ ký số của ${what}`}>
        Chữ ký số
      </Link>
    </span>
  )
}
