// After how many years what is archived and what was written is erased: for all procedures, or for one. One that erases counts
// when a second officer has confirmed it.
import { Button } from 'antd'
import { useState } from 'react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { ProblemNote } from '../../components/Problem.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { Choice, NumberField, TextField } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { formatMoment, formatNumber } from '../../i18n/format.ts'
import { AskDialog } from '../admin/common/AskDialog.tsx'
import { useProcedures } from './useProcedures.ts'
import { RETENTION_KINDS } from './words.ts'

type Rule = Schemas['RetentionRule']
type Names = Readonly<Record<string, string>>
const KEY = ['retention', 'rules'] as const
const NAMES = { years: 'Số năm', basis: 'Lý do của thời hạn', procedureId: 'Quy trình', kind: 'Việc' }

/** Rules count for the whole instance: only who keeps all of it changes them. */
function useKeepsRules(): boolean {
  return useMe().posts.some(
    ({ role, officeKind }) =>
      officeKind === 'ministry' && (role === 'administrator' || role === 'recordsOfficer'),
  )
}

export function Rules() {
  const keeps = useKeepsRules()
  const [adding, setAdding] = useState(false)
  const rules = useQuery({ queryKey: KEY, queryFn: () => read(api.GET('/api/v1/retention/rules')) })
  return (
    <section className="card stack" aria-labelledby="quy-tac">
      <div className="page-head">
        <h2 id="quy-tac">Quy tắc</h2>
        {keeps ? <Button onClick={() => setAdding(true)}>Đặt quy tắc</Button> : null}
      </div>
      <p className="muted small">
        Số năm tính từ việc cuối cùng của hồ sơ đã kết thúc. Lưu trữ: ra khỏi danh sách thường ngày, vẫn tìm
        và đọc được. Xóa nội dung: mất hẳn những gì đã viết và tải lên.
      </p>
      <Read query={rules}>
        {({ items, names }) =>
          items.length === 0 ? (
            <Empty title="Chưa có quy tắc nào">Mọi hồ sơ được giữ nguyên mãi mãi.</Empty>
          ) : (
            <ul className="lines">
              {items.map((rule) => (
                <RuleLine key={rule.id} rule={rule} names={names} keeps={keeps} />
              ))}
            </ul>
          )
        }
      </Read>
      {keeps ? null : <p className="muted small">Quy tắc do quản trị viên hoặc văn thư toàn hệ thống đặt.</p>}
      {adding ? <SetRule onClose={() => setAdding(false)} /> : null}
    </section>
  )
}

interface LineProps {
  readonly rule: Rule
  readonly names: Names
  readonly keeps: boolean
}

function RuleLine({ rule, names, keeps }: LineProps) {
  const client = useQueryClient()
  const me = useMe()
  const procedures = useProcedures()
  const [removing, setRemoving] = useState(false)
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['retention'] })
  const params = { path: { id: rule.id } }
  const confirm = useMutation({
    mutationFn: async () => {
      const body = { version: rule.version }
      await read(api.POST('/api/v1/retention/rules/{id}/confirm', { params, body }))
      await again()
      say('Đã xác nhận quy tắc.')
    },
  })
  const own = rule.setBy === me.personId
  return (
    <li className="line">
      <div className="grow">
        <strong>
          {RETENTION_KINDS[rule.kind]} sau {formatNumber(rule.years)} năm
        </strong>{' '}
        {rule.counts ? null : <span className="tag warn">Chờ người thứ hai xác nhận</span>}
        <div>
          {rule.procedureId === null ? 'Mọi quy trình chưa có quy tắc riêng' : procedures(rule.procedureId)}
        </div>
        <div className="muted small">
          {rule.basis} · {names[rule.setBy] ?? rule.setBy}, {formatMoment(rule.setAt)}
          {rule.confirmedBy === null ? '' : `; ${names[rule.confirmedBy] ?? rule.confirmedBy} xác nhận`}
        </div>
        <ProblemNote error={confirm.error} />
      </div>
      {keeps ? (
        <div className="row">
          {rule.counts || own ? null : (
            <Button loading={confirm.isPending} onClick={() => confirm.mutate()}>
              Xác nhận
            </Button>
          )}
          <Button danger onClick={() => setRemoving(true)}>
            Bỏ quy tắc
          </Button>
        </div>
      ) : null}
      <AskDialog
        title="Bỏ quy tắc"
        open={removing}
        onClose={() => setRemoving(false)}
        confirm="Bỏ quy tắc"
        danger
        send={async () => {
          await read(api.DELETE('/api/v1/retention/rules/{id}', { params }))
          await again()
          say('Đã bỏ quy tắc.')
        }}
      >
        <p>Từ nay không có gì bị đưa đi theo quy tắc này. Những gì đã làm thì giữ nguyên.</p>
      </AskDialog>
    </li>
  )
}

function SetRule({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient()
  const procedures = useProcedures()
  const [kind, setKind] = useState<Rule['kind']>('archive')
  const [procedureId, setProcedureId] = useState('')
  const [years, setYears] = useState<number | null>(null)
  const [basis, setBasis] = useState('')
  const send = async (): Promise<void> => {
    const body = {
      kind,
      procedureId: procedureId === '' ? null : procedureId,
      years: years ?? 0,
      basis: basis.trim(),
    }
    await read(api.PUT('/api/v1/retention/rules', { body }))
    await client.invalidateQueries({ queryKey: ['retention'] })
    say(kind === 'erase' ? 'Đã đặt; chờ người thứ hai xác nhận.' : 'Đã đặt quy tắc.')
  }
  return (
    <AskDialog
      title="Đặt quy tắc"
      open
      onClose={onClose}
      confirm="Đặt quy tắc"
      ready={years !== null && basis.trim() !== ''}
      names={NAMES}
      send={send}
    >
      {(errors) => (
        <>
          <Choice
            label="Việc"
            value={kind}
            options={[
              { value: 'archive', label: RETENTION_KINDS.archive },
              { value: 'erase', label: RETENTION_KINDS.erase },
            ]}
            onChange={(chosen) => setKind(chosen === 'erase' ? 'erase' : 'archive')}
          />
          <Choice
            label="Quy trình"
            none="Mọi quy trình chưa có quy tắc riêng"
            value={procedureId}
            options={procedures.all.map(({ id, vi }) => ({ value: id, label: vi }))}
            onChange={setProcedureId}
          />
          <NumberField
            label="Số năm"
            required
            value={years}
            error={errors['years']}
            unit="năm"
            onChange={setYears}
          />
          <TextField
            label="Lý do của thời hạn"
            required
            hint="Quyết định nào, của ai; ghi rõ nếu chỉ là thiết lập nội bộ."
            value={basis}
            error={errors['basis']}
            onChange={setBasis}
          />
          <p className="muted small">
            Thay cho quy tắc đang có của cùng việc và quy trình. Quy tắc xóa chỉ có hiệu lực khi người thứ hai
            xác nhận.
          </p>
        </>
      )}
    </AskDialog>
  )
}
