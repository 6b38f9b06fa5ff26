// What a campaign will say and do all year if nobody acts: every reminder, escalation and lapse with its count; shown before
// it opens, and asked again with other dates.
import { Button } from 'antd'
import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import type { Procedure } from '../../../../domain/procedure.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { ProblemNote } from '../../../components/Problem.tsx'
import { formatDay, formatMoment, formatNumber } from '../../../i18n/format.ts'
import { NOTICE_WORDS, detailOf, placeName, problemWord, recipientName } from './words.ts'
import type { SimulatedNotice } from './words.ts'

type Part = Schemas['CampaignSimulation']
type Kind = SimulatedNotice['kind']

const KINDS: readonly Kind[] = ['opens', 'reminder', 'due', 'escalation', 'lapse', 'closes']
/** Lines of a year shown before "all of them" is asked for. */
const FIRST_LINES = 40

interface Props {
  readonly campaign: Schemas['Campaign']
  readonly procedure: Procedure
}

export function Simulation({ campaign, procedure }: Props) {
  const simulate = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/campaigns/{id}/simulation', { params: { path: { id: campaign.id } }, body: {} }),
      ),
  })
  return (
    <section className="card stack" aria-labelledby="chay-thu">
      <div className="page-head">
        <h2 id="chay-thu">Chạy thử cả năm</h2>
        <Button type="primary" loading={simulate.isPending} onClick={() => simulate.mutate()}>
          {simulate.data === undefined ? 'Chạy thử' : 'Chạy thử lại'}
        </Button>
      </div>
      <p className="muted">
        Nếu không ai làm gì, hệ thống sẽ nhắc ai, báo cấp trên nào, hồ sơ nào tự kết thúc. Chạy thử không gửi
        gì đi.
      </p>
      <ProblemNote error={simulate.error} />
      {simulate.data?.parts.map((part) => (
        <PartOf
          key={part.officeId ?? ''}
          part={part}
          procedure={procedure}
          title={titleOf(part, campaign)}
          none={NOBODY[campaign.status]}
        />
      ))}
    </section>
  )
}

/** Whom a part of the simulation is about. */
export function titleOf(part: { readonly officeId: string | null }, campaign: Schemas['Campaign']): string {
  if (part.officeId === null) return campaign.overrides.length === 0 ? 'Toàn bộ' : 'Các xã theo ngày chung'
  return campaign.overrides.find(({ officeId }) => officeId === part.officeId)?.officeName ?? part.officeId
}

interface PartProps {
  readonly part: Part
  readonly procedure: Procedure
  readonly title: string
}

/** Why nobody would be told anything: once a campaign is open, who hasn't begun is told nothing. */
const NOBODY = {
  planned: 'Vào ngày mở đợt chưa có đơn vị nào thuộc diện xét, hoặc các bước không có hạn.',
  open: 'Đợt đã mở: chỉ tính hồ sơ đang giải quyết và bản đang soạn, hiện chưa có; hoặc các bước không có hạn.',
  closed: 'Đợt đã đóng.',
} as const satisfies Record<Schemas['Campaign']['status'], string>

function PartOf({ part, procedure, title, none }: PartProps & { readonly none: string }) {
  const { notices, problems } = part
  if (notices.length === 0 && problems.length === 0) {
    return (
      <p className="note info" role="status">
        {title}: không có thông báo nào. {none}
      </p>
    )
  }
  const count = (kind: Kind): number =>
    notices.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.count, 0)
  return (
    <div className="stack" role="group" aria-label={title}>
      <h3>{title}</h3>
      <div className="row" role="status">
        {(['reminder', 'due', 'escalation', 'lapse'] as const).map((kind) => (
          <span key={kind} className={`tag ${kind === 'lapse' && count(kind) > 0 ? 'bad' : ''}`}>
            {NOTICE_WORDS[kind]}: {formatNumber(count(kind))}
          </span>
        ))}
      </div>
      <Problems problems={problems} procedure={procedure} />
      <NoticeTable notices={notices} procedure={procedure} label={`Thông báo: ${title}`} />
    </div>
  )
}

