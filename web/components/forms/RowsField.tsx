// The editor of a table: a line a row on a desk, a card a row on a telephone. Enter goes down and adds a row at the end; what
// was copied from a spreadsheet may be pasted into a cell. Sums stand in the foot.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { Column, Row, RowsNeed } from '../../../domain/procedure.ts'
import { formatNumber } from '../../i18n/format.ts'
import { DateField } from './DateField.tsx'
import { Choice, NumberField, TextField } from './fields.tsx'
import { ReferenceField } from './ReferenceField.tsx'
import { RowsFoot, RowsHead } from './RowsTable.tsx'
import { pasted } from './rows.ts'
import type { Cell } from './rows.ts'

interface Props {
  readonly need: RowsNeed
  readonly rows: readonly Row[]
  readonly locked: boolean
  /** Said of the whole table. */
  readonly error: string | undefined
  /** Messages by row, counted from 1, and column: `2.km`. */
  readonly cellErrors: Readonly<Record<string, string>>
  readonly hint: string
  readonly onChange: (rows: readonly Row[]) => void
}

/** Where the focus goes once the rows are drawn. */
interface Focus {
  readonly row: number
  /** A column's id, or `remove`. */
  readonly column: string
}

export function RowsField({ need, rows, locked, error, cellErrors, hint, onChange }: Props) {
  const box = useRef<HTMLFieldSetElement>(null)
  const [focus, setFocus] = useState<Focus | null>(null)
  const [said, setSaid] = useState('')
  const full = rows.length >= need.most
  useEffect(() => {
    if (focus === null) return
    const cell = `[data-cell="${focus.row}.${focus.column}"]`
    const control = box.current?.querySelector<HTMLElement>(`${cell} :is(input, textarea, select, button)`)
    ;(control ?? box.current?.querySelector<HTMLElement>('[data-add]'))?.focus()
    setFocus(null)
  }, [focus])
  const first = need.columns[0]?.id ?? ''
  const add = (column = first): void => {
    if (full || locked) return
    onChange([...rows, {}])
    setFocus({ row: rows.length, column })
  }
  const remove = (at: number): void => {
    onChange(rows.filter((_, index) => index !== at))
    setSaid(`Đã bỏ dòng ${at + 1}.`)
    setFocus({ row: Math.min(at, rows.length - 2), column: 'remove' })
  }
  const set = (at: number, id: string, value: Cell): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [id]: value } : row)))
  const down = (event: KeyboardEvent, at: number, column: string): void => {
    const { target } = event
    const typed = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    if (event.key !== 'Enter' || event.shiftKey || !typed || event.nativeEvent.isComposing) return
    // Here Enter is for the next row, not for sending the form.
    event.preventDefault()
    if (at + 1 < rows.length) setFocus({ row: at + 1, column })
    else add(column)
  }
  const paste = (event: React.ClipboardEvent, at: number, column: number): void => {
    const next = pasted(need, rows, { row: at, column }, event.clipboardData.getData('text/plain'))
    if (next === null) return
    event.preventDefault()
    onChange(next)
    setSaid(`Đã dán; bảng có ${next.length} dòng.`)
  }
  return (
    <fieldset ref={box} className="rows-field">
      <legend>
        {need.vi}
        {need.least > 0 ? <span className="required"> *</span> : null}
      </legend>
      {hint === '' ? null : <p className="muted small">{hint}</p>}
      {rows.length === 0 ? <p className="muted">Chưa có dòng nào.</p> : null}
      {rows.length === 0 ? null : (
        <div className="rows-box">
          <table className="plain rows-table">
            <RowsHead need={need} tools={!locked} marked />
            <tbody>
              {rows.map((row, at) => (
                // Rows have nothing of their own by which they could be told apart.
                <tr key={at}>
                  <th scope="row">
                    <span className="rows-card">Dòng </span>
                    {at + 1}
                  </th>
                  {need.columns.map((column, index) => (
                    <td
                      key={column.id}
                      data-cell={`${at}.${column.id}`}
                      className={`cell-${column.type}`}
                      onKeyDown={(event) => down(event, at, column.id)}
                      onPaste={(event) => paste(event, at, index)}
                    >
                      <CellField
                        column={column}
                        at={at}
                        value={row[column.id] ?? null}
                        locked={locked}
                        error={cellErrors[`${at + 1}.${column.id}`]}
                        onChange={(value) => set(at, column.id, value)}
                      />
                    </td>
                  ))}
                  {locked ? null : (
                    <td data-cell={`${at}.remove`} className="cell-remove">
                      <Button
                        icon={<DeleteOutlined aria-hidden="true" />}
                        aria-label={`Bỏ dòng ${at + 1}`}
                        onClick={() => remove(at)}
                      />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
            <RowsFoot need={need} rows={rows} tools={!locked} />
          </table>
        </div>
      )}
      {error === undefined ? null : <div className="field-error">{error}</div>}
      <div role="status" className="sr">
        {said}
      </div>
      {locked ? null : (
        <div className="row">
          <Button data-add icon={<PlusOutlined aria-hidden="true" />} disabled={full} onClick={() => add()}>
            Thêm dòng
          </Button>
          <span className="muted small">
            {full ? `Tối đa ${formatNumber(need.most)} dòng.` : 'Có thể dán nhiều dòng từ bảng tính.'}
          </span>
        </div>
      )}
    </fieldset>
  )
}

interface CellProps {
  readonly column: Column
  readonly at: number
  readonly value: Cell
  readonly locked: boolean
  readonly error: string | undefined
  readonly onChange: (value: Cell) => void
}

function CellField({ column, at, value, locked, error, onChange }: CellProps) {
  const shared = {
    label: `${column.vi}, dòng ${at + 1}`,
    required: column.required,
    disabled: locked,
    error,
    hint: '',
  }
  const text = typeof value === 'string' ? value : ''
  const orNull = (next: string): string | null => (next === '' ? null : next)
  switch (column.type) {
    case 'text':
      return (
        <TextField
          {...shared}
          {...(column.maxLength === undefined ? {} : { maxLength: column.maxLength })}
          rows={1}
          value={text}
          onChange={(next) => onChange(orNull(next))}
        />
      )
    case 'office':
    case 'person':
      return (
        <ReferenceField
          {...shared}
          kind={column.type}
          byHand={column.byHand === true}
          {...(column.maxLength === undefined ? {} : { maxLength: column.maxLength })}
          value={text}
          onChange={(next) => onChange(orNull(next))}
        />
      )
    case 'date':
      return <DateField {...shared} value={orNull(text)} onChange={onChange} />
    case 'integer':
    case 'money':
      return <NumberField {...shared} value={typeof value === 'number' ? value : null} onChange={onChange} />
    case 'choice': {
      const options = (column.choices ?? []).map(({ id, vi }) => ({ value: id, label: vi }))
      return (
        <Choice
          {...shared}
          none="Chọn…"
          options={options}
          value={text}
          onChange={(next) => onChange(orNull(next))}
        />
      )
    }
  }
}
