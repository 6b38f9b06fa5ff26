// The draft of a criteria sheet's next version: taken up where it was left, else begun from the newest version; saved,
// published, or thrown away.
import { Button } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CriteriaSheet, Criterion } from '../../../../domain/body.ts'
import { api, read } from '../../../client/api.ts'
import { ApiProblem } from '../../../client/problem.ts'
import { Page } from '../../../components/Page.tsx'
import { ProblemNote, fieldErrors } from '../../../components/Problem.tsx'
import { Read } from '../../../components/States.tsx'
import { NumberField, TextField, YesNo } from '../../../components/forms/fields.tsx'
import { say } from '../../../components/toast.tsx'
import { formatNumber } from '../../../i18n/format.ts'
import { AskDialog } from '../common/AskDialog.tsx'
import { CriterionFields } from './CriterionFields.tsx'
import { sheetPath } from './Sheets.tsx'

interface Opened {
  /** Null where nothing was saved yet. */
  readonly basis: string | null
  readonly sheet: CriteriaSheet
}

/** The draft as it was saved; else the newest version, to be changed. */
async function openDraft(id: string): Promise<Opened> {
  try {
    return await read(api.GET('/api/v1/sheets/{id}/draft', { params: { path: { id } } }))
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'notFound') throw error
  }
  const { items } = await read(api.GET('/api/v1/sheets'))
  const newest = items.find((one) => one.id === id)
  const params = { path: { id, version: String(newest?.version ?? 0) } }
  const { sheet } = await read(api.GET('/api/v1/sheets/{id}/versions/{version}', { params }))
  return { basis: null, sheet: { ...sheet, version: sheet.version + 1 } }
}

export default function EditSheet() {
  const { id = '' } = useParams()
  const opened = useQuery({
    queryKey: ['sheet-draft', id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: () => openDraft(id),
  })
  return <Read query={opened}>{(data) => <Editor key={data.basis} id={id} opened={data} />}</Read>
}

function useSheetDraft(id: string, opened: Opened) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [sheet, setSheet] = useState(opened.sheet)
  const [saved, setSaved] = useState(opened)
  const changed = saved.basis === null || JSON.stringify(sheet) !== JSON.stringify(saved.sheet)
  const save = useMutation({
    mutationFn: async () => {
      const { vi, sample, source, criteria, levels } = sheet
      const body = {
        basis: saved.basis,
        vi,
        sample,
        source,
        criteria: [...criteria],
        ...(levels === undefined ? {} : { levels: [...levels] }),
      }
      const draft = await read(api.PUT('/api/v1/sheets/{id}/draft', { params: { path: { id } }, body }))
      setSaved(draft)
      setSheet(draft.sheet)
      await client.invalidateQueries({ queryKey: ['sheets'] })
      say('Đã lưu bản soạn.')
    },
  })
  const publish = async (): Promise<void> => {
    const body = { basis: saved.basis ?? '' }
    const done = await read(api.POST('/api/v1/sheets/{id}/publish', { params: { path: { id } }, body }))
    await client.invalidateQueries({ queryKey: ['sheets'] })
    say(`Đã công bố bản ${done.sheet.version}.`)
    void navigate(sheetPath(id, done.sheet.version))
  }
  const drop = async (): Promise<void> => {
    await read(api.DELETE('/api/v1/sheets/{id}/draft', { params: { path: { id } } }))
    await client.invalidateQueries({ queryKey: ['sheets'] })
    say('Đã bỏ bản soạn.')
    void navigate('/quan-tri/phieu-tieu-chi')
  }
  return { sheet, setSheet, changed, save, publish, drop, isSaved: saved.basis !== null }
}

interface EditorProps {
  readonly id: string
  readonly opened: Opened
}