function Problems({
  problems,
  procedure,
}: {
  readonly problems: Part['problems']
  readonly procedure: Procedure
}) {
  if (problems.length === 0) return <p className="note good">Không thấy điều gì bất thường.</p>
  const lines = [
    ...new Set(problems.map(({ code, step }) => `${placeName(procedure, step)}: ${problemWord(code)}`)),
  ]
  return (
    <div className="note warn">
      <p>Cần xem lại:</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

interface TableProps {
  readonly notices: readonly SimulatedNotice[]
  readonly procedure: Procedure
  readonly label: string
}

function NoticeTable({ notices, procedure, label }: TableProps) {
  const [kind, setKind] = useState<Kind | null>(null)
  const [all, setAll] = useState(false)
  const wanted = notices.filter((one) => kind === null || one.kind === kind)
  const shown = all ? wanted : wanted.slice(0, FIRST_LINES)
  const there = KINDS.filter((one) => notices.some((notice) => notice.kind === one))
  return (
    <>
      <div className="row no-print" role="group" aria-label="Lọc theo loại">
        <Button size="small" aria-pressed={kind === null} onClick={() => setKind(null)}>
          Tất cả
        </Button>
        {there.map((one) => (
          <Button size="small" key={one} aria-pressed={kind === one} onClick={() => setKind(one)}>
            {NOTICE_WORDS[one]}
          </Button>
        ))}
      </div>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Lúc</th>
              <th scope="col">Việc</th>
              <th scope="col">Bước</th>
              <th scope="col">Gửi tới</th>
              <th scope="col" className="num">
                Số hồ sơ
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one, index) => (
              <tr key={index}>
                <td className="nowrap">{formatMoment(one.at)}</td>
                <td>
                  {NOTICE_WORDS[one.kind]} {detailOf(one)}
                </td>
                <td>{placeName(procedure, one.step)}</td>
                <td>{recipientName(one.recipientKey)}</td>
                <td className="num">{formatNumber(one.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < wanted.length ? (
        <p>
          <Button onClick={() => setAll(true)}>Xem cả {formatNumber(wanted.length)} dòng</Button>
        </p>
      ) : null}
    </>
  )
}

/** What other dates would change in a year: counts, and each line that moves, appears or goes. */
export function DifferenceOf({ part, procedure, title }: PartProps) {
  const { difference } = part
  if (difference === null) return null
  const { moved, appears, disappears, recounted, unchanged } = difference
  if (moved.length + appears.length + disappears.length + recounted.length === 0) {
    return (
      <p className="note info" role="status">
        {title}: không thông báo nào thay đổi
        {unchanged === 0 ? ', vì chưa có hồ sơ nào để nhắc' : `; giữ nguyên ${formatNumber(unchanged)}`}.
      </p>
    )
  }
  const line = (one: SimulatedNotice): string =>
    `${NOTICE_WORDS[one.kind]} ${detailOf(one)} · ${placeName(procedure, one.step)} · ${recipientName(one.recipientKey)}`
  return (
    <div className="stack" role="group" aria-label={title}>
      <h3>{title}</h3>
      <div className="row" role="status">
        <span className="muted">Thông báo:</span>
        <span className="tag warn">Dời: {formatNumber(moved.length)}</span>
        <span className="tag good">Thêm: {formatNumber(appears.length)}</span>
        <span className="tag bad">Bớt: {formatNumber(disappears.length)}</span>
        <span className="tag">Đổi số lượng: {formatNumber(recounted.length)}</span>
        <span className="tag">Giữ nguyên: {formatNumber(unchanged)}</span>
      </div>
      <ul className="lines">
        {moved.map(({ before, after }, index) => (
          <li key={`m${index}`} className="line">
            <span className="grow">{line(after)}</span>
            <span className="small">
              {formatMoment(before.at)} → {formatMoment(after.at)}
            </span>
          </li>
        ))}
        {appears.map((one, index) => (
          <li key={`a${index}`} className="line">
            <span className="grow">Thêm: {line(one)}</span>
            <span className="small">{formatMoment(one.at)}</span>
          </li>
        ))}
        {disappears.map((one, index) => (
          <li key={`d${index}`} className="line">
            <span className="grow">Bớt: {line(one)}</span>
            <span className="small">{formatMoment(one.at)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Which of the campaign's dates would end on another day. */
export function MovedDates({ dates }: { readonly dates: readonly Schemas['MovedDate'][] }) {
  if (dates.length === 0) return <p className="note info">Không mốc nào đổi ngày.</p>
  const day = (date: string | null): string => (date === null ? 'không có ngày riêng' : formatDay(date))
  return (
    <ul className="lines" aria-label="Mốc đổi ngày">
      {dates.map(({ key, vi, before, after }) => (
        <li key={key} className="line">
          <span className="grow">{vi}</span>
          <span>
            {day(before)} → <strong>{day(after)}</strong>
          </span>
        </li>
      ))}
    </ul>
  )
}
