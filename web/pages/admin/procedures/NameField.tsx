// A name that people read: it can't be left empty, and says so where it stands.
import { TextField } from '../../../components/forms/fields.tsx'

/** As long as the schema of procedures lets a name be. */
const MOST_LETTERS = 300

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

export function NameField({ label, value, onChange }: Props) {
  return (
    <TextField
      label={label}
      required
      maxLength={MOST_LETTERS}
      value={value}
      error={value.trim() === '' ? `Hãy nhập ${label.toLowerCase()}.` : undefined}
      onChange={onChange}
    />
  )
}
