// One campaign: when it opens and closes, the deadlines as they come out, dates of its own and of communes, what it will
// say and do all year, a newer version of its procedure, and next year's made out of it.
import { useParams } from 'react-router'
import type { Procedure } from '../../../../domain/procedure.ts'
import type { Schemas } from '../../../client/api.ts'
import { useCampaign, useProcedure } from '../../../client/queries.ts'
import { Page } from '../../../components/Page.tsx'
import { Read } from '../../../components/States.tsx'
import { formatDay, formatMoment } from '../../../i18n/format.ts'
import { sourceName } from '../../../i18n/sources.ts'
import { CAMPAIGN_STATUSES, DUE_NOTES, READINGS } from '../../../i18n/vi.ts'
import { useHolds } from '../common/rights.ts'
import { Adoption } from './Adoption.tsx'
import { ChangeCampaign } from './ChangeCampaign.tsx'
import { Overrides } from './Overrides.tsx'
import { RollOver } from './RollOver.tsx'
import { Simulation } from './Simulation.tsx'
import { CAMPAIGN_KEEPERS } from './words.ts'

type Campaign = Schemas['Campaign']

export default function CampaignPage() {
  const { id = '' } = useParams()
  const campaign = useCampaign(id)
  return <Read query={campaign}>{(data) => <Loaded campaign={data} />}</Read>
}

function Loaded({ campaign }: { readonly campaign: Campaign }) {
  const keeps = useHolds(CAMPAIGN_KEEPERS)
  const procedure = useProcedure(campaign.procedure.id, campaign.procedure.version)
  const changes = keeps && campaign.status !== 'closed'
  return (
    <Page
      title={`${campaign.procedure.vi}, năm ${campaign.year}`}
      note={campaign.officeName}
      actions={<span className="tag">{CAMPAIGN_STATUSES[campaign.status]}</span>}
    >
      <Facts campaign={campaign} />
      <Read query={procedure}>
        {(known) => (
          <>
            <Simulation campaign={campaign} procedure={known} />
            <Deadlines campaign={campaign} />
            {changes ? (
              <ChangeCampaign key={campaign.version} campaign={campaign} procedure={known} />
            ) : (
              <Settings campaign={campaign} procedure={known} />
            )}
            <Overrides campaign={campaign} procedure={known} keeps={changes} />
            {keeps ? <Adoption campaign={campaign} procedure={known} /> : null}
            {keeps ? <RollOver campaign={campaign} procedure={known} /> : null}
          </>
        )}
      </Read>
    </Page>
  )
}

function Facts({ campaign }: { readonly campaign: Campaign }) {
  return (
    <section className="card" aria-label="Thông tin chung">
      <dl className="facts">
        <dt>Mở</dt>
        <dd>{formatMoment(campaign.opensAt)}</dd>
        <dt>Đóng</dt>
        <dd>
          {formatMoment(campaign.closesAt)}
          {campaign.status === 'closed' ? '' : '; đợt tự đóng lúc này, hồ sơ đang giải quyết vẫn đi tiếp'}
        </dd>
        <dt>Quy trình</dt>
        <dd>Bản {campaign.procedure.version}</dd>
        <dt>Cách hiểu “trước ngày”</dt>
        <dd>{READINGS[campaign.reading]}</dd>
        <dt>Bảng ngày nghỉ</dt>
        <dd>
          {campaign.calendarVersion === null ? 'Luôn theo bản mới nhất' : `Bản ${campaign.calendarVersion}`}
        </dd>
      </dl>
    </section>
  )
}

function noteText(note: string): string {
  const words: Readonly<Record<string, string>> = DUE_NOTES
  return words[note] ?? note
}

/** At the beginning of a cell. */
function sourceOf(source: string): string {
  const name = sourceName(source)
  return name.charAt(0).toLocaleUpperCase('vi') + name.slice(1)
}

function Deadlines({ campaign }: { readonly campaign: Campaign }) {
  return (
    <section className="card" aria-labelledby="moc-ngay">
      <h2 id="moc-ngay">Các mốc của đợt</h2>
      <div className="scroll-x" tabIndex={0} role="group" aria-labelledby="moc-ngay">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Mốc</th>
              <th scope="col">Ngày cuối</th>
              <th scope="col">Căn cứ</th>
            </tr>
          </thead>
          <tbody>
            {campaign.deadlines.map((one) => (
              <tr key={one.key}>
                <th scope="row">{one.vi}</th>
                <td>{one.lastDay === null ? 'Tính theo từng hồ sơ' : formatDay(one.lastDay)}</td>
                <td>
                  {one.setting ? 'Thiết lập' : sourceOf(one.source)}
                  {one.notes.length === 0 ? null : (
                    <div className="muted small">{one.notes.map(noteText).join('; ')}</div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface SettingsProps {
  readonly campaign: Campaign
  readonly procedure: Procedure
}

function Settings({ campaign, procedure }: SettingsProps) {
  if (procedure.settings.length === 0) return null
  const shown = (value: string | number | boolean): string =>
    typeof value === 'boolean' ? (value ? 'Có' : 'Không') : String(value)
  return (
    <section className="card" aria-labelledby="thiet-lap">
      <h2 id="thiet-lap">Thiết lập</h2>
      <dl className="facts">
        {procedure.settings.map(({ id, vi, value }) => (
          <div key={id} style={{ display: 'contents' }}>
            <dt>{vi}</dt>
            <dd>{shown(campaign.settings[id] ?? value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
