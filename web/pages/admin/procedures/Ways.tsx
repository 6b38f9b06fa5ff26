// The paths of a draft: for whom, looked at in which order, with which steps in which order; moved with buttons, added and
// taken out; and new steps.
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { joinPath, leavePath, moveStep } from '../../../../domain/procedure-edits.ts'
import type { Path, Procedure } from '../../../../domain/procedure.ts'
import { stepById } from '../../../../domain/steps.ts'
import { Choice } from '../../../components/forms/fields.tsx'
import { AddStep } from './AddStep.tsx'
import type { PartProps, WayProps } from './GeneralFields.tsx'
import { PathDialog } from './PathDialog.tsx'
import { WayActions } from './WayActions.tsx'
import { leadsTo, pathText } from './words.ts'

export function Ways({ procedure, onChange }: PartProps) {
  const [adding, setAdding] = useState<'step' | 'path' | null>(null)
  const close = (): void => setAdding(null)
  return (
    <section className="card stack" aria-labelledby="soan-duong-di">
      <h2 id="soan-duong-di">Đường đi</h2>
      <p className="muted">
        Hồ sơ đi theo đường đầu tiên phù hợp với đối tượng, xét từ trên xuống. Nội dung của bước sửa ở phần
        Các bước bên dưới; bước chỉ có trên một đường đi cũng bỏ ở đó.
      </p>
      {procedure.paths.map((path) => (
        <Way key={path.id} path={path} procedure={procedure} onChange={onChange} />
      ))}
      <div className="row">
        <Button onClick={() => setAdding('step')}>Thêm bước</Button>
        <Button onClick={() => setAdding('path')}>Thêm đường đi</Button>
      </div>
      {adding === 'step' ? <AddStep procedure={procedure} onChange={onChange} onClose={close} /> : null}
      {adding === 'path' ? (
        <PathDialog path={null} procedure={procedure} onChange={onChange} onClose={close} />
      ) : null}
    </section>
  )
}

function Way({ path, procedure, onChange }: WayProps) {
  const list = useRef<HTMLOListElement>(null)
  const [moved, setMoved] = useState<{ readonly step: string; readonly by: -1 | 1 } | null>(null)
  // A button that went with its step keeps the focus; at the end of the way the other one gets it.
  useEffect(() => {
    if (moved === null) return
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-step="${moved.step}"] button`)
    const [up, down] = buttons ?? []
    const wanted = moved.by === -1 ? up : down
    const able = wanted?.disabled === true ? (moved.by === -1 ? down : up) : wanted
    able?.focus()
  }, [moved, path.steps])
  const name = (id: string): string => stepById(procedure, id)?.vi ?? id
  const at = moved === null ? -1 : path.steps.indexOf(moved.step)
  const move = (step: string, by: -1 | 1): void => {
    setMoved({ step, by })
    onChange(moveStep(procedure, path.id, step, by))
  }
  return (
    <fieldset>
      <legend>{path.vi}</legend>
      <p className="muted small">{pathText(path, procedure)}</p>
      <WayActions path={path} procedure={procedure} onChange={onChange} />
      <ol ref={list} className="lines way" aria-label={path.vi}>
        {path.steps.map((id, index) => (
          <li key={id} className="line" data-step={id}>
            <div className="grow">
              <strong>
                {index + 1}. {name(id)}
              </strong>
              <div className="muted small">{wayOn(procedure, path, id)}</div>
            </div>
            <div className="row">
              <Button
                size="small"
                disabled={index === 0}
                aria-label={`Đưa “${name(id)}” lên`}
                onClick={() => move(id, -1)}
              >
                Lên
              </Button>
              <Button
                size="small"
                disabled={index === path.steps.length - 1}
                aria-label={`Đưa “${name(id)}” xuống`}
                onClick={() => move(id, 1)}
              >
                Xuống
              </Button>
              <Button
                size="small"
                disabled={path.steps.length === 1 || !standsElsewhere(procedure, path, id)}
                aria-label={`Bỏ khỏi đường đi: “${name(id)}”`}
                onClick={() => onChange(leavePath(procedure, path.id, id))}
              >
                Bỏ khỏi đường đi
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <p className="sr" role="status">
        {moved === null || at < 0 ? '' : `“${name(moved.step)}” nay là bước thứ ${at + 1}.`}
      </p>
      <Join path={path} procedure={procedure} onChange={onChange} />
    </fieldset>
  )
}

/** A step that only this path has is taken out among the steps, not here: it would hang loose. */
const standsElsewhere = ({ paths }: Procedure, path: Path, step: string): boolean =>
  paths.some(({ id, steps }) => id !== path.id && steps.includes(step))

function wayOn(procedure: Procedure, path: Path, id: string): string {
  const step = stepById(procedure, id)
  if (step === null) return ''
  const { to } = step.forward
  if (to !== 'next') return `→ ${leadsTo(step, procedure).join('; ')}`
  const next = path.steps[path.steps.indexOf(id) + 1]
  return next === undefined ? '→ chưa dẫn đến đâu' : ''
}

/** A step of another path put at the end of this one, to be moved to its place. */
function Join({ path, procedure, onChange }: WayProps) {
  const others = procedure.steps.filter(({ id }) => !path.steps.includes(id))
  if (others.length === 0) return null
  return (
    <Choice
      label="Đưa bước có sẵn vào cuối đường đi này"
      none="Chọn bước"
      value=""
      options={others.map(({ id, vi }) => ({ value: id, label: vi }))}
      onChange={(id) => onChange(joinPath(procedure, path.id, id, path.steps.at(-1) ?? null))}
    />
  )
}
