// An edited template: chosen, examined at once with each mistake by name and place, tried on a dossier or on the tags' own
// meanings, and published as the next version. Nothing is stored before that.
import { UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { fileForm, sendForm } from '../../../client/files.ts'
import { ApiProblem } from '../../../client/problem.ts'
import { ProblemNote } from '../../../components/Problem.tsx'
import { say } from '../../../components/toast.tsx'
import { AskDialog } from '../common/AskDialog.tsx'
import { Try } from './Try.tsx'
import { templatesKey } from './queries.ts'
import type { Finding, PaperKind, Unprinted } from './queries.ts'
import { UnprintedTables } from './UnprintedTables.tsx'

interface Examination {
  readonly findings: readonly Finding[]
  readonly unprinted: readonly Unprinted[]
}

interface Props {
  readonly kind: PaperKind
  readonly name: string
  /** The version that the edited one follows; nought before the first. */
  readonly base: number
  readonly publishes: boolean
}

export function Edited({ kind, name, base, publishes }: Props) {
  const client = useQueryClient()
  const picker = useRef<HTMLInputElement>(null)
  const [publishing, setPublishing] = useState(false)
  const examine = useMutation({
    mutationFn: async (file: File) => {
      const path = `/api/v1/paper-templates/${kind}/examination`
      const { findings, unprinted } = await sendForm<Examination>(path, fileForm(file))
      // What it would follow: the shipped template becomes a version when it is first asked for.
      await client.invalidateQueries({ queryKey: templatesKey })
      return { file, findings, unprinted }
    },
  })
  const sound = examine.data?.findings.length === 0 ? examine.data.file : null
  return (
    <section className="card stack" aria-labelledby="mau-da-sua">
      <h2 id="mau-da-sua">Mẫu đã sửa</h2>
      <div className="row">
        <Button
          icon={<UploadOutlined aria-hidden="true" />}
          loading={examine.isPending}
          onClick={() => picker.current?.click()}
        >
          Chọn tệp mẫu đã sửa
        </Button>
        <span className="muted small">Tệp .docx, không quá 5 MB. Tệp được kiểm tra ngay, chưa lưu gì.</span>
        <input
          ref={picker}
          type="file"
          hidden
          aria-label="Tệp mẫu đã sửa"
          accept=".docx"
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file !== undefined) examine.mutate(file)
            event.target.value = ''
          }}
        />
      </div>
      <ProblemNote error={examine.error} names={{ file: 'Tệp' }} />
      {examine.data === undefined ? null : (
        <>
          <Findings name={examine.data.file.name} findings={examine.data.findings} />
          {sound === null ? null : <UnprintedTables items={examine.data.unprinted} />}
        </>
      )}
      {sound === null ? null : (
        <>
          <Try kind={kind} file={sound} />
          {publishes ? (
            <div className="row">
              <Button type="primary" onClick={() => setPublishing(true)}>
                Ban hành bản {base + 1}
              </Button>
            </div>
          ) : (
            <p className="note info">Chỉ quản trị viên toàn hệ thống ban hành được mẫu.</p>
          )}
          <Publish
            kind={kind}
            name={name}
            file={sound}
            base={base}
            open={publishing}
            onClose={() => setPublishing(false)}
            onDone={() => examine.reset()}
          />
        </>
      )}
    </section>
  )
}

interface FindingsProps {
  readonly name: string
  readonly findings: readonly Finding[]
}

function Findings({ name, findings }: FindingsProps) {
  if (findings.length === 0)
    return (
      <p className="note good" role="status">
        “{name}” dùng được. Hãy xem thử trước khi ban hành.
      </p>
    )
  return (
    <div className="note bad" role="alert">
      <p>“{name}” chưa dùng được. Hãy sửa các chỗ sau rồi chọn lại tệp:</p>
      <ul>
        {findings.map(({ code, name: what, vi, near }) => (
          <li key={`${code}/${what}/${near}`}>
            <span className="mono">{what}</span>: {vi}
            {near === '' ? '' : ` (${near})`}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface PublishProps {
  readonly kind: PaperKind
  readonly name: string
  readonly file: File
  readonly base: number
  readonly open: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

function Publish({ kind, name, file, base, open, onClose, onDone }: PublishProps) {
  const client = useQueryClient()
  const send = async (): Promise<void> => {
    try {
      const path = `/api/v1/paper-templates/${kind}/versions?base=${base}`
      const { version } = await sendForm<{ readonly version: number }>(path, fileForm(file))
      await client.invalidateQueries({ queryKey: templatesKey })
      say(version === base ? 'Tệp này chính là bản đang dùng.' : `Đã ban hành bản ${version}.`)
      onDone()
    } catch (error) {
      // Somebody published in the meantime: what stands now is shown under the dialog.
      if (error instanceof ApiProblem && error.code === 'versionConflict')
        await client.invalidateQueries({ queryKey: templatesKey })
      throw error
    }
  }
  return (
    <AskDialog
      title={`Ban hành bản ${base + 1} của mẫu ${name}?`}
      open={open}
      onClose={onClose}
      confirm="Ban hành"
      names={{ base: 'Bản đang dùng', file: 'Tệp' }}
      send={send}
    >
      <p>
        Văn bản ban hành từ nay được tạo theo mẫu này. Văn bản đã ban hành không thay đổi. Bản đã ban hành
        không sửa được nữa.
      </p>
    </AskDialog>
  )
}
