// A value in words; an office that it points at leads to its page.
import { Link } from 'react-router'
import { referenceOf } from '../../../domain/reference.ts'

interface Props {
  readonly value: unknown
  /** As it is shown, by the name that the office had then. */
  readonly words: string
}

export function Named({ value, words }: Props) {
  const named = referenceOf(value)
  return named?.kind === 'office' ? (
    <Link to={`/quan-tri/co-quan/${encodeURIComponent(named.id)}`}>{words}</Link>
  ) : (
    <>{words}</>
  )
}
