// Lines of the register as the paper book has them.
import { Link } from 'react-router'
import { Changes, sentAddress } from '../../components/papers/Changes.tsx'
import { PAPER_STATUSES, PAPER_TONES } from '../../components/papers/words.ts'
import type { SentPaper } from '../../components/papers/words.ts'
import { formatDay } from '../../i18n/format.ts'

export function SentTable({ items }: { readonly items: readonly SentPaper[] }) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Các văn bản trong sổ">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Số, ký hiệu</th>
            <th scope="col">Ngày văn bản</th>
            <th scope="col">Loại và trích yếu</th>
            <th scope="col">Người ký</th>
            <th scope="col">Nơi nhận</th>
            <th scope="col">Tình trạng</th>
          </tr>
        </thead>
        <tbody>
          {items.map((line) => (
            <tr key={`${line.register}/${line.number}`}>
              <th scope="row" className="nowrap">
                <Link to={sentAddress(line)}>{line.symbol}</Link>
              </th>
              <td>{formatDay(line.datedOn)}</td>
              <td className="wide-cell">
                {line.registerName}
                {line.excerpt === '' ? '' : `: ${line.excerpt}`}
              </td>
              <td>{signerOf(line)}</td>
              <td>{line.recipients ?? ''}</td>
              <td>
                <span className={`tag ${PAPER_TONES[line.status]}`}>{PAPER_STATUSES[line.status]}</span>
                <Changes line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Who signed, with in whose name as papers write it: "TM. Nguyễn Văn Ân". */
export function signerOf({ signer }: Pick<SentPaper, 'signer'>): string {
  if (signer.name === null) return '–'
  return signer.form === null ? signer.name : `${signer.form}. ${signer.name}`
}
