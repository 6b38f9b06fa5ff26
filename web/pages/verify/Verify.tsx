// For anybody with a certificate in hand: type its code, or give a picture of its QR, and see whether it is real and holds.
import { Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Link } from 'react-router'
import { useSession } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { ApiProblem } from '../../client/problem.ts'
import { Field } from '../../components/Field.tsx'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { formatDay } from '../../i18n/format.ts'
import { subjectKindLabel } from '../../i18n/vi.ts'
import { codeIn } from './qr.ts'

class NoCode extends Error {
  override readonly name = 'NoCode'
}

export default function Verify() {
  const session = useSession()
  const content = (
    <Page
      title="Kiểm tra giấy công nhận"
      note="Nhập mã in trên giấy, hoặc chọn ảnh chụp mã QR. Ảnh chỉ được đọc trên máy này."
    >
      <Check />
    </Page>
  )
  if (session.kind === 'in' || session.kind === 'expired') return content
  return (
    <main className="public">
      <p className="row">
        <Link to="/dang-nhap">Đăng nhập</Link>
        <Link to="/so-lieu-mo">Số liệu mở</Link>
      </p>
      {content}
    </main>
  )
}

function Check() {
  const [code, setCode] = useState('')
  const picture = useRef<HTMLInputElement>(null)
  const check = useMutation({
    mutationFn: async (text: string) => {
      const wanted = codeIn(text)
      setCode(wanted)
      return read(api.GET('/api/v1/verify/{code}', { params: { path: { code: wanted } } }))
    },
  })
  const scan = useMutation({
    mutationFn: async (file: File) => {
      const { readQr } = await import('./qr.ts')
      const text = await readQr(file)
      if (text === null) throw new NoCode('no QR was found')
      await check.mutateAsync(text)
    },
  })
  const unknown = check.error instanceof ApiProblem && check.error.code === 'notFound'
  return (
    <>
      <form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault()
          scan.reset()
          if (code.trim() !== '') check.mutate(code)
        }}
      >
        <Field label="Mã trên giấy công nhận" required>
          {(control) => (
            <Input
              {...control}
              value={code}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={check.isPending}>
            Kiểm tra
          </Button>
          <Button onClick={() => picture.current?.click()} loading={scan.isPending}>
            Chọn ảnh mã QR
          </Button>
          <input
            ref={picture}
            type="file"
            hidden
            aria-label="Ảnh mã QR"
            accept="image/*"
            onChange={(event) => {
              const file = event.target.files?.[0]
              check.reset()
              if (file !== undefined) scan.mutate(file)
              event.target.value = ''
            }}
          />
        </div>
      </form>
      {unknown ? (
        <p className="note bad" role="alert">
          Không có giấy công nhận nào mang mã này. Hãy kiểm tra lại từng ký tự của mã.
        </p>
      ) : (
        <ProblemNote error={check.error} />
      )}
      {scan.error instanceof NoCode ? (
        <p className="note bad" role="alert">
          Không đọc được mã QR trong ảnh. Hãy chụp gần và đủ sáng, hoặc nhập mã bằng tay.
        </p>
      ) : null}
      {check.data === undefined ? null : <Found check={check.data} />}
    </>
  )
}

function verdictOf({ signatureHolds, revokedAt }: Schemas['CertificateCheck']): readonly [string, string] {
  if (signatureHolds === false) return ['bad', 'Chữ ký số không khớp: dữ liệu của giấy này đã bị thay đổi.']
  if (revokedAt !== null) return ['bad', `Giấy công nhận này đã bị thu hồi ngày ${formatDay(revokedAt)}.`]
  return ['good', 'Giấy công nhận này có thật và còn hiệu lực.']
}

function Found({ check }: { readonly check: Schemas['CertificateCheck'] }) {
  const [tone, verdict] = verdictOf(check)
  const { data } = check
  const rows: readonly (readonly [string, string])[] = [
    ['Tên', data.subject.name],
    ['Loại', subjectKindLabel(data.subject.kind)],
    ['Nội dung', check.procedureName],
    ['Kết quả', check.outcomeName ?? data.outcome ?? ''],
    ['Năm', String(data.year)],
    ['Số', String(data.number)],
    ['Cơ quan cấp', check.officeName],
    ['Ngày cấp', formatDay(data.issuedAt)],
  ]
  return (
    <section className="card stack" aria-label="Kết quả kiểm tra">
      <p className={`note ${tone}`} role="status">
        <strong>{verdict}</strong>
      </p>
      <dl className="facts">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>Dữ liệu đã ký và chữ ký số</summary>
        <pre className="mono pre">{JSON.stringify({ data, signature: check.signature }, null, 2)}</pre>
      </details>
    </section>
  )
}
