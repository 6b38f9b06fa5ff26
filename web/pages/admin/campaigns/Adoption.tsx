// A newer version of the procedure taken up by a campaign for dossiers to come; first what it and open dossiers would have
// otherwise.
import { Button } from 'antd'
import { Link } from 'react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Procedure } from '../../../../domain/procedure.ts'
import { stepById } from '../../../../domain/steps.ts'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'
import { ProblemNote } from '../../../components/Problem.tsx'
import { say } from '../../../components/toast.tsx'
import { formatMoment, formatNumber } from '../../../i18n/format.ts'
import { actionLabel } from '../../../i18n/vi.ts'
import { DifferenceTable } from '../common/DifferenceTable.tsx'

type Adopted = Schemas['Adoption']

interface Props {
  readonly campaign: Schemas['Campaign']
  readonly procedure: Procedure
}

export function Adoption({ campaign, procedure }: Props) {
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
          <DifferenceTable
            differences={data.difference}
            label={`Bản ${data.from} và bản ${data.to}`}
            procedure={procedure}
          />
          <OpenDossiers adoption={data} procedure={procedure} />
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

interface OpenProps {
  readonly adoption: Adopted
  readonly procedure: Procedure
}

function OpenDossiers({ adoption, procedure }: OpenProps) {
  const { open, dossiers } = adoption
  if (open === 0) return <p className="muted">Không có hồ sơ đang giải quyết theo bản cũ.</p>
  return (
    <>
      <p>
        {formatNumber(open)} hồ sơ đang giải quyết vẫn theo bản cũ cho đến khi từng hồ sơ được chuyển, bằng
        thao tác “{actionLabel('adoptVersion')}” ở trang của hồ sơ. Nếu chuyển:
      </p>
      <ul className="lines">
        {dossiers.map((one) => (
          <li key={one.dossierId} className="line">
            <div className="grow">
              <Link to={`/ho-so/${encodeURIComponent(one.dossierId)}`}>{one.subjectName}</Link>
              <div className="muted small">{stepById(procedure, one.step)?.vi ?? one.step}</div>
            </div>
            <span className="small">{changesOf(one)}</span>
          </li>
        ))}
      </ul>
      {dossiers.length < open ? (
        <p className="muted">Trên đây là {formatNumber(dossiers.length)} hồ sơ đầu tiên.</p>
      ) : null}
    </>
  )
}

/** What a dossier would have otherwise, in a line. */
function changesOf({ due, needs, lost }: Adopted['dossiers'][number]): string {
  const at = (instant: string | null): string => (instant === null ? 'không có hạn' : formatMoment(instant))
  const parts = [
    due.before === due.after ? '' : `Hạn: ${at(due.before)} → ${at(due.after)}`,
    needs.added.length === 0 ? '' : `thêm ${formatNumber(needs.added.length)} điều kiện`,
    needs.gone.length === 0 ? '' : `bớt ${formatNumber(needs.gone.length)} điều kiện`,
    lost.length === 0 ? '' : 'không chuyển được: bản mới không còn bước của hồ sơ',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Không có gì khác' : parts.join(' · ')
}
