// An edited template tried: with a dossier that the reader may read, found by name, or with what each tag stands for.
import { Button, Input } from 'antd'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read } from '../../../client/api.ts'
import { fetchFile, fileForm, saveFile } from '../../../client/files.ts'
import { Field } from '../../../components/Field.tsx'
import { ProblemNote } from '../../../components/Problem.tsx'
import { subjectKindLabel } from '../../../i18n/vi.ts'
import type { PaperKind } from './queries.ts'

interface Props {
  readonly kind: PaperKind
  readonly file: File
}

interface Chosen {
  readonly id: string
  readonly name: string
}

const LEAST_LETTERS = 2

export function Try({ kind, file }: Props) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const make = useMutation({
    mutationFn: async (format: 'pdf' | 'docx') => {
      const query = new URLSearchParams({ format, ...(chosen === null ? {} : { dossierId: chosen.id }) })
      saveFile(await fetchFile(`/api/v1/paper-templates/${kind}/preview?${query.toString()}`, fileForm(file)))
    },
  })
  return (
    <div className="stack">
      <h3>Xem thử</h3>
      <DossierField chosen={chosen} onChoose={setChosen} />
      <div className="row">
        {(['pdf', 'docx'] as const).map((format) => (
          <Button
            key={format}
            loading={make.isPending && make.variables === format}
            disabled={make.isPending}
            onClick={() => make.mutate(format)}
          >
            Xem thử dạng {format === 'pdf' ? 'PDF' : 'Word'}
          </Button>
        ))}
      </div>
      <ProblemNote error={make.error} names={{ file: 'Tệp', dossierId: 'Hồ sơ' }} />
    </div>
  )
}

interface FieldProps {
  readonly chosen: Chosen | null
  readonly onChoose: (dossier: Chosen | null) => void
}

function DossierField({ chosen, onChoose }: FieldProps) {
  const [text, setText] = useState('')
  const words = text.trim()
  const found = useQuery({
    queryKey: ['dossiers', 'picker', words],
    enabled: words.length >= LEAST_LETTERS,
    queryFn: () => read(api.GET('/api/v1/dossiers', { params: { query: { text: words, limit: '8' } } })),
  })
  return (
    <>
      <Field
        label="Với hồ sơ nào"
        hint={
          chosen === null
            ? 'Gõ vài chữ của tên, có thể không dấu, rồi chọn. Để trống: mỗi thẻ hiện ý nghĩa của nó. Chỉ xem thử được với hồ sơ mà bạn được đọc nội dung.'
            : `Đã chọn: ${chosen.name}`
        }
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
      {chosen === null ? null : (
        <div>
          <Button size="small" onClick={() => onChoose(null)}>
            Bỏ chọn hồ sơ
          </Button>
        </div>
      )}
      {words.length < LEAST_LETTERS || found.data === undefined ? null : (
        <ul className="lines" aria-label="Hồ sơ tìm được">
          {found.data.items.length === 0 ? <li className="muted">Không tìm thấy hồ sơ nào.</li> : null}
          {found.data.items.map(({ id, subject, year }) => (
            <li key={id} className="line">
              <button
                type="button"
                className="link-button"
                onClick={() => {
                  onChoose({ id, name: `${subject.name}, năm ${year}` })
                  setText('')
                }}
              >
                {subject.name}
              </button>
              <span className="muted small">
                {subjectKindLabel(subject.kind)} · {year}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
