// The series of an office in a year: the last number of each, and what the next one would be called.
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useMe } from '../../app/useSession.ts'
import type { Schemas } from '../../client/api.ts'
import { Loading, Read } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { StartSeries } from './StartSeries.tsx'

interface Props {
  readonly office: string
  readonly registers: UseQueryResult<{ readonly items: readonly Schemas['Register'][] }>
  readonly year: string
  readonly children: ReactNode
}

const nextSymbol = ({ last, first, tail }: Schemas['Register']): string =>
  `${String(Math.max(last + 1, first ?? 1)).padStart(2, '0')}/${tail.replace(/^\//u, '')}`

export function Series({ office, registers, year, children }: Props) {
  const me = useMe()
  // Of another office than his the API says no.
  const starts = me.posts.some(({ role }) => role === 'administrator') && year === me.now.slice(0, 4)
  const [starting, setStarting] = useState<Schemas['Register'] | null>(null)
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
                      <td>
                        {nextSymbol(one)}
                        {starts && one.first === null ? (
                          <div className="no-print">
                            <button type="button" className="link-button" onClick={() => setStarting(one)}>
                              Tiếp theo sổ giấy<span className="sr">: {one.name}</span>
                            </button>
                          </div>
                        ) : null}
                      </td>
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
      {starting === null ? null : (
        <StartSeries office={office} register={starting} onClose={() => setStarting(null)} />
      )}
    </details>
  )
}
