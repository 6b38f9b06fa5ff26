// One person to look for, found by words of his name or login and chosen from what was found.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { Field } from '../../components/Field.tsx'
import { roleLabel } from '../../i18n/vi.ts'

interface Props {
  /** The id of who is chosen; empty: everybody. */
  readonly value: string
  readonly onChange: (personId: string) => void
}

const LEAST_LETTERS = 2
const SHOWN = '8'

export function PersonFilter({ value, onChange }: Props) {
  const [text, setText] = useState('')
  const words = text.trim()
  const chosen = useQuery({
    queryKey: ['people', 'one', value],
    enabled: value !== '',
    queryFn: () => read(api.GET('/api/v1/people/{id}', { params: { path: { id: value } } })),
  })
  const found = useQuery({
    queryKey: ['people', 'filter', words],
    enabled: words.length >= LEAST_LETTERS,
    queryFn: () => read(api.GET('/api/v1/people', { params: { query: { text: words, limit: SHOWN } } })),
  })
  return (
    <div>
      <Field
        label="Người nhận"
        hint={value === '' ? 'Gõ vài chữ của tên rồi chọn.' : `Đang xem: ${chosen.data?.name ?? value}`}
      >
        {(control) => (
          <Input
            {...control}
            type="search"
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {value === '' ? null : (
        <Button size="small" onClick={() => onChange('')}>
          Xem mọi người
        </Button>
      )}
      {words.length < LEAST_LETTERS || found.data === undefined ? null : (
        <ul className="lines" aria-label="Người tìm được">
          {found.data.items.length === 0 ? <li className="muted">Không tìm thấy ai.</li> : null}
          {found.data.items.map((person) => (
            <li key={person.id} className="line">
              <button
                type="button"
                className="link-button"
                onClick={() => {
                  onChange(person.id)
                  setText('')
                }}
              >
                {person.name}
              </button>
              <span className="muted small">
                {person.roles.map(({ role, officeName }) => `${roleLabel(role)}, ${officeName}`).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
