// What may be done to a whole path: changed, looked at sooner or later than the others, taken out after what goes with it was
// said.
import { Button } from 'antd'
import { useState } from 'react'
import { movePath, onlyOn, removePath } from '../../../../domain/procedure-ways.ts'
import { stepById } from '../../../../domain/steps.ts'
import { subjectKindLabel } from '../../../i18n/vi.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import { Consequences } from './Consequences.tsx'
import type { Lost } from './Consequences.tsx'
import type { WayProps } from './GeneralFields.tsx'
import { PathDialog } from './PathDialog.tsx'

export function WayActions({ path, procedure, onChange }: WayProps) {
  const [asked, setAsked] = useState<'change' | 'remove' | null>(null)
  const close = (): void => setAsked(null)
  const { paths } = procedure
  const at = paths.indexOf(path)
  const move = (by: -1 | 1): void => onChange(movePath(procedure, path.id, by))
  return (
    <>
      <div className="row">
        <Button size="small" aria-label={`Sửa đường đi “${path.vi}”`} onClick={() => setAsked('change')}>
          Sửa
        </Button>
        <Button
          size="small"
          disabled={at === 0}
          aria-label={`Xét sớm hơn: “${path.vi}”`}
          onClick={() => move(-1)}
        >
          Xét sớm hơn
        </Button>
        <Button
          size="small"
          disabled={at === paths.length - 1}
          aria-label={`Xét muộn hơn: “${path.vi}”`}
          onClick={() => move(1)}
        >
          Xét muộn hơn
        </Button>
        <Button
          size="small"
          danger
          disabled={paths.length === 1}
          aria-label={`Bỏ đường đi “${path.vi}”`}
          onClick={() => setAsked('remove')}
        >
          Bỏ đường đi
        </Button>
      </div>
      {asked === 'change' ? (
        <PathDialog path={path} procedure={procedure} onChange={onChange} onClose={close} />
      ) : null}
      <AskDialog
        title={`Bỏ đường đi “${path.vi}”`}
        open={asked === 'remove'}
        onClose={close}
        confirm="Bỏ đường đi"
        danger
        send={() => {
          onChange(removePath(procedure, path.id))
          return Promise.resolve()
        }}
      >
        <OfPath path={path} procedure={procedure} />
      </AskDialog>
    </>
  )
}

/** What else goes with the path. */
function OfPath({ path, procedure }: Omit<WayProps, 'onChange'>) {
  const next = removePath(procedure, path.id)
  const steps = onlyOn(procedure, path.id).map((id) => stepById(procedure, id)?.vi ?? id)
  const kinds = procedure.subjects.filter((kind) => !next.subjects.includes(kind)).map(subjectKindLabel)
  const lost: readonly Lost[] = [
    ['Bước chỉ có trên đường này, cũng bỏ', steps],
    ['Đối tượng không còn đường nào để đi', kinds],
  ]
  const text = 'Hồ sơ trước nay đi đường này sẽ xét theo các đường còn lại.'
  return <Consequences text={text} lost={lost} before={procedure} after={next} />
}
