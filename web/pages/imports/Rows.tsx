// The rows of a file in its order: what would become of each, or became of it, each cell's mistake by its address, and each
// field that changes with what stood before.
import { Button } from 'antd'
import { useState } from 'react'
import { Choice } from '../../components/forms/fields.tsx'
import { Failed, Loading } from '../../components/States.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { useImportRows } from './queries.ts'
import { FATES, FATE_TONES, RESULTS, RESULT_TONES, isFate, isResult } from './words.ts'
import type { Import, ImportRow } from './words.ts'

/** What the API is asked for by the word that was chosen. */
function askedOf(shown: string, written: boolean): Parameters<typeof useImportRows>[1] {
  if (written) return isResult(shown) ? { result: shown } : {}
  return isFate(shown) ? { fate: shown } : {}
}

export function Rows({ job }: { readonly job: Import }) {
  const written = job.status === 'done'
  const words: Readonly<Record<string, string>> = written ? RESULTS : FATES
  const counts = written ? job.results : job.fates
  const [only, setOnly] = useState((job.fates['mistake'] ?? 0) > 0 && !written ? 'mistake' : '')
  const shown = only !== '' && (counts[only] ?? 0) > 0 ? only : ''
  const query = useImportRows(job, askedOf(shown, written))
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="card stack" aria-labelledby="tung-dong" aria-busy={query.isPlaceholderData}>
      <h2 id="tung-dong">Từng dòng</h2>
      <div className="filters no-print">
        <Choice
          label="Hiện"
          none={`Tất cả (${formatNumber(job.total)})`}
          value={shown}
          options={Object.entries(words)
            .filter(([key]) => (counts[key] ?? 0) > 0)
            .map(([key, label]) => ({ value: key, label: `${label} (${formatNumber(counts[key] ?? 0)})` }))}
          onChange={setOnly}
        />
      </div>
      {query.data === undefined ? (
        query.isError ? (
          <Failed error={query.error} again={() => void query.refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <ul className="lines">
          {rows.map((row) => (
            <RowLine key={row.ord} row={row} many={job.sheets.length > 1} />
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <div>
          <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
            Xem thêm
          </Button>
        </div>
      ) : null}
    </section>
  )
}

/** The number of a cell's column: 2 of B7, 27 of AA7. */
const columnOf = (cell: string): number =>
  [...cell.replace(/\d/gu, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

function RowLine({ row, many }: { readonly row: ImportRow; readonly many: boolean }) {
  const { fate, result, outcome } = row
  const { mistakes, changes, notes } = outcome ?? row
  const wrong = new Set(mistakes.map(({ cell }) => cell))
  const filled = row.cells
    .filter(({ cell, text }) => text !== '' || wrong.has(cell))
    .sort((a, b) => columnOf(a.cell) - columnOf(b.cell))
  return (
    <li className="line">
      <div className="grow">
        <strong>
          Dòng {formatNumber(row.row)}
          {many ? `, trang “${row.sheet}”` : ''}
        </strong>
        <div className="small">
          {filled.map(({ cell, text }, index) => (
            <span key={cell} className={wrong.has(cell) ? 'wrong-cell' : undefined}>
              {index === 0 ? '' : ' · '}
              {text === '' ? '(trống)' : text}
            </span>
          ))}
        </div>
        {mistakes.length === 0 ? null : (
          <ul className="small field-error">
            {mistakes.map(({ cell, code, vi }) => (
              <li key={`${cell}/${code}/${vi}`}>
                Ô {cell}: {vi}
              </li>
            ))}
          </ul>
        )}
        {changes.length === 0 ? null : (
          <ul className="small">
            {changes.map(({ field, vi, from, to }) => (
              <li key={field}>
                {vi}: <del>{from ?? '(trống)'}</del> → <ins>{to ?? '(trống)'}</ins>
              </li>
            ))}
          </ul>
        )}
        {notes.map((note) => (
          <div key={note} className="muted small">
            {note}
          </div>
        ))}
      </div>
      {result === null ? (
        <span className={`tag ${FATE_TONES[fate]}`}>{FATES[fate]}</span>
      ) : (
        <span className={`tag ${RESULT_TONES[result]}`}>{RESULTS[result]}</span>
      )}
    </li>
  )
}
