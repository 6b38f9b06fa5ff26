// One office, found by words of its present or former name, with or without diacritics, and chosen from what was found.
import { Input } from 'antd'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Field } from '../Field.tsx'
import { officeKindLabel } from '../../i18n/vi.ts'

export interface ChosenOffice {
  readonly id: string
  readonly name: string
}

interface Props {
  readonly label: string
  readonly value: ChosenOffice | null
  readonly onChange: (office: ChosenOffice) => void
  readonly kind?: Schemas['Office']['kind']
  /** Only offices under this one. */
  readonly under?: string
  readonly required?: boolean
  readonly error?: string | undefined
}

export const LEAST_LETTERS = 2
export const SHOWN = '8'

/** The offices that best match some words. */
export async function findOffices(
  words: string,
  among: Partial<Pick<Props, 'kind' | 'under'>> = {},
): Promise<Schemas['Office'][]> {
  const query = { text: words, limit: SHOWN, ...among }
  return (await read(api.GET('/api/v1/offices', { params: { query } }))).items
}

/** Where an office is, in words: kind, commune, province. */
export function placeOf(office: Pick<Schemas['Office'], 'kind' | 'communeName' | 'provinceName'>): string {
  return [officeKindLabel(office.kind), office.communeName, office.provinceName]
    .filter((one) => one !== null)
    .join(' · ')
}

export function OfficePicker({ label, value, onChange, kind, under, required = true, error }: Props) {
  const [text, setText] = useState('')
  const words = text.trim()
  const found = useQuery({
    queryKey: ['offices', 'picker', words, kind ?? '', under ?? ''],
    enabled: words.length >= LEAST_LETTERS,
    queryFn: () =>
      findOffices(words, {
        ...(kind === undefined ? {} : { kind }),
        ...(under === undefined ? {} : { under }),
      }),
  })
  const items = words.length < LEAST_LETTERS ? undefined : found.data
  const choose = ({ id, name }: ChosenOffice): void => {
    onChange({ id, name })
    setText('')
  }
  return (
    <div className="stack">
      <Field
        label={label}
        required={required}
        error={error}
        hint={
          value === null
            ? 'Gõ vài chữ của tên, có thể không dấu, rồi chọn bên dưới.'
            : `Đã chọn: ${value.name}`
        }
      >
        {(control) => (
          <Input
            {...control}
            type="search"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onPressEnter={(event) => {
              // Looking for an office doesn't send the form around it; the only one that was found is meant.
              event.preventDefault()
              if (items?.length === 1 && items[0] !== undefined) choose(items[0])
            }}
          />
        )}
      </Field>
      {items === undefined ? null : (
        <ul className="lines" aria-label="Cơ quan tìm được">
          {items.length === 0 ? <li className="muted">Không tìm thấy cơ quan nào.</li> : null}
          {items.map((office) => (
            <li key={office.id} className="line">
              <button type="button" className="link-button" onClick={() => choose(office)}>
                {office.name}
              </button>
              <span className="muted small">{placeOf(office)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
