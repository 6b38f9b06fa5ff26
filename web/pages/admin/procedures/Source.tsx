// The whole draft as data, for what no form carries. What is wrong with it the examination says.
import { Button } from 'antd'
import { useState } from 'react'
import { TextField } from '../../../components/forms/fields.tsx'

export type Data = Readonly<Record<string, unknown>>

interface Props {
  readonly data: Data
  readonly onTake: (data: Data) => void
}

export function Source({ data, onTake }: Props) {
  const [text, setText] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  const take = (): void => {
    const parsed = parse(text ?? '')
    setWrong(parsed === null)
    if (parsed === null) return
    onTake(parsed)
    setText(null)
  }
  return (
    <details
      className="card fold"
      onToggle={(event) => {
        if (event.currentTarget.open && text === null) setText(JSON.stringify(data, null, 2))
      }}
    >
      <summary>Dữ liệu gốc (dành cho thay đổi mà biểu mẫu không có)</summary>
      <div className="stack">
        <TextField
          label="Toàn bộ quy trình dạng JSON"
          hint="Mọi chỗ sai sẽ hiện khi kiểm tra."
          rows={10}
          value={text ?? JSON.stringify(data, null, 2)}
          error={wrong ? 'Không phải JSON đúng: hãy kiểm tra dấu ngoặc, dấu phẩy, dấu nháy.' : undefined}
          onChange={setText}
        />
        <div className="row">
          <Button onClick={take}>Dùng dữ liệu này</Button>
          <Button onClick={() => setText(JSON.stringify(data, null, 2))}>Lấy lại từ biểu mẫu</Button>
        </div>
      </div>
    </details>
  )
}

function parse(text: string): Data | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
