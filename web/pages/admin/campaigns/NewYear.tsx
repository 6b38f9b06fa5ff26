// All campaigns of an office's year out of those of the year before, all or none: first as a dry run, then planned.
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../../app/useSession.ts'
import { sendOnce } from '../../../client/act.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { newKey } from '../../../client/keys.ts'
import { useProcedure } from '../../../client/queries.ts'
import { Page } from '../../../components/Page.tsx'
import { ProblemNote } from '../../../components/Problem.tsx'
import { Loading, Read } from '../../../components/States.tsx'
import { say } from '../../../components/toast.tsx'
import { OfficePicker } from '../../../components/forms/OfficePicker.tsx'
import type { ChosenOffice } from '../../../components/forms/OfficePicker.tsx'
import { formatNumber } from '../../../i18n/format.ts'
import { useHolds } from '../common/rights.ts'
import { YearField } from './Campaigns.tsx'
import { Differences } from './Differences.tsx'
import { CAMPAIGN_KEEPERS } from './words.ts'
import { YearSimulation } from './YearSimulation.tsx'

type YearRollOver = Schemas['YearRollOver']

export default function NewYear() {
  const me = useMe()
  const client = useQueryClient()
  const post = me.posts.find(({ role }) => CAMPAIGN_KEEPERS.includes(role))
  const keeps = useHolds(CAMPAIGN_KEEPERS)
  const [office, setOffice] = useState<ChosenOffice | null>(
    post === undefined ? null : { id: post.officeId, name: post.officeName },
  )
  const [year, setYear] = useState<number | null>(Number(me.now.slice(0, 4)) + 1)
  const ready = keeps && office !== null && year !== null
  const path = `/api/v1/years/${year ?? 0}/roll-over`
  const dry = useMutation({
    mutationFn: () => {
      const body = { officeId: office?.id, dryRun: true }
      return sendOnce<YearRollOver>({ name: `year-try/${newKey()}`, path, body })
    },
  })
  const make = useMutation({
    mutationFn: async () => {
      const body = { officeId: office?.id }
      const made = await sendOnce<YearRollOver>({ name: `year/${office?.id ?? ''}/${year ?? 0}`, path, body })
      await client.invalidateQueries({ queryKey: ['campaigns'] })
      say('Đã lập các đợt xét của năm mới.')
      return made
    },
  })
  const shown = make.data ?? dry.data
  const procedures = useQuery({
    queryKey: ['procedures'],
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
  const items = procedures.data?.items ?? []
  const nameOf = (id: string): string => items.find((one) => one.id === id)?.vi ?? ''
  const again = (): void => {
    dry.reset()
    make.reset()
  }
  return (
    <Page
      title="Chuyển sang năm mới"
      note="Lập mọi đợt xét của một năm theo năm trước, hoặc lập hết hoặc không lập gì. Đợt đã có thì giữ nguyên."
    >
      <section className="card stack" aria-label="Chọn">
        <OfficePicker
          label="Cơ quan chủ trì"
          value={office}
          onChange={(chosen) => {
            again()
            setOffice(chosen)
          }}
        />
        <YearField
          label="Năm mới"
          required
          value={year}
          onChange={(next) => {
            again()
            setYear(next)
          }}
        />
        <ProblemNote
          error={dry.error ?? make.error}
          names={{ officeId: 'Cơ quan chủ trì', year: 'Năm mới' }}
        />
        <div className="row">
          <Button disabled={!ready} loading={dry.isPending} onClick={() => dry.mutate()}>
            Xem thử
          </Button>
          <Button
            type="primary"
            disabled={!ready || dry.data === undefined || make.data !== undefined}
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            Lập các đợt xét
          </Button>
        </div>
        {dry.data === undefined ? <p className="muted small">Hãy xem thử trước khi lập.</p> : null}
      </section>
      {shown === undefined ? null : <Outcome shown={shown} year={year ?? 0} procedures={items} />}
      <YearSimulation
        key={`${office?.id ?? ''}/${year ?? ''}`}
        officeId={office?.id ?? null}
        year={year}
        nameOf={nameOf}
      />
    </Page>
  )
}

interface OutcomeProps {
  readonly shown: YearRollOver
  readonly year: number
  readonly procedures: readonly Schemas['ProcedureItem'][]
}

/** One line a campaign; what differs from the year before is folded under those where anything does. */
function Outcome({ shown, year, procedures }: OutcomeProps) {
  const fresh = shown.campaigns.filter(({ campaignId, exists }) => campaignId === null && exists === null)
  const same = shown.campaigns.filter(({ differences }) => differences.length === 0).length
  return (
    <section className="card stack" aria-labelledby="cac-dot">
      <h2 id="cac-dot">Các đợt xét của năm</h2>
      <p className="muted" role="status">
        {formatNumber(shown.campaigns.length)} đợt
        {fresh.length === 0 ? '' : `, ${formatNumber(fresh.length)} đợt sẽ lập`};{' '}
        {same === shown.campaigns.length
          ? 'không đợt nào khác năm trước ngoài năm'
          : `${formatNumber(shown.campaigns.length - same)} đợt có điểm khác năm trước`}
        .
      </p>
      <ul className="lines">
        {shown.campaigns.map((one) => {
          const procedure = procedures.find(({ id }) => id === one.procedureId)
          return (
            <li key={one.procedureId} className="line">
              <div className="grow">
                <strong>{procedure?.vi}</strong>
                {one.differences.length === 0 || procedure === undefined ? null : (
                  <Folded one={one} year={year} procedure={procedure} />
                )}
              </div>
              <Made one={one} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

interface FoldedProps {
  readonly one: YearRollOver['campaigns'][number]
  readonly year: number
  readonly procedure: Schemas['ProcedureItem']
}

/** What differs, named by the newest version of the procedure, which is read when it is asked for. */
function Folded({ one, year, procedure }: FoldedProps) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Khác năm trước ở {formatNumber(one.differences.length)} mục</summary>
      {open ? <Unfolded one={one} year={year} procedure={procedure} /> : null}
    </details>
  )
}

function Unfolded({ one, year, procedure: { id, vi, versions } }: FoldedProps) {
  const newest = useProcedure(id, versions[0]?.version ?? 1)
  return (
    <Read query={newest} loading={<Loading lines={2} />}>
      {(procedure) => (
        <Differences
          differences={one.differences}
          procedure={procedure}
          year={year}
          label={`Khác năm trước: ${vi}`}
        />
      )}
    </Read>
  )
}

function Made({ one }: { readonly one: YearRollOver['campaigns'][number] }) {
  const there = one.campaignId ?? one.exists
  if (there === null) return <span className="tag info">Sẽ lập</span>
  return (
    <Link to={`/quan-tri/dot-xet/${encodeURIComponent(there)}`}>
      {one.campaignId === null ? 'Đã có từ trước' : 'Đã lập'}
    </Link>
  )
}
