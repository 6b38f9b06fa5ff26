// Everything that happened to the dossier, the last first: who, in whose name, when it was received, what was written.
import { useState } from 'react'
import { Link } from 'react-router'
import type { Need, Procedure } from '../../../domain/procedure.ts'
import type { Schemas } from '../../client/api.ts'
import { useContent, useHistory } from '../../client/queries.ts'
import { Read } from '../../components/States.tsx'
import { formatMoment } from '../../i18n/format.ts'
import { ACTOR_KINDS, eventLabel, roleLabel, signingFormLabel } from '../../i18n/vi.ts'
import { proofPath } from '../ledger/words.ts'
import { Written } from './Written.tsx'
import { stepName } from './names.ts'

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
}

type Line = Schemas['HistoryLine']

const SHOWN = 12

export function History({ detail, procedure }: Props) {
  const history = useHistory(detail.state.id)
  const [all, setAll] = useState(false)
  return (
    <section className="card" aria-labelledby="dien-bien">
      <h2 id="dien-bien">Diễn biến</h2>
      <Read query={history}>
        {({ items, names }) => {
          const lines = [...items].reverse()
          return (
            <>
              <ol className="lines">
                {(all ? lines : lines.slice(0, SHOWN)).map((line, index) => (
                  <LineOf
                    key={line.seq}
                    line={line}
                    entered={lines[index - 1]?.type === 'stepEntered'}
                    said={line.bodyHash !== null && lines[index + 1]?.bodyHash === line.bodyHash}
                    names={names}
                    detail={detail}
                    procedure={procedure}
                  />
                ))}
              </ol>
              {lines.length > SHOWN && !all ? (
                <button type="button" className="link-button" onClick={() => setAll(true)}>
                  Xem tất cả {lines.length} dòng
                </button>
              ) : null}
            </>
          )
        }}
      </Read>
      <p className="row no-print">
        <Link to={`/kiem-soat/${encodeURIComponent(detail.state.id)}`}>Sổ ghi đầy đủ</Link>
        <Link to={proofPath(detail.state.id)}>Ai đã được thông báo</Link>
      </p>
    </section>
  )
}

interface LineProps extends Props {
  readonly line: Line
  /** The line after it says which step was entered. */
  readonly entered: boolean
  /** What was written stands with the line before, which brought this one about. */
  readonly said: boolean
  readonly names: Readonly<Record<string, string>>
}

function LineOf({ line, entered, said, names, detail, procedure }: LineProps) {
  const who =
    line.actor.id === null
      ? ACTOR_KINDS[line.actor.kind]
      : (names[line.actor.id] ?? ACTOR_KINDS[line.actor.kind])
  const as = line.capacity === null ? '' : `${roleLabel(line.capacity.role)}`
  const moved = !entered && line.from !== null && line.from.step !== line.to.step
  return (
    <li className="line">
      <div className="grow">
        <strong>
          {eventLabel(line.type)}
          {line.type === 'stepEntered' ? `: ${stepName(procedure, line.to.step)}` : ''}
        </strong>
        {line.late ? <span className="tag bad">quá hạn</span> : null}
        <div className="small">
          {who}
          {as === '' ? '' : `, ${as}`}
          {line.onBehalfOf === null ? '' : `, thay ${names[line.onBehalfOf] ?? ''}`}
          {line.form === null ? '' : ` · ${signingFormLabel(line.form)}`}
        </div>
        {moved ? (
          <div className="muted small">
            {stepName(procedure, line.from?.step ?? '')} → {stepName(procedure, line.to.step)}
          </div>
        ) : null}
        {line.bodyHash === null || said || !detail.readsContent ? null : (
          <Words dossierId={detail.state.id} hash={line.bodyHash} needs={needsOf(line.type, procedure)} />
        )}
      </div>
      <time className="muted small nowrap" dateTime={line.receivedAt}>
        {formatMoment(line.receivedAt)}
      </time>
    </li>
  )
}

/** What an act after the end had to say besides its reason: the ground of an annulment and what was taken back. */
function needsOf(type: Line['type'], { after }: Procedure): readonly Need[] {
  if (type === 'revoked') return after.revoke?.needs ?? []
  return type === 'handedOut' ? (after.handOut?.needs ?? []) : []
}

interface WordsProps {
  readonly dossierId: string
  readonly hash: string
  readonly needs: readonly Need[]
}

/** The reason or opinion that was written with a line, and what the act asked for. */
function Words({ dossierId, hash, needs }: WordsProps) {
  const { data } = useContent(dossierId, hash)
  const words = [data?.reason, data?.text].filter((one) => one !== undefined && one !== '')
  return (
    <>
      {words.length === 0 ? null : <blockquote className="pre small">{words.join('\n')}</blockquote>}
      {data === undefined || needs.length === 0 ? null : (
        <Written dossierId={dossierId} needs={needs} body={data} />
      )}
    </>
  )
}
