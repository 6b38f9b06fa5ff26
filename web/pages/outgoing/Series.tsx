// The series of an office in a year: the last number of each, and what the next one would be called.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Schemas } from '../../client/api.ts'
import { Loading, Read } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'

interface Props {
  readonly registers: UseQueryResult<{ readonly items: readonly Schemas['Register'][] }>
  readonly year: string
  readonly children: ReactNode
}

const nextSymbol = ({ last, first, tail }: Schemas['Register']): string =>
  `${String(Math.max(last + 1, first ?? 1)).padStart(2, '0')}/${tail.replace(/^\//u, '')}`

export function Series({ registers, year, children }: Props) {
  return (
    <details className="card">
      <summary>
        <strong>Các sổ số năm {year}</strong>
      </summary>
      <Read query={registers} loading={<Loading lines={3} />}>
        {({ items }) => (
          <>
            <div className="scroll-x" tabIndex={0} role="region" aria-label="Các sổ số">
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">Loại văn bản</th>
                    <th scope="col" className="num">
                      Số cuối
                    </th>
                    <th scope="col">Số tiếp theo</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.register}>
                      <th scope="row">{one.name}</th>
                      <td className="num">{one.last === 0 ? '–' : formatNumber(one.last)}</td>
                      <td>{nextSymbol(one)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <div className="row no-print">
              <span className="grow">Mọi số đã cấp trong năm</span>
              {children}
            </div>
          </>
        )}
      </Read>
    </details>
  )
}
