// The second factor: enrolled with a picture to scan and a code to confirm, recovery codes shown once, replaced and given up.
// Whatever weakens the account asks for the password, and for a code where there is a second factor.
import { Button, Input } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import { loadMe } from '../../client/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { Field } from '../../components/Field.tsx'
import { say } from '../../components/toast.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { CODE, Proof, proofBody } from './Proof.tsx'
import type { Proven } from './Proof.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { SendForm } from '../../components/forms/SendForm.tsx'

/** Fewer than this and new ones should be made. */
const FEW_CODES = 3

type Stage =
  | { readonly kind: 'prove'; readonly aim: 'enrol' | 'renew' | 'remove' }
  | { readonly kind: 'scan'; readonly secret: string; readonly qr: string }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }

const TITLES = {
  enrol: 'Bật xác thực hai lớp',
  renew: 'Lấy mã dự phòng mới',
  remove: 'Tắt xác thực hai lớp',
} as const

export function SecondFactor() {
  const { secondFactor } = useMe()
  const { enrolled, recoveryCodesLeft } = secondFactor
  const [stage, setStage] = useState<Stage | null>(null)
  const ask = (aim: keyof typeof TITLES) => () => setStage({ kind: 'prove', aim })
  return (
    <section className="card stack" aria-labelledby="hai-lop">
      <h2 id="hai-lop">
        Xác thực hai lớp{' '}
        <span className={enrolled ? 'tag good' : 'tag'}>{enrolled ? 'Đang bật' : 'Chưa bật'}</span>
      </h2>
      <p className="muted">
        Ngoài mật khẩu, khi đăng nhập phải nhập thêm mã 6 số của ứng dụng xác thực trên điện thoại.
      </p>
      {secondFactor.missing ? (
        <p className="note warn">
          Vai trò của bạn bắt buộc dùng xác thực hai lớp. Hãy bật để tiếp tục làm việc.
        </p>
      ) : null}
      {enrolled ? (
        <p className={recoveryCodesLeft < FEW_CODES ? 'note warn' : ''}>
          Còn {formatNumber(recoveryCodesLeft)} mã dự phòng, dùng khi không có điện thoại.
        </p>
      ) : null}
      <div className="row">
        <Button type={enrolled ? 'default' : 'primary'} onClick={ask('enrol')}>
          {enrolled ? 'Chuyển sang điện thoại khác' : 'Bật xác thực hai lớp'}
        </Button>
        {enrolled ? (
          <>
            <Button onClick={ask('renew')}>Lấy mã dự phòng mới</Button>
            <Button danger onClick={ask('remove')}>
              Tắt xác thực hai lớp
            </Button>
          </>
        ) : null}
      </div>
      <Stages stage={stage} onStage={setStage} />
    </section>
  )
}

interface StagesProps {
  readonly stage: Stage | null
  readonly onStage: (next: Stage | null) => void
}

function Stages({ stage, onStage }: StagesProps) {
  const close = (): void => onStage(null)
  if (stage === null) return null
  switch (stage.kind) {
    case 'prove':
      return (
        <Dialog title={TITLES[stage.aim]} open onClose={close}>
          <Prove aim={stage.aim} onStage={onStage} />
        </Dialog>
      )
    case 'scan':
      return (
        <Dialog title="Quét mã bằng ứng dụng xác thực" open onClose={close}>
          <Scan stage={stage} onStage={onStage} />
        </Dialog>
      )
    case 'codes':
      return (
        <Dialog title="Mã dự phòng" open onClose={close}>
          <RecoveryCodes codes={stage.codes} onDone={close} />
        </Dialog>
      )
  }
}

function Prove({ aim, onStage }: { readonly aim: keyof typeof TITLES } & Omit<StagesProps, 'stage'>) {
  const { secondFactor } = useMe()
  const prove = useMutation({
    mutationFn: async (proven: Proven) => {
      const body = proofBody(proven, secondFactor.enrolled)
      if (aim === 'enrol') {
        const { secret, qr } = await read(api.POST('/api/v1/me/second-factor', { body }))
        onStage({ kind: 'scan', secret, qr })
        return
      }
      if (aim === 'renew') {
        const { recoveryCodes } = await read(api.POST('/api/v1/me/second-factor/recovery-codes', { body }))
        await loadMe()
        onStage({ kind: 'codes', codes: recoveryCodes })
        return
      }
      await read(api.POST('/api/v1/me/second-factor/remove', { body }))
      await loadMe()
      onStage(null)
      say('Đã tắt xác thực hai lớp; các phiên khác của bạn đã kết thúc.')
    },
  })
  return (
    <Proof
      withCode={secondFactor.enrolled}
      action={aim === 'remove' ? 'Tắt xác thực hai lớp' : 'Tiếp tục'}
      danger={aim === 'remove'}
      pending={prove.isPending}
      error={prove.error}
      onSend={(proven) => prove.mutate(proven)}
    />
  )
}

function Scan({
  stage,
  onStage,
}: {
  readonly stage: Extract<Stage, { kind: 'scan' }>
} & Omit<StagesProps, 'stage'>) {
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: async () => {
      const body = { code: code.trim() }
      const { recoveryCodes } = await read(api.POST('/api/v1/me/second-factor/confirm', { body }))
      await loadMe()
      onStage({ kind: 'codes', codes: recoveryCodes })
    },
  })
  return (
    <SendForm sending={confirm} button="Xác nhận" wide disabled={!CODE.test(code.trim())}>
      <p>Mở ứng dụng xác thực (như Google Authenticator, Microsoft Authenticator) và quét hình này.</p>
      <img src={stage.qr} alt="Mã QR để ứng dụng xác thực quét" className="qr" width="264" height="264" />
      <p className="small">
        Không quét được thì nhập khóa: <span className="mono">{stage.secret}</span>
      </p>
      <Field label="Mã 6 số đang hiện trên ứng dụng" required>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
    </SendForm>
  )
}
