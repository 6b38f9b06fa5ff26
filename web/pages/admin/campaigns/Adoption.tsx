// A newer version of the procedure taken up by a campaign for dossiers to come; first what it and open dossiers would have
// otherwise.
import { Button } from 'antd'
import { Link } from 'react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { ProblemNote } from '../../../components/Problem.tsx'
import { say } from '../../../components/toast.tsx'
import { formatMoment, formatNumber } from '../../../i18n/format.ts'
import { DifferenceTable } from '../common/DifferenceTable.tsx'

type Adopted = Schemas['Adoption']

export function Adoption({ campaign }: { readonly campaign: Schemas['Campaign'] }) {
  const client = useQueryClient()
  const ask = async (dryRun: boolean): Promise<Adopted> => {
    const { items } = await read(api.GET('/api/v1/procedures'))
    const newest = items.find(({ id }) => id === campaign.procedure.id)?.versions[0]
    const params = { path: { id: campaign.id } }
    const body = { version: newest?.version ?? campaign.procedure.version, dryRun }
    return read(api.POST('/api/v1/campaigns/{id}/adoption', { params, body }))
  }
  const preview = useMutation({ mutationFn: () => ask(true) })
  const adopt = useMutation({
    mutationFn: async () => {
      const adopted = await ask(false)
      await client.invalidateQueries({ queryKey: ['campaign', campaign.id] })
      preview.reset()
      say(`Đợt xét theo bản ${adopted.to} của quy trình cho hồ sơ lập từ nay.`)
    },
  })
  const { data } = preview
  return (
    <section className="card stack" aria-labelledby="ban-moi">
      <div className="page-head">
        <h2 id="ban-moi">Bản mới của quy trình</h2>
        <Button loading={preview.isPending} onClick={() => preview.mutate()}>
          Xem bản mới khác gì
        </Button>
      </div>
      <ProblemNote error={preview.error ?? adopt.error} />
      {data === undefined ? (
        <p className="muted">Đợt đang theo bản {campaign.procedure.version}.</p>
      ) : data.from === data.to ? (
        <p className="note good" role="status">
          Đợt đang theo bản mới nhất (bản {data.to}).
        </p>
      ) : (
        <>
          <DifferenceTable differences={data.difference} label={`Bản ${data.from} và bản ${data.to}`} />
          <OpenDossiers adoption={data} />
          <div className="row">
            <Button type="primary" loading={adopt.isPending} onClick={() => adopt.mutate()}>
              Theo bản {data.to} cho hồ sơ lập từ nay
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function OpenDossiers({ adoption }: { readonly adoption: Adopted }) {
  if (adoption.open === 0) return <p className="muted">Không có hồ sơ đang giải quyết theo bản cũ.</p>
  const due = (at: string | null): string => (at === null ? 'không có hạn' : formatMoment(at))
  return (
    <>
      <p>
        {formatNumber(adoption.open)} hồ sơ đang giải quyết vẫn theo bản cũ cho đến khi từng hồ sơ được
        chuyển. Nếu chuyển:
      </p>
      <ul className="lines">
        {adoption.dossiers.map((one) => (
          <li key={one.dossierId} className="line">
            <Link className="grow" to={`/ho-so/${encodeURIComponent(one.dossierId)}`}>
              Hồ sơ {one.dossierId}
            </Link>
            <span className="small">
              Hạn: {due(one.due.before)} → {due(one.due.after)}
              {one.lost.length === 0 ? '' : ' · có nội dung không còn chỗ'}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
