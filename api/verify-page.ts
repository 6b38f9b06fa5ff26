// The public check as a page, for whoever scans or types the code of a certificate: plain HTML made here, without scripts,
// readable on a telephone and by a screen reader.
import type { CertificateCheck } from './admin/certificate-check.ts'
import { term } from '../domain/glossary.ts'
import { civilDateOf, formatDate } from '../domain/time/civil.ts'
import type { Instant } from '../domain/time/civil.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand in HTML, in an element or a quoted attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? character)
}

const STYLE = `body{font:1.05rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.4rem}dt{font-weight:600;margin-top:.6rem}dd{margin:0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem}
.verdict{padding:.8rem 1rem;border-radius:.4rem;border:2px solid;font-weight:600}
.valid{background:#e8f5ea;border-color:#1b6e2e}.revoked,.unknown{background:#fdecea;border-color:#9b1c1c}`

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main>
<h1>${escaped(title)}</h1>
${body}
</main></body>
</html>
`
}

const TITLE = 'Kiểm tra giấy công nhận'

const day = (at: Instant): string => formatDate(civilDateOf(at))

function verdict(check: CertificateCheck): string {
  if (check.signatureHolds === false) {
    return '<p class="verdict revoked" role="status">Chữ ký số không khớp: dữ liệu của giấy này đã bị thay đổi.</p>'
  }
  if (check.revokedAt !== null) {
    return `<p class="verdict revoked" role="status">Giấy công nhận này đã bị thu hồi ngày ${day(check.revokedAt)}.</p>`
  }
  return '<p class="verdict valid" role="status">Giấy công nhận này có thật và còn hiệu lực.</p>'
}

const CHANGED = {
  replace: 'thay thế',
  correct: 'đính chính',
  recall: 'thu hồi',
} as const satisfies Record<CertificateCheck['changes'][number]['kind'], string>

/** What became of the decision that it rests on. */
function changeRows({ changes }: CertificateCheck): (readonly [string, string])[] {
  return changes.map(({ kind, at, symbol, by }) => {
    const what = `${symbol ?? 'Văn bản'} được ${CHANGED[kind]} ngày ${day(at)}`
    return ['Thay đổi về văn bản', by === null ? what : `${what} bởi ${by}`] as const
  })
}

/** The page of a certificate that is there. */
export function certificatePage(check: CertificateCheck): string {
  const { data } = check
  const kind = term('subjectKind', data.subject.kind)
  const rows: readonly (readonly [string, string])[] = [
    ['Mã', check.code],
    ['Tên', data.subject.name],
    ['Loại', kind],
    ['Nội dung', check.procedureName],
    ['Kết quả', check.outcomeName ?? data.outcome ?? ''],
    ['Năm', String(data.year)],
    ['Số', String(data.number)],
    ['Cơ quan cấp', check.officeName],
    ['Ngày cấp', day(data.issuedAt)],
    ...(check.revokedAt === null ? [] : [['Ngày thu hồi', day(check.revokedAt)] as const]),
  ]
  const list = [...rows, ...changeRows(check)]
    .map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`)
    .join('\n')
  const signed = escaped(JSON.stringify({ data, signature: check.signature }, null, 2))
  const body = `${verdict(check)}
<dl>
${list}
</dl>
<details><summary>Dữ liệu đã ký và chữ ký số (Ed25519, khóa ${escaped(data.keyId)})</summary>
<pre>${signed}</pre>
<pre>${escaped(check.publicKey)}</pre></details>`
  return page(TITLE, body)
}

/** The page for a code under which there is none; what was typed is not shown again. */
export function noCertificatePage(): string {
  return page(
    TITLE,
    '<p class="verdict unknown" role="status">Không có giấy công nhận nào mang mã này. Hãy kiểm tra lại từng ký tự của mã.</p>',
  )
}
