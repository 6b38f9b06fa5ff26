// The whole record of one dossier, line by line with its links, checked on the device; and the file that anybody can check
// without this system.
import { Button } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { useDossier, useHistory, useProcedure } from '../../client/queries.ts'
import { Page } from '../../components/Page.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Read } from '../../components/States.tsx'
import { formatMoment, formatNumber, formatSecond } from '../../i18n/format.ts'
import { ACTOR_KINDS, eventLabel, roleLabel } from '../../i18n/vi.ts'
import { proofPath } from '../ledger/words.ts'
import { stepName } from '../dossier/names.ts'
import { Access } from './Access.tsx'
import { Retention } from './Retention.tsx'
import { NoHashing, checkChain } from './chain.ts'
import type { ChainLine } from './chain.ts'

export default function Record() {
  const { id = '' } = useParams()
  const query = useDossier(id)
  return (
    <Read query={query}>
      {(detail) => (
        <Page
          title={`Sổ ghi: ${detail.subjectName}`}
          note={
            <span className="row">
              <Link to={`/ho-so/${encodeURIComponent(detail.state.id)}`}>Mở hồ sơ</Link>
              <Link to={proofPath(detail.state.id)}>Ai đã được thông báo</Link>
            </span>
          }
        >
          <Check id={detail.state.id} readsContent={detail.readsContent} />
          <Lines detail={detail} />
          <Access id={detail.state.id} />
          <Retention id={detail.state.id} concluded={detail.state.closedAt !== null} />
        </Page>
      )}
    </Read>
  )
}

async function exportOf(id: string): Promise<Readonly<Record<string, unknown>>> {
  return read(api.GET('/api/v1/dossiers/{id}/export', { params: { path: { id } } }))
}

function save(name: string, content: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

interface CheckProps {
  readonly id: string
  readonly readsContent: boolean
}

function Check({ id, readsContent }: CheckProps) {
  const check = useMutation({
    mutationFn: async () => {
      const file = await exportOf(id)
      const anchored = file['anchor'] !== null
      return { anchored, ...(await checkChain(file['events'] as readonly ChainLine[])) }
    },
  })
  const download = useMutation({ mutationFn: async () => save(`ho-so-${id}.json`, await exportOf(id)) })
  const { data } = check
  return (
    <section className="card stack" aria-label="Kiểm tra chuỗi">
      <div className="row no-print">
        <Button
          type="primary"
          disabled={!readsContent}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          Kiểm tra chuỗi
        </Button>
        <Button disabled={!readsContent} loading={download.isPending} onClick={() => download.mutate()}>
          Tải về để kiểm tra độc lập
        </Button>
      </div>
      {readsContent ? null : (
        <p className="muted">
          Sổ ghi đầy đủ chỉ dành cho người được đọc nội dung hồ sơ, như kiểm soát viên; quản trị viên xem được
          các dòng dưới đây.
        </p>
      )}
      {check.error instanceof NoHashing ? (
        <p className="note warn" role="alert">
          Trình duyệt chỉ kiểm tra được khi trang mở qua HTTPS. Hãy tải tệp về và kiểm tra bằng lệnh npm run
          verify.
        </p>
      ) : (
        <ProblemNote error={check.error ?? download.error} />
      )}
      {data === undefined ? null : data.broken === null ? (
        <p className="note good" role="status">
          Chuỗi nguyên vẹn: {formatNumber(data.lines)} dòng, mỗi dòng khớp nội dung và nối với dòng trước.{' '}
          {data.anchored ? 'Đã nằm trong gốc ký hằng ngày.' : 'Chưa nằm trong gốc ký hằng ngày.'}
        </p>
      ) : (
        <p className="note bad" role="alert">
          Chuỗi bị gãy ở dòng {formatNumber(data.broken.line)}: {data.broken.says}.
        </p>
      )}
    </section>
  )
}

function Lines({ detail }: { readonly detail: Schemas['DossierDetail'] }) {
  const history = useHistory(detail.state.id)
  const procedure = useProcedure(detail.state.procedure.id, detail.state.procedure.version)
  return (
    <section className="card" aria-labelledby="so-ghi">
      <h2 id="so-ghi">Từng dòng</h2>
      <Read query={history}>
        {({ items, names }) => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng các dòng">
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col" className="num">
                    Dòng
                  </th>
                  <th scope="col">Sự việc</th>
                  <th scope="col">Ai</th>
                  <th scope="col">Bước</th>
                  <th scope="col">Nhận lúc</th>
                  <th scope="col">Ghi lúc</th>
                  <th scope="col">Dấu</th>
                </tr>
              </thead>
              <tbody>
                {items.map((line) => (
                  <tr key={line.seq}>
                    <td className="num">{line.seq}</td>
                    <th scope="row">{eventLabel(line.type)}</th>
                    <td>
                      {line.actor.id === null
                        ? ACTOR_KINDS[line.actor.kind]
                        : (names[line.actor.id] ?? line.actor.id)}
                      {line.capacity === null ? null : (
                        <div className="muted small">{roleLabel(line.capacity.role)}</div>
                      )}
                    </td>
                    <td>
                      {procedure.data === undefined ? line.to.step : stepName(procedure.data, line.to.step)}
                    </td>
                    <td className="nowrap">{formatMoment(line.receivedAt)}</td>
                    <td className="nowrap">{formatSecond(line.recordedAt)}</td>
                    <td className="mono">{line.hash.slice(0, 12)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Read>
    </section>
  )
}
