// Words of a name, searched for when the person says so, not at every key.
import { Button } from 'antd'
import { useState } from 'react'
import { TextField } from '../../components/forms/fields.tsx'

interface Props {
  readonly text: string
  readonly label?: string
  readonly onChange: (text: string) => void
}

export function WordsFilter({ text, label = 'Tên, có dấu hoặc không dấu', onChange }: Props) {
  const [typed, setTyped] = useState(text)
  return (
    <form
      className="row end"
      role="search"
      aria-label="Tìm theo tên"
      onSubmit={(event) => {
        event.preventDefault()
        onChange(typed.trim())
      }}
    >
      <div className="grow">
        <TextField label={label} value={typed} onChange={setTyped} />
      </div>
      <Button htmlType="submit">Tìm</Button>
    </form>
  )
}
