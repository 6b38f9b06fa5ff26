// The short forms in an office's symbols: its own name's for all registers, and what one register has of its own; with the
// symbol that the next paper would carry.
import { Button } from 'antd'
import { useState } from 'react'
import { issuerCode } from '../../../../domain/symbols.ts'
import type { OfficePapers, Register } from './paper-settings.ts'
import { ALL, nextSymbol, setForms } from './paper-settings.ts'
import { CommonForm, RegisterForm } from './ShortFormDialogs.tsx'

export function ShortForms({ papers }: { readonly papers: OfficePapers }) {
  const [asked, setAsked] = useState<Register | typeof ALL | null>(null)
  const common = setForms(papers, ALL)?.issuerCode ?? null
  const close = (): void => setAsked(null)
  return (
    <section className="card stack" aria-labelledby="ky-hieu">
      <h2 id="ky-hieu">Ký hiệu văn bản</h2>
      <p className="muted">
        Ký hiệu gồm chữ viết tắt của loại văn bản và của cơ quan ban hành. Thay đổi chỉ áp dụng cho số cấp từ
        nay; văn bản đã có số giữ nguyên ký hiệu.
      </p>
      <div className="row">
        <span className="grow">
          Chữ viết tắt của cơ quan: <strong>{common ?? issuerCode('decisions', papers.office)}</strong>{' '}
          <span className="muted small">{common === null ? '(mặc định)' : '(cơ quan đặt)'}</span>
        </span>
        <Button onClick={() => setAsked(ALL)}>Đổi chữ viết tắt của cơ quan</Button>
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Ký hiệu của từng loại văn bản">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Loại văn bản</th>
              <th scope="col">Văn bản tiếp theo</th>
              <th scope="col" className="no-print">
                <span className="sr">Thay đổi</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {papers.registers.map((one) => {
              const own = setForms(papers, one.register)
              const special = own !== undefined && (own.kindCode !== null || own.issuerCode !== null)
              return (
                <tr key={one.register}>
                  <th scope="row">{one.name}</th>
                  <td className="nowrap">
                    {nextSymbol(papers, one, own, common)}
                    {special ? <span className="muted small"> (đặt riêng)</span> : null}
                  </td>
                  <td className="no-print">
                    <button type="button" className="link-button" onClick={() => setAsked(one)}>
                      Đổi<span className="sr"> ký hiệu {one.name}</span>
                    </button>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {asked === ALL ? <CommonForm papers={papers} onClose={close} /> : null}
      {asked !== null && asked !== ALL ? (
        <RegisterForm papers={papers} register={asked} common={common} onClose={close} />
      ) : null}
    </section>
  )
}
