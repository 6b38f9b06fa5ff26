// What came back signed of a paper: whether it holds, who signed when by which certificate, and what to do where it doesn't.
import { Failed, Loading } from '../../components/States.tsx'
import { SIGNATURE_VERDICTS, remarkTexts } from '../../components/papers/words.ts'
import type { SignedPaper } from '../../components/papers/words.ts'
import { formatDay, formatMoment, formatSize } from '../../i18n/format.ts'
import { useSignatures } from './queries.ts'

export function SignedFiles({ paperId }: { readonly paperId: string }) {
  const signatures = useSignatures(paperId)
  return (
    <section className="card" aria-labelledby="ban-ky-so">
      <h2 id="ban-ky-so">Bản ký số đã tải lên</h2>
      {signatures.data === undefined ? (
        signatures.isError ? (
          <Failed error={signatures.error} again={() => void signatures.refetch()} />
        ) : (
          <Loading lines={2} />
        )
      ) : signatures.data.length === 0 ? (
        <p className="muted">Chưa có bản nào.</p>
      ) : (
        <ul className="lines">
          {[...signatures.data].reverse().map((signed) => (
            <li key={`${signed.slotId}/${signed.sha256}`} className="line">
              <div className="grow">
                <Verdict signed={signed} />
                <div className="muted small">
                  Tải lên lúc {formatMoment(signed.uploadedAt)} · {formatSize(signed.size)}
                  {signed.kept ? '' : ' · tệp không được giữ'}
                </div>
              </div>
              {signed.kept ? (
                <a
                  href={`/api/v1/papers/${encodeURIComponent(paperId)}/signatures/${signed.sha256}`}
                  download
                  aria-label={`Tải bản ký số lúc ${formatMoment(signed.uploadedAt)}`}
                >
                  Tải bản ký số
                </a>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface VerdictProps {
  readonly signed: SignedPaper
  /** As a note of its own, rather than within a list. */
  readonly note?: boolean
}

/** How a file was judged, with each of its signatures. */
export function Verdict({ signed, note = false }: VerdictProps) {
  const { label, advice, tone } = SIGNATURE_VERDICTS[signed.verdict]
  return (
    <div className={note ? `note ${tone}` : undefined}>
      <p>
        {note ? <strong>{label}.</strong> : <span className={`tag ${tone}`}>{label}</span>} {advice}
      </p>
      {remarkTexts(signed.remarks).map((text) => (
        <p key={text} className="small">
          {text}
        </p>
      ))}
      {signed.signatures.map((one, index) => (
        <SignatureLine key={index} signature={one} />
      ))}
    </div>
  )
}

function SignatureLine({ signature }: { readonly signature: SignedPaper['signatures'][number] }) {
  const { signer, claimedAt, judgedAt, verdict, remarks } = signature
  return (
    <div className="small">
      {signer === null ? (
        SIGNATURE_VERDICTS[verdict].label
      ) : (
        <>
          <strong>{signer.commonName ?? signer.subject}</strong>, ký lúc {formatMoment(claimedAt ?? judgedAt)}
          ; chứng thư dùng từ {formatDay(signer.validFrom)} đến {formatDay(signer.validTo)}, nơi cấp:{' '}
          {signer.issuer}
        </>
      )}
      {remarkTexts(remarks).map((text) => (
        <div key={text}>{text}</div>
      ))}
    </div>
  )
}
