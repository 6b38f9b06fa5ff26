// A draft of a procedure: its known parts as a form, all of it as data; saved, examined with the checker's verdict and the
// difference, then published. Open campaigns stay with their version until somebody has them take up the new one.
import '../../../styles/admin.css'
import { Button } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import { removeStep } from '../../../../domain/procedure-edits.ts'
import type { Procedure } from '../../../../domain/procedure.ts'
import { api, read } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { ProblemNote } from '../../../components/Problem.tsx'
import { Read } from '../../../components/States.tsx'
import { AskDialog } from '../common/AskDialog.tsx'
import { Examination } from './Examination.tsx'
import { Dates, General, Settings, SheetChoices } from './GeneralFields.tsx'
import { Source } from './Source.tsx'
import type { Data } from './Source.tsx'
import { StepFields } from './StepFields.tsx'
import { Ways } from './Ways.tsx'
import { useProcedureDraft } from './useProcedureDraft.ts'
import type { Draft } from './useProcedureDraft.ts'

export default function EditProcedure() {
  const { id = '' } = useParams()
  const draft = useQuery({
    queryKey: ['procedure-draft', id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: () => read(api.GET('/api/v1/procedure-drafts/{id}', { params: { path: { id } } })),
  })
  return <Read query={draft}>{(data) => <Editor draft={data} />}</Read>
}

/** The parts that the form edits, where the data has them; the examination says what doesn't fit in the rest. */
function formOf(data: Data): Procedure | null {
  const lists = ['steps', 'settings', 'paths', 'outcomes', 'subjects'].every((key) =>
    Array.isArray(data[key]),
  )
  const tables = ['dates', 'sheets'].every((key) => typeof data[key] === 'object' && data[key] !== null)
  const words = ['vi', 'opens', 'closes'].every((key) => typeof data[key] === 'string')
  return lists && tables && words ? (data as unknown as Procedure) : null
}

function Editor({ draft }: { readonly draft: Draft }) {
  const { data, change, changed, restored, save, examine, publish, drop } = useProcedureDraft(draft)
  const [asked, setAsked] = useState<'publish' | 'drop' | null>(null)
  const procedure = formOf(data)
  const sound = examine.data?.sound === true
  return (
    <Page
      title={procedure === null ? 'Soạn quy trình' : `Soạn: ${procedure.vi}`}
      note={noteOf(changed, restored, sound)}
      actions={
        <>
          <Button disabled={!changed} loading={save.isPending} onClick={() => save.mutate()}>
            Lưu bản soạn
          </Button>
          <Button disabled={changed} loading={examine.isPending} onClick={() => examine.mutate()}>
            Kiểm tra
          </Button>
          <Button type="primary" disabled={changed || !sound} onClick={() => setAsked('publish')}>
            Công bố
          </Button>
          <Button danger onClick={() => setAsked('drop')}>
            Bỏ bản soạn
          </Button>
        </>
      }
    >
      <ProblemNote error={save.error ?? examine.error} />
      {examine.isPending ? (
        <p className="note info" role="status">
          Đang đi hết mọi trạng thái của quy trình trong ba năm. Việc này mất vài giây; có thể rời trang, bản
          soạn đã lưu.
        </p>
      ) : null}
      {examine.data === undefined ? null : <Examination examined={examine.data} procedure={procedure} />}
      {procedure === null ? (
        <p className="note warn">
          Dữ liệu không còn đủ các phần của một quy trình nên không dựng được biểu mẫu. Hãy sửa ở phần dữ liệu
          gốc.
        </p>
      ) : (
        <Form procedure={procedure} onChange={(part) => change({ ...data, ...part })} />
      )}
      <Source data={data} onTake={change} />
      <Questions asked={asked} onClose={() => setAsked(null)} publish={publish} drop={drop} />
    </Page>
  )
}

function noteOf(changed: boolean, restored: boolean, sound: boolean): string {
  if (restored) return 'Thay đổi chưa lưu của lần trước được giữ trên máy này.'
  if (changed) return 'Có thay đổi chưa lưu. Lưu rồi mới kiểm tra được.'
  return sound ? 'Đã kiểm tra, công bố được.' : 'Đã lưu. Hãy kiểm tra trước khi công bố.'
}

interface FormProps {
  readonly procedure: Procedure
  readonly onChange: (part: Partial<Procedure>) => void
}

function Form({ procedure, onChange }: FormProps) {
  return (
    <>
      <General procedure={procedure} onChange={onChange} />
      <Dates procedure={procedure} onChange={onChange} />
      <Ways procedure={procedure} onChange={onChange} />
      <section className="card" aria-labelledby="soan-buoc">
        <h2 id="soan-buoc">Các bước</h2>
        {procedure.steps.map((step, index) => (
          <StepFields
            key={step.id}
            step={step}
            procedure={procedure}
            onChange={(next) =>
              onChange({ steps: procedure.steps.map((one, at) => (at === index ? next : one)) })
            }
            onRemove={() => onChange(removeStep(procedure, step.id))}
          />
        ))}
      </section>
      <SheetChoices procedure={procedure} onChange={onChange} />
      <Settings procedure={procedure} onChange={onChange} />
    </>
  )
}

interface QuestionProps {
  readonly asked: 'publish' | 'drop' | null
  readonly onClose: () => void
  readonly publish: () => Promise<void>
  readonly drop: () => Promise<void>
}

function Questions({ asked, onClose, publish, drop }: QuestionProps) {
  return (
    <>
      <AskDialog
        title="Công bố quy trình"
        open={asked === 'publish'}
        onClose={onClose}
        confirm="Công bố"
        send={publish}
      >
        <p>
          Bản đã công bố không sửa được nữa. Đợt xét đang mở vẫn theo bản cũ cho đến khi được chuyển ở trang
          của đợt; hồ sơ đang giải quyết theo bản cũ cho đến khi từng hồ sơ được chuyển.
        </p>
      </AskDialog>
      <AskDialog
        title="Bỏ bản soạn"
        open={asked === 'drop'}
        onClose={onClose}
        confirm="Bỏ bản soạn"
        danger
        send={drop}
      >
        <p>Mọi thay đổi của bản soạn này mất đi. Các bản đã công bố không ảnh hưởng.</p>
      </AskDialog>
    </>
  )
}
