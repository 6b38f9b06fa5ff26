// What the keepers of a place change of an office: its name, its end, what it became part of, police and marks.
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useQueryClient } from '@tanstack/react-query'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { DateField } from '../../../components/forms/DateField.tsx'
import { Many, TextField, YesNo } from '../../../components/forms/fields.tsx'
import { say } from '../../../components/toast.tsx'
import { AskDialog } from '../common/AskDialog.tsx'
import { OfficePicker } from '../../../components/forms/OfficePicker.tsx'
import type { ChosenOffice } from '../../../components/forms/OfficePicker.tsx'
import { useHolds, useKeepsAll } from '../common/rights.ts'
import { MARKS, UNIT_KEEPERS, isUnit } from './units.ts'

type Office = Schemas['Office']
type Asked = 'name' | 'end' | 'merge' | 'marks'

export function OfficeActions({ office }: { readonly office: Office }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const keeps = useHolds(UNIT_KEEPERS)
  const all = useKeepsAll()
  const administers = useHolds(['administrator'])
  if (!keeps || office.validTo !== null) return null
  const close = (): void => setAsked(null)
  const unit = isUnit(office.kind)
  const mayRename = unit || all
  return (
    <section className="card no-print" aria-label="Việc với cơ quan, đơn vị">
      <div className="row">
        <Button disabled={!mayRename} onClick={() => setAsked('name')}>
          Đổi tên
        </Button>
        <Button disabled={!mayRename} onClick={() => setAsked('merge')}>
          Sáp nhập vào nơi khác
        </Button>
        {administers && (office.kind === 'commune' || unit) ? (
          <Button onClick={() => setAsked('marks')}>
            {office.kind === 'commune' ? 'Công an xã' : 'Đặc điểm'}
          </Button>
        ) : null}
        <Button danger disabled={!unit} onClick={() => setAsked('end')}>
          Thôi hoạt động
        </Button>
        {administers ? (
          <Link to={`/quan-tri/co-quan/${encodeURIComponent(office.id)}/van-ban`}>
            Ký hiệu văn bản, khung chữ ký
          </Link>
        ) : null}
      </div>
      {unit ? null : (
        <p className="muted small">
          Tỉnh, xã, phường theo danh mục của Nhà nước:{' '}
          {all ? 'chỉ đổi được tên và sáp nhập' : 'không đổi ở đây'}.
        </p>
      )}
      <Rename office={office} open={asked === 'name'} onClose={close} />
      <End office={office} open={asked === 'end'} onClose={close} />
      <Merge office={office} open={asked === 'merge'} onClose={close} />
      {office.kind === 'commune' ? (
        <Police office={office} open={asked === 'marks'} onClose={close} />
      ) : (
        <Marks office={office} open={asked === 'marks'} onClose={close} />
      )}
    </section>
  )
}

interface Props {
  readonly office: Office
  readonly open: boolean
  readonly onClose: () => void
}

function useChanged(): (text: string) => Promise<void> {
  const client = useQueryClient()
  return async (text) => {
    await client.invalidateQueries({ queryKey: ['offices'] })
    say(text)
  }
}

const NAMES = { name: 'Tên đầy đủ', shortName: 'Tên ngắn' } as const

function Rename({ office, open, onClose }: Props) {
  const changed = useChanged()
  const [name, setName] = useState(office.name)
  const [shortName, setShortName] = useState(office.shortName)
  const send = async (): Promise<void> => {
    const short = shortName.trim()
    const body = {
      name: name.trim(),
      ...(short === '' ? {} : { shortName: short }),
      version: office.version,
    }
    await read(api.PUT('/api/v1/offices/{id}', { params: { path: { id: office.id } }, body }))
    await changed('Đã đổi tên.')
  }
  return (
    <AskDialog
      title="Đổi tên"
      open={open}
      onClose={onClose}
      confirm="Đổi tên"
      names={NAMES}
      ready={name.trim() !== ''}
      send={send}
    >
      {(errors) => (
        <>
          <TextField label={NAMES.name} required value={name} error={errors['name']} onChange={setName} />
          <TextField
            label={NAMES.shortName}
            value={shortName}
            error={errors['shortName']}
            onChange={setShortName}
          />
        </>
      )}
    </AskDialog>
  )
}

