// Changing short forms: what is typed is shown at once as the symbols that come of it. What equals the plain form isn't kept as
// the office's own.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isShortForm, issuerCode, registerRule } from '../../../../domain/symbols.ts'
import type { OwnShortForms } from '../../../../domain/symbols.ts'
import { api, read } from '../../../client/api.ts'
import { TextField } from '../../../components/forms/fields.tsx'
import { say } from '../../../components/toast.tsx'
import { AskDialog } from '../common/AskDialog.tsx'
import type { OfficePapers, Register } from './paper-settings.ts'
import { ALL, nextSymbol, plainForms, setForms } from './paper-settings.ts'

const NAMES = { kindCode: 'Chữ viết tắt loại văn bản', issuerCode: 'Chữ viết tắt cơ quan' } as const
const HINT = 'Chữ và số, có thể nối bằng gạch ngang hoặc chấm; không có dấu cách, dấu gạch chéo.'
const MOST = 51

const clean = (text: string): string => text.normalize('NFC').trim()
/** What is kept of a text: nothing where it says what holds anyway. */
const own = (text: string, plain: string): string | null => (clean(text) === plain ? null : clean(text))

function useSave(papers: OfficePapers): (register: string, forms: OwnShortForms) => Promise<void> {
  const client = useQueryClient()
  return async (register, forms) => {
    const params = { path: { id: papers.office.id, register } }
    const body = { ...forms, version: setForms(papers, register)?.version ?? 0 }
    await read(api.PUT('/api/v1/offices/{id}/registers/{register}/short-form', { params, body }))
    await client.invalidateQueries({ queryKey: ['sent'] })
    say('Đã đổi ký hiệu cho văn bản từ nay.')
  }
}

interface Props {
  readonly papers: OfficePapers
  readonly onClose: () => void
}

/** The short form of the office in all registers that it issues itself. */
export function CommonForm({ papers, onClose }: Props) {
  const save = useSave(papers)
  const plain = issuerCode('decisions', papers.office)
  const [text, setText] = useState(setForms(papers, ALL)?.issuerCode ?? plain)
  const valid = isShortForm(clean(text))
  const common = own(text, plain)
  const shown = papers.registers.filter(({ register }) => registerRule(register).issuer === 'office')
  return (
    <AskDialog
      title="Đổi chữ viết tắt của cơ quan"
      open
      onClose={onClose}
      confirm="Lưu"
      names={{ ...NAMES, kindCode: 'Hai loại văn bản sẽ trùng ký hiệu' }}
      ready={valid}
      send={() => save(ALL, { kindCode: null, issuerCode: common })}
    >
      {(errors) => (
        <>
          <TextField
            label={NAMES.issuerCode}
            required
            maxLength={MOST}
            value={text}
            error={errors['issuerCode']}
            hint={`Mặc định: ${plain}. ${HINT}`}
            onChange={setText}
          />
          <Preview>
            {valid
              ? shown.map((one) => ({
                  name: one.name,
                  symbol: nextSymbol(papers, one, setForms(papers, one.register), common),
                }))
              : []}
          </Preview>
        </>
      )}
    </AskDialog>
  )
}

/** The short forms of one register. */
export function RegisterForm({
  papers,
  register: line,
  common,
  onClose,
}: Props & { readonly register: Register; readonly common: string | null }) {
  const { register, name } = line
  const save = useSave(papers)
  const plain = plainForms(papers, register, common)
  const set = setForms(papers, register)
  const [kind, setKind] = useState(set?.kindCode ?? plain.kindCode)
  const [issuer, setIssuer] = useState(set?.issuerCode ?? plain.issuerCode)
  const valid = (clean(kind) === '' || isShortForm(clean(kind))) && isShortForm(clean(issuer))
  const forms = { kindCode: own(kind, plain.kindCode), issuerCode: own(issuer, plain.issuerCode) }
  return (
    <AskDialog
      title={`Đổi ký hiệu: ${name}`}
      open
      onClose={onClose}
      confirm="Lưu"
      names={NAMES}
      ready={valid}
      send={() => save(register, forms)}
    >
      {(errors) => (
        <>
          <TextField
            label={NAMES.kindCode}
            maxLength={MOST}
            value={kind}
            error={errors['kindCode']}
            hint={
              plain.kindCode === ''
                ? 'Mặc định: để trống, ký hiệu chỉ có tên cơ quan.'
                : `Mặc định: ${plain.kindCode}. Để trống: ký hiệu chỉ có tên cơ quan.`
            }
            onChange={setKind}
          />
          <TextField
            label={NAMES.issuerCode}
            required
            maxLength={MOST}
            value={issuer}
            error={errors['issuerCode']}
            hint={`Mặc định: ${plain.issuerCode}. ${HINT}`}
            onChange={setIssuer}
          />
          <Preview>{valid ? [{ name, symbol: nextSymbol(papers, line, forms, common) }] : []}</Preview>
        </>
      )}
    </AskDialog>
  )
}

interface PreviewProps {
  readonly children: readonly { readonly name: string; readonly symbol: string }[]
}

function Preview({ children }: PreviewProps) {
  return (
    <div aria-live="polite">
      <h3>Văn bản tiếp theo sẽ mang ký hiệu</h3>
      {children.length === 0 ? (
        <p className="muted">Chưa thành ký hiệu hợp lệ.</p>
      ) : (
        <dl className="facts">
          {children.map(({ name, symbol }) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd>
                <strong>{symbol}</strong>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
