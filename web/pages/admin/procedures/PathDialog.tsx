// A path as a form: its name, whose dossiers go along it, when it is open and what it rests on; for a new one also the steps
// that it begins with and which path it is looked at before.
import { useState } from 'react'
import { addPath, changePath } from '../../../../domain/procedure-ways.ts'
import type { PathHead } from '../../../../domain/procedure-ways.ts'
import type { Path, PathTrait, Procedure } from '../../../../domain/procedure.ts'
import { isMatter } from '../../../../domain/steps.ts'
import { OFFICE_KINDS, SUBJECT_KINDS } from '../../../../domain/vocabulary.ts'
import { Choice, Many, TextField } from '../../../components/forms/fields.tsx'
import { officeKindLabel, subjectKindLabel } from '../../../i18n/vi.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import type { PartProps } from './GeneralFields.tsx'
import { SourceFields, isBased } from './SourceFields.tsx'
import { TRAITS } from './words.ts'

const TRAIT_KEYS = Object.keys(TRAITS) as readonly PathTrait[]
const LAST = ''

interface Props extends PartProps {
  /** Null: a new one. */
  readonly path: Path | null
  readonly onClose: () => void
}

interface Begin {
  /** `path/<id>`: its steps in its order; `step/<id>`: that one alone. */
  readonly like: string
  readonly before: string
}

function headOf(procedure: Procedure, path: Path | null): PathHead {
  if (path !== null) return path
  const [setting] = procedure.settings
  return { vi: '', kinds: [], source: setting === undefined ? { cites: [] } : { setting: setting.id } }
}

/** Steps that a new path begins with. */
function stepsLike({ paths }: Procedure, like: string): readonly string[] {
  const [kind, id = ''] = like.split('/')
  return kind === 'step' ? [id] : (paths.find((path) => path.id === id)?.steps ?? [])
}

export function PathDialog({ path, procedure, onChange, onClose }: Props) {
  const [head, setHead] = useState<PathHead>(() => headOf(procedure, path))
  const [begin, setBegin] = useState<Begin>({ like: `path/${procedure.paths[0]?.id ?? ''}`, before: LAST })
  const set = (part: Partial<PathHead>): void => setHead({ ...head, ...part })
  const unowned = head.kinds.some(isMatter) && (head.owners ?? []).length === 0
  const ready = head.vi.trim() !== '' && head.kinds.length > 0 && !unowned && isBased(head.source)
  const take = (): void => {
    const named = { ...head, vi: head.vi.trim() }
    if (path !== null) return onChange(changePath(procedure, path.id, named))
    const before = begin.before === LAST ? null : begin.before
    onChange(addPath(procedure, { ...named, steps: stepsLike(procedure, begin.like), before }))
  }
  return (
    <AskDialog
      title={path === null ? 'Thêm đường đi' : `Sửa đường đi “${path.vi}”`}
      open
      wide
      onClose={onClose}
      confirm={path === null ? 'Thêm đường đi' : 'Dùng thay đổi này'}
      ready={ready}
      send={() => {
        take()
        return Promise.resolve()
      }}
    >
      <TextField
        label="Tên đường đi"
        required
        maxLength={300}
        value={head.vi}
        onChange={(vi) => set({ vi })}
      />
      <Whose head={head} set={set} procedure={procedure} unowned={unowned} />
      {path === null ? <Beginning begin={begin} onChange={setBegin} procedure={procedure} /> : null}
      <SourceFields
        source={head.source}
        settings={procedure.settings}
        onChange={(source) => set({ source })}
      />
    </AskDialog>
  )
}

interface WhoseProps {
  readonly head: PathHead
  readonly set: (part: Partial<PathHead>) => void
  readonly procedure: Procedure
  readonly unowned: boolean
}

/** Whose dossiers go along it: all of what is chosen must fit. */
function Whose({ head, set, procedure, unowned }: WhoseProps) {
  const types = Object.entries(procedure.types ?? {})
  const switches = procedure.settings.filter(({ value }) => typeof value === 'boolean')
  return (
    <>
      <div className="stack in-columns">
        <Many
          label="Đối tượng *"
          value={head.kinds}
          options={SUBJECT_KINDS.map((kind) => ({ value: kind, label: subjectKindLabel(kind) }))}
          onChange={(chosen) => set({ kinds: SUBJECT_KINDS.filter((kind) => chosen.includes(kind)) })}
        />
        <Many
          label="Chỉ khi"
          value={head.traits ?? []}
          options={TRAIT_KEYS.map((trait) => ({ value: trait, label: TRAITS[trait] }))}
          onChange={(chosen) => set({ traits: TRAIT_KEYS.filter((trait) => chosen.includes(trait)) })}
        />
        {head.kinds.some(isMatter) ? (
          <Many
            label="Thuộc cơ quan, đơn vị *"
            value={head.owners ?? []}
            options={OFFICE_KINDS.map((kind) => ({ value: kind, label: officeKindLabel(kind) }))}
            onChange={(chosen) => set({ owners: OFFICE_KINDS.filter((kind) => chosen.includes(kind)) })}
          />
        ) : null}
        {types.length === 0 ? null : (
          <Many
            label="Loại (không chọn: mọi loại)"
            value={head.types ?? []}
            options={types.map(([value, label]) => ({ value, label }))}
            onChange={(chosen) => set({ types: chosen })}
          />
        )}
      </div>
      {head.kinds.length === 0 ? (
        <p className="muted small">Chọn ít nhất một đối tượng đi đường này.</p>
      ) : unowned ? (
        <p className="muted small">Chọn loại cơ quan, đơn vị có đối tượng này.</p>
      ) : null}
      {switches.length === 0 ? null : (
        <Choice
          label="Mở theo thiết lập"
          none="Luôn mở"
          value={head.setting ?? ''}
          options={switches.map(({ id, vi }) => ({ value: id, label: vi }))}
          onChange={(chosen) => {
            const { setting: _, ...rest } = head
            set(chosen === '' ? { ...rest, setting: undefined } : { setting: chosen })
          }}
        />
      )}
    </>
  )
}

interface BeginProps {
  readonly begin: Begin
  readonly onChange: (begin: Begin) => void
  readonly procedure: Procedure
}

function Beginning({ begin, onChange, procedure }: BeginProps) {
  const { paths, steps } = procedure
  return (
    <div className="filters top">
      <Choice
        label="Bắt đầu từ các bước"
        hint="Sau đó thêm, bỏ, đổi chỗ ngay trên đường đi."
        value={begin.like}
        options={[
          ...paths.map(({ id, vi }) => ({ value: `path/${id}`, label: `Như đường “${vi}”` })),
          ...steps.map(({ id, vi }) => ({ value: `step/${id}`, label: `Chỉ bước “${vi}”` })),
        ]}
        onChange={(like) => onChange({ ...begin, like })}
      />
      <Choice
        label="Xét trước đường"
        hint="Hồ sơ đi theo đường đầu tiên phù hợp."
        none="Xét sau cùng"
        value={begin.before}
        options={paths.map(({ id, vi }) => ({ value: id, label: vi }))}
        onChange={(before) => onChange({ ...begin, before })}
      />
    </div>
  )
}