function End({ office, open, onClose }: Props) {
  const changed = useChanged()
  const [lastDay, setLastDay] = useState<string | null>(null)
  const send = async (): Promise<void> => {
    const body = lastDay === null ? {} : { lastDay }
    await read(api.POST('/api/v1/offices/{id}/end', { params: { path: { id: office.id } }, body }))
    await changed('Đã ghi ngày thôi hoạt động.')
  }
  return (
    <AskDialog
      title="Thôi hoạt động"
      open={open}
      onClose={onClose}
      confirm="Thôi hoạt động"
      danger
      names={{ lastDay: 'Ngày cuối' }}
      send={send}
    >
      {(errors) => (
        <>
          <p>
            {office.name} không đăng ký được nữa sau ngày cuối. Nơi còn hồ sơ đang giải quyết thì chưa thôi
            hoạt động được.
          </p>
          <DateField
            label="Ngày cuối"
            hint="Để trống: ngay hôm nay."
            value={lastDay}
            error={errors['lastDay']}
            onChange={setLastDay}
          />
        </>
      )}
    </AskDialog>
  )
}

function Merge({ office, open, onClose }: Props) {
  const changed = useChanged()
  const [into, setInto] = useState<ChosenOffice | null>(null)
  const [on, setOn] = useState<string | null>(null)
  const send = async (): Promise<void> => {
    const body = { into: into?.id ?? '', on: on ?? '', version: office.version }
    await read(api.PUT('/api/v1/offices/{id}/merger', { params: { path: { id: office.id } }, body }))
    await changed('Đã ghi việc sáp nhập.')
  }
  return (
    <AskDialog
      title="Sáp nhập vào nơi khác"
      open={open}
      onClose={onClose}
      confirm="Sáp nhập"
      danger
      names={{ into: 'Nơi nhận', on: 'Từ ngày' }}
      ready={into !== null && on !== null}
      send={send}
    >
      {(errors) => (
        <>
          <p>
            Tên của {office.name} vẫn tìm được và dẫn đến nơi nhận; đơn vị trực thuộc và hồ sơ đã kết thúc
            chuyển theo. Nơi còn hồ sơ đang giải quyết thì chưa sáp nhập được.
          </p>
          <OfficePicker
            label="Nơi nhận"
            kind={office.kind}
            value={into}
            error={errors['into']}
            onChange={setInto}
          />
          <DateField label="Từ ngày" required value={on} error={errors['on']} onChange={setOn} />
        </>
      )}
    </AskDialog>
  )
}

function Police({ office, open, onClose }: Props) {
  const changed = useChanged()
  const [hasPolice, setHasPolice] = useState(office.hasPolice)
  const send = async (): Promise<void> => {
    const body = { hasPolice, version: office.version }
    await read(api.PUT('/api/v1/offices/{id}/police', { params: { path: { id: office.id } }, body }))
    await changed('Đã lưu.')
  }
  return (
    <AskDialog title="Công an xã" open={open} onClose={onClose} confirm="Lưu" send={send}>
      <YesNo
        label="Có công an xã"
        hint="Nơi không có công an xã thì công an tỉnh làm thay."
        value={hasPolice}
        onChange={setHasPolice}
      />
    </AskDialog>
  )
}

function Marks({ office, open, onClose }: Props) {
  const changed = useChanged()
  const [marks, setMarks] = useState<readonly string[]>(office.marks)
  const send = async (): Promise<void> => {
    const known = (['smallEnterprise', 'preSecondary'] as const).filter((mark) => marks.includes(mark))
    const body = { marks: known, version: office.version }
    await read(api.PUT('/api/v1/offices/{id}/marks', { params: { path: { id: office.id } }, body }))
    await changed('Đã lưu đặc điểm.')
  }
  return (
    <AskDialog title="Đặc điểm" open={open} onClose={onClose} confirm="Lưu" send={send}>
      <Many
        label="Đơn vị này là"
        value={marks}
        options={Object.entries(MARKS).map(([value, label]) => ({ value, label }))}
        onChange={setMarks}
      />
    </AskDialog>
  )
}
