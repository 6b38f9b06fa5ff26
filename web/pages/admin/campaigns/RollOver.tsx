// Next year's campaign out of this one: first what it would be and what differs, then planned.
import { Button } from 'antd'
import { Link } from 'react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Procedure } from '../../../../domain/procedure.ts'
import { newKey } from '../../../client/keys.ts'
import { sendOnce } from '../../../client/act.ts'
import type { Schemas } from '../../../client/api.ts'
import { ProblemNote } from '../../../components/Problem.tsx'
import { Differences } from './Differences.tsx'

interface Props {
  readonly campaign: Schemas['Campaign']
  readonly procedure: Procedure
}

export function RollOver({ campaign, procedure }: Props) {
  const client = useQueryClient()
  const path = `/api/v1/campaigns/${encodeURIComponent(campaign.id)}/roll-over`
  const dry = useMutation({
    mutationFn: () =>
      sendOnce<Schemas['RollOver']>({ name: `roll-over-try/${newKey()}`, path, body: { dryRun: true } }),
  })
  const make = useMutation({
    mutationFn: async () => {
      const made = await sendOnce<Schemas['RollOver']>({ name: `roll-over/${campaign.id}`, path, body: {} })
      await client.invalidateQueries({ queryKey: ['campaigns'] })
      return made
    },
  })
  const made = make.data?.campaign ?? null
  const there = made?.id ?? dry.data?.exists ?? null
  return (
    <section className="card stack" aria-labelledby="nam-sau">
      <div className="page-head">
        <h2 id="nam-sau">Đợt xét năm {campaign.year + 1}</h2>
        <Button loading={dry.isPending} onClick={() => dry.mutate()}>
          Xem thử đợt năm {campaign.year + 1}
        </Button>
      </div>
      <ProblemNote error={dry.error ?? make.error} names={{ year: 'Năm' }} />
      {dry.data === undefined ? (
        <p className="muted">Lập đợt năm sau theo đợt này, trên các bản mới nhất. Xem thử chưa lập gì cả.</p>
      ) : (
        <Differences
          differences={dry.data.differences}
          procedure={procedure}
          year={campaign.year + 1}
          label="Khác với đợt này"
        />
      )}
      {there !== null ? (
        <p className="note good" role="status">
          Đợt năm {campaign.year + 1} {made === null ? 'đã có' : 'đã được lập'}.{' '}
          <Link to={`/quan-tri/dot-xet/${encodeURIComponent(there)}`}>Mở đợt này</Link>
        </p>
      ) : dry.data === undefined ? null : (
        <div className="row">
          <Button type="primary" loading={make.isPending} onClick={() => make.mutate()}>
            Lập đợt năm {campaign.year + 1}
          </Button>
        </div>
      )}
    </section>
  )
}
