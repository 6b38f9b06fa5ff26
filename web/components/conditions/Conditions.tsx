// What a step rests on besides what is filled in, with how it stands today: results of other procedures and where each is
// written, the children that are counted one by one, and the sums and rates of its comparisons.
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Need } from '../../../domain/procedure.ts'
import { isFilled } from '../../../domain/requirements.ts'
import type { Schemas } from '../../client/api.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { RESULT_WORDS } from '../act/unmet.ts'
import { Compared } from './Compared.tsx'
import type { Summed } from './Compared.tsx'

type Figures = Schemas['Figures']
type Prior = Figures['results'][number]
type Rule = Prior['rules'][number]
type Child = Figures['children'][number]

const word = (value: string): string => RESULT_WORDS[value] ?? value

/** `figures` is absent while it is read. */
interface Props extends Summed {
  readonly year: number
}

/** Whether anything is asked besides the form. */
export function hasConditions(needs: readonly Need[]): boolean {
  return needs.some((need) => !isFilled(need))
}

export function Conditions({ procedure, step, needs, year, figures, filled }: Props) {
  const priors = needs.filter(({ kind }) => kind === 'priorResult')
  return (
    <ul className="lines">
      {needs.map((need, index) => {
        switch (need.kind) {
          case 'field':
          case 'document':
          case 'rows':
            return null
          case 'priorResult': {
            const found = figures?.results[priors.indexOf(need)]
            const text = `${word(need.result)}, năm ${year + need.yearOffset}: ${need.accepted.map(word).join(' hoặc ')}`
            return found === undefined ? (
              <Line key={index} text={text} />
            ) : (
              <Line key={index} text="Kết quả đã có" holds={found.holds}>
                <Rules rules={found.rules} />
              </Line>
            )
          }
          case 'children': {
            const found = figures?.children.find(({ id }) => id === need.id)
            const share = `${need.vi}: ít nhất ${need.atLeast[0]}/${need.atLeast[1]}`
            return (
              <Line key={index} text={share} holds={found?.holds}>
                {found === undefined ? null : <Children found={found} />}
              </Line>
            )
          }
          case 'compare': {
            const summed = { procedure, step, needs, figures, filled }
            return <Compared key={index} need={need} {...summed} />
          }
          default:
            return <Line key={index} text={plainText(need)} />
        }
      })}
    </ul>
  )
}

type Judged = Extract<Need, { kind: 'criteriaMet' | 'assessed' | 'scored' }>

function plainText(need: Judged): string {
  if (need.kind === 'assessed') return `Đã tự đánh giá ít nhất ${formatNumber(need.times)} lần`
  if (need.kind === 'criteriaMet')
    return need.by === 'assessment'
      ? 'Tự đánh giá đạt mọi tiêu chí bắt buộc'
      : 'Kết quả kiểm tra đạt mọi tiêu chí bắt buộc'
  return need.by === 'assessment' ? 'Đã tự chấm điểm và xếp mức' : 'Đã được chấm điểm và xếp mức'
}

interface LineProps {
  readonly text: string
  readonly holds?: boolean | undefined
  readonly children?: ReactNode
}

function Line({ text, holds, children }: LineProps) {
  return (
    <li className="line">
      <div className="grow">
        <div>{text}</div>
        {children}
      </div>
      {holds === undefined ? null : (
        <span className={`tag ${holds ? 'good' : 'warn'}`}>{holds ? 'Đủ' : 'Chưa đủ'}</span>
      )}
    </li>
  )
}

/** Each result that would do: as it stands in every year that counts, and where that is written. */
function Rules({ rules }: { readonly rules: readonly Rule[] }) {
  return (
    <ul className="plain-list small">
      {rules.map((rule) => (
        <li key={`${rule.of}/${rule.result}/${rule.years[0]?.year ?? ''}`}>
          {word(rule.result)}
          {rule.of === 'owner' ? ' của cơ quan chủ trì' : ''}, cần {rule.accepted.map(word).join(' hoặc ')}
          {rule.years.length > 1
            ? ` trong ${formatNumber(rule.atLeast)} của ${formatNumber(rule.years.length)} năm`
            : ''}
          :
          <ul className="plain-list">
            {rule.years.map((one) => (
              <li key={one.year}>
                Năm {one.year}: <strong>{one.value === null ? 'chưa có' : word(one.value)}</strong>
                <Where found={one} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

function Where({ found }: { readonly found: Rule['years'][number] }) {
  const { given, source, recordedAt, dossierId } = found
  if (recordedAt === null) return null
  const text = given === null ? (source ?? '') : `${given.procedureVi}${numberText(given)}`
  return (
    <>
      {' · '}
      {dossierId === null ? text : <Link to={`/ho-so/${encodeURIComponent(dossierId)}`}>{text}</Link>}
      <span className="muted">, ghi ngày {formatDay(recordedAt)}</span>
    </>
  )
}

function numberText({ number, numberYear }: NonNullable<Rule['years'][number]['given']>): string {
  return number === null || numberYear === null ? '' : `, số ${formatNumber(number)} năm ${numberYear}`
}

function Children({ found }: { readonly found: Child }) {
  const { total, having, list } = found
  return (
    <>
      <div className="small">
        Hiện có {formatNumber(having)} trên {formatNumber(total)}.
      </div>
      {list.length === 0 ? null : (
        <details className="small">
          <summary>Danh sách được tính</summary>
          <ul>
            {list.map(({ subjectId, name, value }) => (
              <li key={subjectId}>
                {name ?? 'Không còn trong sổ'}: {value === null ? 'chưa có' : word(value)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
