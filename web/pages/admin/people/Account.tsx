// What an administrator does about an account: contact, a new first password, a lost second factor, locking and unlocking.
import { Button } from 'antd'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../../app/useSession.ts'
import { sendOnce } from '../../../client/act.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { TextField } from '../../../components/forms/fields.tsx'
import { say } from '../../../components/toast.tsx'
import { AskDialog } from '../common/AskDialog.tsx'
import { FirstPassword } from './FirstPassword.tsx'

type Person = Schemas['Person']
type Asked = 'contact' | 'password' | 'secondFactor' | 'lock' | 'unlock'

export function Account({ person }: { readonly person: Person }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [password, setPassword] = useState<{ readonly first: string | null } | null>(null)
  const own = useMe().personId === person.id
  const close = (): void => setAsked(null)
  return (
    <section className="card stack no-print" aria-label="Việc với tài khoản">
      <div className="row">
        <Button onClick={() => setAsked('contact')}>Sửa tên, liên hệ</Button>
        <Button onClick={() => setAsked('password')} disabled={own}>
          Đặt lại mật khẩu
        </Button>
        <Button onClick={() => setAsked('secondFactor')} disabled={own || !person.secondFactor}>
          Gỡ xác thực hai lớp
        </Button>
        {person.disabledAt === null ? (
          <Button danger onClick={() => setAsked('lock')}>
            Khóa tài khoản
          </Button>
        ) : null}
        <Button onClick={() => setAsked('unlock')}>Mở khóa</Button>
      </div>
      <p className="muted small">
        {own
          ? 'Mật khẩu và xác thực hai lớp của chính bạn được đổi ở trang Cá nhân.'
          : person.secondFactor
            ? 'Mở khóa cũng dùng cho tài khoản tạm khóa vì nhập sai mật khẩu nhiều lần.'
            : 'Người này chưa bật xác thực hai lớp nên không có gì để gỡ. Mở khóa cũng dùng cho tài khoản tạm khóa vì nhập sai mật khẩu nhiều lần.'}
      </p>
      <Contact key={person.version} person={person} open={asked === 'contact'} onClose={close} />
      <ResetPassword
        person={person}
        open={asked === 'password'}
        onClose={close}
        onDone={(first) => setPassword({ first })}
      />
      <Simple person={person} asked={asked} onClose={close} />
      <FirstPassword
        password={password?.first ?? null}
        login={person.login}
        open={password !== null}
        onClose={() => setPassword(null)}
      />
    </section>
  )
}

interface DialogProps {
  readonly person: Person
  readonly open: boolean
  readonly onClose: () => void
}

const CONTACT_NAMES = { name: 'Họ và tên', email: 'Thư điện tử', phone: 'Điện thoại' } as const

function Contact({ person, open, onClose }: DialogProps) {
  const client = useQueryClient()
  const [name, setName] = useState(person.name)
  const [email, setEmail] = useState(person.email ?? '')
  const [phone, setPhone] = useState(person.phone ?? '')
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
  const send = async (): Promise<void> => {
    const body = { name: name.trim(), email: orNull(email), phone: orNull(phone), version: person.version }
    await read(api.PUT('/api/v1/people/{id}', { params: { path: { id: person.id } }, body }))
    await client.invalidateQueries({ queryKey: ['people'] })
    say('Đã lưu tên và liên hệ.')
  }
  return (
    <AskDialog
      title="Sửa tên, liên hệ"
      open={open}
      onClose={onClose}
      confirm="Lưu"
      ready={name.trim() !== ''}
      names={CONTACT_NAMES}
      send={send}
    >
      {(errors) => (
        <>
          <TextField
            label={CONTACT_NAMES.name}
            required
            value={name}
            error={errors['name']}
            onChange={setName}
          />
          <TextField label={CONTACT_NAMES.email} value={email} error={errors['email']} onChange={setEmail} />
          <TextField label={CONTACT_NAMES.phone} value={phone} error={errors['phone']} onChange={setPhone} />
        </>
      )}
    </AskDialog>
  )
}

interface ResetProps extends DialogProps {
  readonly onDone: (first: string | null) => void
}

function ResetPassword({ person, open, onClose, onDone }: ResetProps) {
  const client = useQueryClient()
  const send = async (): Promise<void> => {
    const path = `/api/v1/people/${encodeURIComponent(person.id)}/password`
    const given = await sendOnce<{ firstPassword: string | null }>({
      name: `password/${person.id}`,
      path,
      body: {},
    })
    await client.invalidateQueries({ queryKey: ['people'] })
    onDone(given.firstPassword)
  }
  return (
    <AskDialog title="Đặt lại mật khẩu" open={open} onClose={onClose} confirm="Đặt lại mật khẩu" send={send}>
      <p>
        {person.name} sẽ nhận mật khẩu mới và phải đổi khi đăng nhập. Các phiên làm việc và khóa truy cập đang
        mở của người này kết thúc ngay.
      </p>
    </AskDialog>
  )
}

const SIMPLE = {
  secondFactor: {
    title: 'Gỡ xác thực hai lớp',
    text: 'Chỉ gỡ khi người dùng mất thiết bị và bạn đã xác minh đúng người. Các phiên làm việc đang mở kết thúc ngay; người này cần bật lại xác thực hai lớp khi đăng nhập.',
    danger: true,
    done: 'Đã gỡ xác thực hai lớp.',
  },
  lock: {
    title: 'Khóa tài khoản',
    text: 'Người này không đăng nhập được nữa; các phiên làm việc đang mở kết thúc ngay. Vai trò và những gì đã ghi vẫn giữ nguyên.',
    danger: true,
    done: 'Đã khóa tài khoản.',
  },
  unlock: {
    title: 'Mở khóa tài khoản',
    text: 'Người này đăng nhập lại được bằng mật khẩu cũ, kể cả khi bị tạm khóa vì nhập sai nhiều lần.',
    danger: false,
    done: 'Đã mở khóa tài khoản.',
  },
} as const

interface SimpleProps {
  readonly person: Person
  readonly asked: Asked | null
  readonly onClose: () => void
}

function Simple({ person, asked, onClose }: SimpleProps) {
  const client = useQueryClient()
  if (asked === null || asked === 'contact' || asked === 'password') return null
  const { title, text, danger, done } = SIMPLE[asked]
  const params = { path: { id: person.id } }
  const send = async (): Promise<void> => {
    if (asked === 'secondFactor') await read(api.DELETE('/api/v1/people/{id}/second-factor', { params }))
    else if (asked === 'lock') await read(api.POST('/api/v1/people/{id}/disable', { params }))
    else await read(api.POST('/api/v1/people/{id}/enable', { params }))
    await client.invalidateQueries({ queryKey: ['people'] })
    say(done)
  }
  return (
    <AskDialog title={title} open onClose={onClose} confirm={title} danger={danger} send={send}>
      <p>
        <strong>{person.name}</strong>
      </p>
      <p>{text}</p>
    </AskDialog>
  )
}
