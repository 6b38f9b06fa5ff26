// What replaced, corrected or recalled a paper, and what it did to papers before it: each with the other paper's symbol.
import { Link } from 'react-router'
import { formatDay } from '../../i18n/format.ts'
import { CHANGED_BY, CHANGE_KINDS } from './words.ts'
import type { PaperLink, SentPaper } from './words.ts'

/** Where a numbered paper stands on screen. */
export function sentAddress(of: Pick<SentPaper, 'officeId' | 'register' | 'year' | 'number'>): string {
  const { officeId, register, year, number } = of
  return `/van-ban-di/${encodeURIComponent(officeId)}/${encodeURIComponent(register)}/${year}/${number}`
}

interface Props {
  readonly line: Pick<SentPaper, 'changedBy' | 'changes'>
  /** Whether the reader may follow to the other paper's register. */
  readonly linked?: boolean
}

export function Changes({ line, linked = true }: Props) {
  const all = [
    ...line.changedBy.map((link) => ({ link, words: CHANGED_BY[link.kind], joined: 'bằng' })),
    ...line.changes.map((link) => ({ link, words: CHANGE_KINDS[link.kind], joined: '' })),
  ]
  if (all.length === 0) return null
  return (
    <ul className="plain-list small">
      {all.map(({ link, words, joined }) => (
        <li key={`${words}/${link.at}/${link.paper?.symbol ?? ''}`}>
          {words}
          {link.partial ? ' một phần' : ''} <Other link={link} joined={joined} linked={linked} />, ngày{' '}
          {formatDay(link.at)}
          {link.reason === null ? '' : `. Lý do: ${link.reason}`}
        </li>
      ))}
    </ul>
  )
}

interface OtherProps {
  readonly link: PaperLink
  readonly joined: string
  readonly linked: boolean
}

function Other({ link, joined, linked }: OtherProps) {
  const { paper } = link
  if (paper === null) return null
  const symbol = paper.symbol ?? `số ${paper.number}`
  return (
    <>
      {joined === '' ? '' : `${joined} `}
      {linked ? <Link to={sentAddress(paper)}>{symbol}</Link> : symbol}
    </>
  )
}
