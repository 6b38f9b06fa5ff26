// What was chosen in the list, and where it goes: to one decision or one action over all of them.
import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ProblemNote } from '../../components/Problem.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { MOST_CHOSEN, keepChosen } from '../batches/chosen.ts'
import type { Filters } from './filters.ts'
import { allIds } from './useDossiers.ts'

interface ChosenProps {
  readonly filters: Filters
  readonly chosen: ReadonlySet<string>
  readonly total: number | undefined
  /** Whether there are more than `total`, nobody knows how many. */
  readonly more: boolean
  readonly onChoose: (ids: readonly string[]) => void
}

/** What choosing all of a list comes to: no more than the API takes at once. */
function wordsOf(total: number, more: boolean): string {
  if (more) return `Chọn tất cả (nhiều nhất ${formatNumber(MOST_CHOSEN)})`
  return total > MOST_CHOSEN
    ? `Chọn ${formatNumber(MOST_CHOSEN)} hồ sơ đầu`
    : `Chọn tất cả ${formatNumber(total)} hồ sơ`
}

export function Chosen({ filters, chosen, total, more, onChoose }: ChosenProps) {
  const navigate = useNavigate()
  const [reading, setReading] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const most = Math.min(total ?? 0, MOST_CHOSEN)
  const all = async (): Promise<void> => {
    setError(null)
    setReading(0)
    try {
      onChoose(await allIds(filters, MOST_CHOSEN, setReading))
    } catch (failure) {
      setError(failure)
    } finally {
      setReading(null)
    }
  }
  const go = (): void => {
    keepChosen([...chosen])
    void navigate('/quyet-dinh/moi')
  }
  return (
    <>
      <div className="row no-print">
        <span role="status">
          {reading !== null
            ? `Đang đọc danh sách: ${formatNumber(reading)}${more ? '' : `/${formatNumber(most)}`} hồ sơ…`
            : chosen.size === 0
              ? 'Chưa chọn hồ sơ nào.'
              : `Đã chọn ${formatNumber(chosen.size)} hồ sơ.`}
        </span>
        <Button onClick={() => void all()} disabled={most === 0} loading={reading !== null}>
          {wordsOf(total ?? 0, more)}
        </Button>
        {chosen.size === 0 ? null : (
          <>
            <Button onClick={() => onChoose([])}>Bỏ chọn</Button>
            <Button type="primary" onClick={go}>
              Xử lý cùng lúc {formatNumber(chosen.size)} hồ sơ
            </Button>
          </>
        )}
      </div>
      <ProblemNote error={error} />
    </>
  )
}
