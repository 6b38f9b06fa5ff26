// The checklist as it is filled in: verdict, points, note and photos, kept on this device letter by letter; then sent, now or
// when there is a network.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { stepById } from '../../../domain/steps.ts'
import { SheetForm } from '../../components/forms/SheetForm.tsx'
import type { Beside } from '../../components/forms/SheetForm.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { Trouble } from '../../offline/Trouble.tsx'
import { press, saveAnswers, unanswered } from '../../offline/records.ts'
import type { Entry } from '../../offline/records.ts'
import type { Answers as Given, KeptDossier } from '../../offline/types.ts'
import { Photos } from './Photos.tsx'

/** The unit's own answers and those of the inspection before, as far as this person may see them. */
function besideOf({ picture }: KeptDossier): Beside[] {
  const { assessments, inspections } = picture.state
  const own = picture.contents[assessments.at(-1)?.bodyHash ?? '']?.answers
  const before = picture.contents[inspections.at(-1)?.bodyHash ?? '']?.answers
  return [
    ...(own === undefined ? [] : [{ label: 'Đơn vị tự đánh giá', answers: own }]),
    ...(before === undefined ? [] : [{ label: 'Lần kiểm tra trước', answers: before }]),
  ]
}

function changesOf(before: Given, next: Given): Given {
  return Object.fromEntries(Object.entries(next).filter(([id, answer]) => answer !== before[id]))
}

function savedText(status: 'idle' | 'pending' | 'success' | 'error', begun: boolean): string {
  if (status === 'error') return ''
  if (status === 'pending') return 'Đang giữ…'
  return begun || status === 'success' ? 'Đã giữ trên máy này.' : 'Ghi đến đâu được giữ trên máy này đến đó.'
}

export function Filling({ entry }: { readonly entry: Entry }) {
  const { dossier, photos, work } = entry
  const { picture, procedure, sheet } = dossier
  const [answers, setAnswers] = useState<Given>(work?.answers ?? {})
  const [missing, setMissing] = useState<readonly string[]>([])
  const beside = useMemo(() => besideOf(dossier), [dossier])
  const save = useMutation({ mutationFn: (next: Given) => saveAnswers(dossier.key, next) })
  const send = useMutation({
    mutationFn: async () => {
      await saveAnswers(dossier.key, answers)
      const lacking = unanswered(sheet, answers)
      setMissing(lacking)
      if (lacking.length === 0) await press(entry)
    },
  })
  const rule = stepById(procedure, picture.state.step)?.inspection
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      {rule?.blind === 'double' ? (
        <p className="note info">
          Kiểm tra độc lập hai người: bạn và người kia chỉ thấy kết quả của nhau sau khi cả hai đã gửi.
        </p>
      ) : null}
      <section className="card" aria-labelledby="phieu-tieu-chi">
        <h2 id="phieu-tieu-chi">Phiếu tiêu chí</h2>
        <SheetForm
          dossierId={dossier.dossierId}
          sheet={sheet}
          value={answers}
          beside={beside}
          missing={missing}
          photosOf={(criterion) => (
            <Photos
              dossier={dossier}
              criterion={criterion}
              photos={photos.filter((photo) => photo.criterion === criterion.id)}
            />
          )}
          onChange={(next) => {
            setAnswers(next)
            save.mutate(changesOf(answers, next))
          }}
        />
      </section>
      <Trouble error={save.error ?? send.error} />
      {missing.length === 0 ? null : (
        <div className="note bad" role="alert">
          <p>Chưa gửi được, còn {formatNumber(missing.length)} tiêu chí chưa trả lời hoặc điểm chưa đúng:</p>
          <ul>
            {missing.map((id) => (
              <li key={id}>{sheet.criteria.find((criterion) => criterion.id === id)?.vi ?? id}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          Gửi kết quả kiểm tra
        </Button>
        <span role="status" className="muted small">
          {savedText(save.status, work !== null)}
        </span>
      </div>
    </form>
  )
}