function Editor({ id, opened }: EditorProps) {
  const { sheet, setSheet, changed, save, publish, drop, isSaved } = useSheetDraft(id, opened)
  const [asked, setAsked] = useState<'publish' | 'drop' | null>(null)
  const errors = fieldErrors(save.error)
  const set = (part: Partial<CriteriaSheet>): void => setSheet({ ...sheet, ...part })
  return (
    <Page
      title={`Soạn bản ${sheet.version}: ${sheet.vi}`}
      note={changed ? 'Có thay đổi chưa lưu.' : 'Mọi thay đổi đã lưu, chưa công bố.'}
      actions={
        <>
          <Button loading={save.isPending} disabled={!changed} onClick={() => save.mutate()}>
            Lưu bản soạn
          </Button>
          <Button type="primary" disabled={changed} onClick={() => setAsked('publish')}>
            Công bố
          </Button>
          <Button danger disabled={!isSaved} onClick={() => setAsked('drop')}>
            Bỏ bản soạn
          </Button>
        </>
      }
    >
      <ProblemNote error={save.error} names={{ vi: 'Tên phiếu', source: 'Căn cứ', criteria: 'Tiêu chí' }} />
      <section className="card stack" aria-label="Thông tin phiếu">
        <TextField
          label="Tên phiếu"
          required
          value={sheet.vi}
          error={errors['vi']}
          onChange={(vi) => set({ vi })}
        />
        <TextField
          label="Căn cứ"
          required
          value={sheet.source}
          error={errors['source']}
          onChange={(source) => set({ source })}
        />
        <YesNo
          label="Phiếu mẫu, chưa có văn bản ban hành"
          value={sheet.sample}
          onChange={(sample) => set({ sample })}
        />
      </section>
      <Criteria criteria={sheet.criteria} onChange={(criteria) => set({ criteria })} />
      <LevelFields sheet={sheet} onChange={set} />
      <AskDialog
        title={`Công bố bản ${sheet.version}`}
        open={asked === 'publish'}
        onClose={() => setAsked(null)}
        confirm="Công bố"
        send={publish}
      >
        <p>
          Bản đã công bố không sửa được nữa. Đợt xét lập từ nay dùng bản này; đợt đã lập vẫn giữ bản đã chọn.
        </p>
      </AskDialog>
      <AskDialog
        title="Bỏ bản soạn"
        open={asked === 'drop'}
        onClose={() => setAsked(null)}
        confirm="Bỏ bản soạn"
        danger
        send={drop}
      >
        <p>Mọi thay đổi của bản soạn này mất đi. Các bản đã công bố không ảnh hưởng.</p>
      </AskDialog>
    </Page>
  )
}

interface CriteriaProps {
  readonly criteria: readonly Criterion[]
  readonly onChange: (criteria: readonly Criterion[]) => void
}

/** An id that no other criterion has. */
function freeId(criteria: readonly Criterion[]): string {
  const taken = new Set(criteria.map(({ id }) => id))
  let number = criteria.length + 1
  while (taken.has(`tc${number}`)) number += 1
  return `tc${number}`
}

function Criteria({ criteria, onChange }: CriteriaProps) {
  const change = (index: number, next: Criterion | null): void =>
    onChange(criteria.flatMap((one, at) => (at !== index ? [one] : next === null ? [] : [next])))
  const add = (): void => {
    const group = criteria.at(-1)?.group ?? 'Tiêu chí'
    onChange([
      ...criteria,
      { id: freeId(criteria), vi: '', group, mustMeet: false, allowsNotApplicable: false },
    ])
  }
  return (
    <section className="card stack" aria-labelledby="cac-tieu-chi">
      <h2 id="cac-tieu-chi">
        Tiêu chí <span className="tag">{formatNumber(criteria.length)}</span>
      </h2>
      {criteria.map((one, index) => (
        <CriterionFields
          key={one.id}
          number={index + 1}
          criterion={one}
          onChange={(next) => change(index, next)}
        />
      ))}
      <div className="row">
        <Button onClick={add}>Thêm tiêu chí</Button>
      </div>
    </section>
  )
}

interface LevelsProps {
  readonly sheet: CriteriaSheet
  readonly onChange: (part: Partial<CriteriaSheet>) => void
}

function LevelFields({ sheet, onChange }: LevelsProps) {
  const { levels } = sheet
  if (levels === undefined) return null
  return (
    <section className="card stack" aria-labelledby="cac-muc">
      <h2 id="cac-muc">Mức xếp loại</h2>
      <div className="filters">
        {levels.map((level, index) => (
          <NumberField
            key={level.id}
            label={`${level.vi}: từ bao nhiêu phần trăm tổng điểm`}
            unit="%"
            value={level.min}
            onChange={(min) =>
              onChange({
                levels: levels.map((one, at) => (at === index && min !== null ? { ...one, min } : one)),
              })
            }
          />
        ))}
      </div>
    </section>
  )
}
