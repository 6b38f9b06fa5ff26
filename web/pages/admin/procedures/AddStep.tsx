// A new step: its name, its place, who acts, what a no leads to and what it rests on. Everything else it gets in its own fields.
import { useState } from 'react'
import { addStep } from '../../../../domain/procedure-edits.ts'
import type { Procedure, Source } from '../../../../domain/procedure.ts'
import { LEVELS, ROLES } from '../../../../domain/vocabulary.ts'
import { Choice, Many, TextField, YesNo } from '../../../components/forms/fields.tsx'
import { levelLabel, roleLabel } from '../../../i18n/vi.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import type { PartProps } from './GeneralFields.tsx'
import { placeIn, placeOptions } from './StepWay.tsx'

const FIRST = 'first/'
const ACTS = { submit: 'Nộp, báo cáo (bước làm)', approve: 'Duyệt (bước quyết định)' } as const

interface Form {
  readonly vi: string
  readonly after: string
  readonly paths: readonly string[]
  readonly action: keyof typeof ACTS
  readonly role: string
  readonly level: string
  readonly no: string
  readonly back: boolean
  /** A setting's id; empty: the text beside it. */
  readonly setting: string
  readonly cited: string
}

/** Paths on which a step can come there. */
const pathsAt = ({ paths }: Procedure, after: string): string[] =>
  paths.filter(({ steps }) => after === FIRST || steps.includes(after)).map(({ id }) => id)

function emptyForm(procedure: Procedure): Form {
  const after = procedure.steps[0]?.id ?? FIRST
  const [party] = procedure.steps[0]?.parties ?? []
  return {
    vi: '',
    after,
    paths: pathsAt(procedure, after),
    action: 'approve',
    role: party?.role ?? 'communePolice',
    level: party?.level ?? 'commune',
    no: '',
    back: true,
    setting: procedure.settings[0]?.id ?? '',
    cited: '',
  }
}

function added(procedure: Procedure, form: Form): Procedure {
  const source: Source = form.setting === '' ? { cites: [form.cited.trim()] } : { setting: form.setting }
  const decides = form.action === 'approve'
  return addStep(procedure, {
    vi: form.vi.trim(),
    after: form.after === FIRST ? null : form.after,
    paths: form.paths,
    action: form.action,
    party: {
      role: ROLES.find((one) => one === form.role) ?? 'communePolice',
      level: LEVELS.find((one) => one === form.level) ?? 'commune',
    },
    no: decides ? placeIn(form.no) : null,
    back: decides && form.back,
    source,
  })
}

export function AddStep({ procedure, onChange, onClose }: PartProps & { readonly onClose: () => void }) {
  const [form, setForm] = useState<Form>(() => emptyForm(procedure))
  const set = (part: Partial<Form>): void => setForm({ ...form, ...part })
  const based = form.setting !== '' || form.cited.trim() !== ''
  return (
    <AskDialog
      title="Thêm bước"
      open
      wide
      onClose={onClose}
      confirm="Thêm bước"
      ready={form.vi.trim() !== '' && form.paths.length > 0 && based}
      send={() => {
        onChange(added(procedure, form))
        return Promise.resolve()
      }}
    >
      <TextField
        label="Tên bước mới"
        required
        maxLength={300}
        value={form.vi}
        onChange={(vi) => set({ vi })}
      />
      <Place form={form} set={set} procedure={procedure} />
      <div className="filters top">
        <Choice
          label="Vai trò thực hiện"
          value={form.role}
          options={ROLES.map((role) => ({ value: role, label: roleLabel(role) }))}
          onChange={(role) => set({ role })}
        />
        <Choice
          label="Cấp"
          value={form.level}
          options={LEVELS.map((level) => ({ value: level, label: levelLabel(level) }))}
          onChange={(level) => set({ level })}
        />
        <Choice
          label="Việc của bước"
          value={form.action}
          options={Object.entries(ACTS).map(([value, label]) => ({ value, label }))}
          onChange={(action) => set({ action: action === 'submit' ? 'submit' : 'approve' })}
        />
      </div>
      {form.action === 'approve' ? (
        <div className="filters top">
          <Choice
            label="Khi không đồng ý"
            none="Không có quyền từ chối"
            value={form.no}
            options={placeOptions(procedure)}
            onChange={(no) => set({ no })}
          />
          <YesNo label="Được trả lại bước trước" value={form.back} onChange={(back) => set({ back })} />
        </div>
      ) : null}
      <Basis form={form} set={set} procedure={procedure} />
    </AskDialog>
  )
}

interface PartOf {
  readonly form: Form
  readonly set: (part: Partial<Form>) => void
  readonly procedure: Procedure
}

function Place({ form, set, procedure }: PartOf) {
  const possible = pathsAt(procedure, form.after)
  return (
    <div className="stack">
      <Choice
        label="Vị trí"
        value={form.after}
        options={[
          { value: FIRST, label: 'Đầu đường đi' },
          ...procedure.steps.map(({ id, vi }) => ({ value: id, label: `Sau bước “${vi}”` })),
        ]}
        onChange={(after) => set({ after, paths: pathsAt(procedure, after) })}
      />
      {possible.length === 1 ? null : (
        <Many
          label="Trên đường đi"
          value={form.paths}
          options={procedure.paths
            .filter(({ id }) => possible.includes(id))
            .map(({ id, vi }) => ({ value: id, label: vi }))}
          onChange={(paths) => set({ paths })}
        />
      )}
    </div>
  )
}

function Basis({ form, set, procedure }: PartOf) {
  return (
    <div className="stack">
      <Choice
        label="Căn cứ"
        none="Điều, khoản của văn bản"
        value={form.setting}
        options={procedure.settings.map(({ id, vi }) => ({ value: id, label: `Thiết lập: ${vi}` }))}
        onChange={(setting) => set({ setting })}
      />
      {form.setting === '' ? (
        <TextField label="Điều, khoản" required value={form.cited} onChange={(cited) => set({ cited })} />
      ) : null}
    </div>
  )
}
