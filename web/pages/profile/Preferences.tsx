// How news reaches the person by mail: at once, in the letter of the day, or not; and the hours in which he is left alone.
// What rules or texts say must be told can't be switched off, and says so.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Read } from '../../components/States.tsx'
import { Choice, YesNo } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { SendForm } from '../../components/forms/SendForm.tsx'

type Given = Schemas['NoticePreferences']
type Delivery = Given['kinds'][number]['delivery']

const DELIVERIES = {
  atOnce: 'Gửi thư ngay',
  digest: 'Gộp vào thư buổi sáng',
  off: 'Không gửi thư',
} as const satisfies Record<Delivery, string>

/** Every half hour of the day: chosen from a list, for a device writes its own clock in its own language. */
const HOURS = Array.from({ length: 48 }, (_, index) => {
  const hour = String(Math.floor(index / 2)).padStart(2, '0')
  return `${hour}:${index % 2 === 0 ? '00' : '30'}`
})
const TIMES = HOURS.map((value) => ({ value, label: value }))

const isDelivery = (value: string): value is Delivery => Object.hasOwn(DELIVERIES, value)

export function Preferences() {
  const preferences = useQuery({
    queryKey: ['notices', 'preferences'],
    queryFn: () => read(api.GET('/api/v1/me/notices/preferences')),
  })
  return (
    <section className="card" aria-labelledby="nhan-tin">
      <h2 id="nhan-tin">Nhận thông báo</h2>
      <Read query={preferences}>{(given) => <Form given={given} />}</Read>
    </section>
  )
}

function Address({ given }: { readonly given: Given }) {
  if (given.address === null)
    return (
      <p className="note warn">
        Bạn chưa có địa chỉ thư điện tử nên chỉ nhận thông báo trong hệ thống. Hãy báo quản trị viên bổ sung.
      </p>
    )
  if (given.addressBounced)
    return (
      <p className="note bad">
        Thư gửi đến {given.address} bị trả lại nên đã ngừng gửi. Hãy báo quản trị viên sửa địa chỉ, hoặc gửi
        lại khi hộp thư đã nhận được.
      </p>
    )
  return <p className="muted">Thư gửi đến {given.address}. Trong hệ thống, mọi thông báo luôn hiện đủ.</p>
}

function Form({ given }: { readonly given: Given }) {
  const client = useQueryClient()
  const [changed, setChanged] = useState<Readonly<Record<string, Delivery>>>({})
  const [quiet, setQuiet] = useState(given.quiet)
  const save = useMutation({
    mutationFn: async () => {
      await read(api.PUT('/api/v1/me/notices/preferences', { body: { kinds: changed, quiet } }))
      await client.invalidateQueries({ queryKey: ['notices', 'preferences'] })
      setChanged({})
      say('Đã lưu cách nhận thông báo.')
    },
  })
  const times = [
    { name: 'from', label: 'Từ giờ' },
    { name: 'to', label: 'Đến giờ' },
  ] as const
  return (
    <SendForm sending={save} button="Lưu cách nhận thông báo" names={{ 'quiet.to': 'Đến giờ' }}>
      <Address given={given} />
      <div className="preferences">
        {given.kinds.map(({ kind, text, delivery, must }) => (
          <Choice
            key={kind}
            label={text}
            {...(must ? { hint: 'Bắt buộc phải báo, không tắt được.' } : {})}
            value={changed[kind] ?? delivery}
            options={Object.entries(DELIVERIES)
              .filter(([value]) => !must || value !== 'off')
              .map(([value, label]) => ({ value, label }))}
            onChange={(next) => {
              if (isDelivery(next)) setChanged({ ...changed, [kind]: next })
            }}
          />
        ))}
      </div>
      <YesNo
        label="Không gửi thư trong giờ nghỉ"
        value={quiet !== null}
        onChange={(on) => setQuiet(on ? (given.quiet ?? { from: '21:00', to: '06:30' }) : null)}
      />
      {quiet === null ? null : (
        <div className="filters">
          {times.map(({ name, label }) => (
            <Choice
              key={name}
              label={label}
              required
              value={quiet[name]}
              options={
                HOURS.includes(quiet[name]) ? TIMES : [{ value: quiet[name], label: quiet[name] }, ...TIMES]
              }
              onChange={(next) => setQuiet({ ...quiet, [name]: next })}
            />
          ))}
        </div>
      )}
    </SendForm>
  )
}
