// What a rule rests on, as a form: articles of texts, one a line, or a setting, which is never printed as law.
import { useState } from 'react'
import type { Procedure, Source } from '../../../../domain/procedure.ts'
import { Choice, TextField } from '../../../components/forms/fields.tsx'

interface Props {
  readonly source: Source
  readonly settings: Procedure['settings']
  readonly onChange: (source: Source) => void
}

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Whether it names anything at all. */
export const isBased = (source: Source): boolean =>
  'setting' in source ? source.setting !== '' : source.cites.some((row) => row.trim() !== '')

export function SourceFields({ source, settings, onChange }: Props) {
  // What is typed stays as it is typed: an empty line is the beginning of the next one.
  const [text, setText] = useState('cites' in source ? source.cites.join('\n') : '')
  const cited = linesIn(text)
  return (
    <div className="stack">
      <Choice
        label="Căn cứ"
        none="Điều, khoản của văn bản"
        value={'setting' in source ? source.setting : ''}
        options={settings.map(({ id, vi }) => ({ value: id, label: `Thiết lập: ${vi}` }))}
        onChange={(setting) => onChange(setting === '' ? { cites: cited } : { setting })}
      />
      {'cites' in source ? (
        <TextField
          label="Điều, khoản"
          required
          rows={1}
          hint="Mỗi dòng một căn cứ."
          error={cited.length === 0 ? 'Hãy nêu điều, khoản, hoặc chọn một thiết lập.' : undefined}
          value={text}
          onChange={(typed) => {
            setText(typed)
            onChange({ cites: linesIn(typed) })
          }}
        />
      ) : null}
    </div>
  )
}
