// A mail as text and as HTML, in Vietnamese, with a link to each dossier. Pure: the same lines give the same mail, so that a
// repeat says nothing else than the first one did.
import { NOTICE_WORDS } from '../../domain/notice-kinds.ts'
import { civilDateOf, formatDate } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { MailLine } from './read.ts'

export interface Letter {
  readonly letter: 'notices' | 'digest'
  readonly name: string
  readonly createdAt: Instant
  readonly lines: readonly MailLine[]
  /** Of which `lines` are the first. */
  readonly total: number
  /** Without a slash at the end. */
  readonly publicUrl: string
}

export interface Composed {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A header's text is one line: names come from forms. */
function oneLine(text: string, max: number): string {
  const line = text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`
}

/** Where a dossier is looked at. */
export function dossierLink(publicUrl: string, dossierId: string): string {
  return `${publicUrl}/ho-so/${encodeURIComponent(dossierId)}`
}

/** What a line says, without its link. */
export function lineText(line: MailLine): string {
  const { word, subject, procedure, step, year, dueAt, person, office, until } = line
  const about =
    subject === null
      ? [office, until === null ? null : `đến hết ngày ${formatDate(civilDateOf(until))}`]
      : [
          subject,
          procedure === null ? null : `${procedure}${year === null ? '' : ` năm ${year}`}`,
          step === null ? null : `bước ${step}`,
          dueAt === null ? null : `hạn ${formatDate(civilDateOf(dueAt))}`,
        ]
  const lent = person === null ? [] : [`theo ủy quyền của ${person}`]
  const parts = [...about.filter((part) => part !== null), ...lent].map((part) => oneLine(part, 300))
  return parts.length === 0 ? NOTICE_WORDS[word].vi : `${NOTICE_WORDS[word].vi}: ${parts.join(' · ')}`
}

function subjectOf({ letter, lines, total, createdAt }: Letter): string {
  const [first] = lines
  const text =
    letter === 'digest'
      ? `Tổng hợp ngày ${formatDate(civilDateOf(createdAt))}: ${total} mục`
      : total === 1 && first !== undefined
        ? `${NOTICE_WORDS[first.word].vi}${first.subject === null ? '' : `: ${first.subject}`}`
        : `${total} thông báo mới`
  return oneLine(`[Trình] ${text}`, 180)
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The whole mail. */
export function compose(letter: Letter): Composed {
  const { name, lines, total, publicUrl } = letter
  const greeting = `Kính gửi đồng chí ${oneLine(name, 120)},`
  const rest = total - lines.length
  const more = rest > 0 ? [`Còn ${rest} mục khác, xem tại ${publicUrl}/thong-bao`] : []
  const closing = `Đồng chí nhận thư này theo vai trò đang giữ. Đổi cách nhận: ${publicUrl}/thong-bao/cach-nhan`
  const text = [
    greeting,
    '',
    ...lines.flatMap((line) => [
      `- ${lineText(line)}`,
      ...(line.dossierId === null ? [] : [`  ${dossierLink(publicUrl, line.dossierId)}`]),
    ]),
    ...more,
    '',
    closing,
    '',
  ].join('\n')
  return { subject: subjectOf(letter), text, html: htmlOf(letter, greeting, more, closing) }
}

function htmlOf(
  { lines, publicUrl }: Letter,
  greeting: string,
  more: readonly string[],
  closing: string,
): string {
  const items = lines.map((line) => {
    const text = escaped(lineText(line))
    if (line.dossierId === null) return `<li>${text}</li>`
    return `<li><a href="${escaped(dossierLink(publicUrl, line.dossierId))}">${text}</a></li>`
  })
  return [
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"></head>',
    '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a;max-width:42em">',
    `<p>${escaped(greeting)}</p>`,
    `<ul>${items.join('')}</ul>`,
    ...more.map((line) => `<p>${escaped(line)}</p>`),
    `<p style="color:#555;font-size:14px">${escaped(closing)}</p>`,
    '</body></html>',
  ].join('\n')
}
