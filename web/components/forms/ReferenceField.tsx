// One known office or account holder: found by words of the name, with or without diacritics, and chosen with keys or pointer.
// Where the procedure allows it, what was typed may stay as words; the line below says which of both it is.
import { Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { referenceOf, referenceValue, wordsOf } from '../../../domain/reference.ts'
import type { ReferenceKind } from '../../../domain/reference.ts'
import { fold } from '../../../domain/text.ts'
import { api, read } from '../../client/api.ts'
import { Field } from '../Field.tsx'
import { LEAST_LETTERS, SHOWN, findOffices, placeOf } from './OfficePicker.tsx'

interface Props {
  readonly label: string
  readonly kind: ReferenceKind
  /** Typed words will do where nothing is found. */
  readonly byHand: boolean
  readonly value: string
  readonly onChange: (value: string) => void
  readonly required?: boolean
  readonly disabled?: boolean
  readonly error?: string | undefined
  /** Shown while there is nothing. */
  readonly hint?: string
  readonly maxLength?: number
}

interface Found {
  readonly id: string
  readonly name: string
  readonly note: string
}

const find: Readonly<Record<ReferenceKind, (words: string) => Promise<Found[]>>> = {
  office: async (words) =>
    (await findOffices(words)).map((office) => ({ id: office.id, name: office.name, note: placeOf(office) })),
  person: async (words) => {
    const query = { text: words, limit: SHOWN }
    const { items } = await read(api.GET('/api/v1/colleagues', { params: { query } }))
    return items.map(({ personId, name, offices }) => ({ id: personId, name, note: offices.join(' · ') }))
  },
}

const KNOWN = {
  office: 'Có trong danh bạ đơn vị.',
  person: 'Người có tài khoản.',
} as const satisfies Record<ReferenceKind, string>

/** What stands there, in a few words; the hint where nothing does. */
function standing(kind: ReferenceKind, value: string, hint: string | undefined): string {
  if (referenceOf(value) !== null) return KNOWN[kind]
  return value.trim() === '' ? (hint ?? '') : 'Ghi tay, không gắn với danh bạ.'
}

export function ReferenceField(props: Props) {
  const { label, kind, byHand, value, onChange, required, disabled, error, hint, maxLength } = props
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const text = value === '' ? typed : wordsOf(value)
  const words = text.trim()
  const searching = open && referenceOf(value) === null && words.length >= LEAST_LETTERS
  const found = useQuery({
    queryKey: ['references', kind, words],
    enabled: searching,
    queryFn: () => find[kind](words),
  })
  const items = searching ? found.data : undefined
  const listed = items !== undefined && items.length > 0
  const type = (next: string): void => {
    setTyped(byHand ? '' : next)
    onChange(byHand ? next : '')
    setOpen(true)
    setAt(-1)
  }
  const choose = ({ id, name }: Found): void => {
    setTyped('')
    setOpen(false)
    onChange(referenceValue({ kind, id, name }))
  }
  // An office that was typed out is that office; a person may well be another one of the same name.
  const leave = (): void => {
    const same = items?.filter(({ name }) => fold(name) === fold(words)) ?? []
    if (kind === 'office' && same.length === 1 && same[0] !== undefined) choose(same[0])
    setOpen(false)
  }
  const press = (event: KeyboardEvent): void => {
    const count = items?.length ?? 0
    const meant = items?.[at] ?? (byHand || count !== 1 ? undefined : items?.[0])
    if (event.nativeEvent.isComposing) return
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt((before) => (before < 0 && step < 0 ? count - 1 : (before + step + count) % count))
    } else if (event.key === 'Escape' && listed) setOpen(false)
    else if (event.key === 'Enter' && meant !== undefined) choose(meant)
    // Looking for somebody doesn't send the form around it; words by hand are finished with Enter like any others.
    else if (event.key !== 'Enter' || !searching || byHand) return
    event.preventDefault()
    event.stopPropagation()
  }
  const unchosen =
    !open && value === '' && words !== '' ? 'Chưa chọn: hãy chọn trong danh sách tìm được.' : undefined
  const said = standing(kind, value, hint)
  return (
    <div className="reference">
      <Field
        label={label}
        required={required === true}
        error={error ?? unchosen}
        {...(said === '' ? {} : { hint: said })}
      >
        {(control) => (
          <Input
            {...control}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={listed}
            {...(listed ? { 'aria-controls': listId } : {})}
            {...(listed && at >= 0 ? { 'aria-activedescendant': `${listId}-${at}` } : {})}
            autoComplete="off"
            value={text}
            disabled={disabled === true}
            {...(maxLength === undefined ? {} : { maxLength })}
            onChange={(event) => type(event.target.value)}
            onKeyDown={press}
            onBlur={leave}
          />
        )}
      </Field>
      {listed ? (
        <ul id={listId} role="listbox" aria-label={`Tìm được cho “${label}”`} className="found">
          {items.map((one, index) => (
            <li
              key={one.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              // The field keeps the focus, and the list stays until the choice is made.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(one)}
            >
              {one.name}
              <span className="muted small">{one.note}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <div role="status" className={items?.length === 0 ? 'muted small' : 'sr'}>
        {items === undefined
          ? ''
          : items.length === 0
            ? 'Không tìm thấy trong danh bạ.'
            : `Tìm được ${items.length}.`}
      </div>
    </div>
  )
}
