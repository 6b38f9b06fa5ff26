// One dossier: where it stands and by when, who holds it, what the reader may do and why not the rest, what was written,
// and everything that happened.
import { Suspense, lazy, useEffect, useRef, useState } from 'react'
import { useParams } from 'react-router'
import type { Procedure } from '../../../domain/procedure.ts'
import { outcomeById } from '../../../domain/steps.ts'
import type { Schemas } from '../../client/api.ts'
import { useDossier, useProcedure, useSheet } from '../../client/queries.ts'
import { ActionDialog } from '../../components/act/ActionDialog.tsx'
import { AT_ONCE } from '../../components/act/parts.ts'
import { basisOf, useAct } from '../../components/act/useAct.ts'
import { giveFocusBack } from '../../components/focus.ts'
import { Page } from '../../components/Page.tsx'
import { DossierPapers } from '../../components/papers/DossierPapers.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { Read } from '../../components/States.tsx'
import { formatDay } from '../../i18n/format.ts'
import { statusLabel, subjectKindLabel } from '../../i18n/vi.ts'
import { Actions } from './Actions.tsx'
import { Basis, BasisChanged } from './Basis.tsx'
import { Checks } from './Checks.tsx'
import { Contents } from './Contents.tsx'
import { Counted } from './Counted.tsx'
import { Facts } from './Facts.tsx'
import { History } from './History.tsx'
import { OtherAwards } from './OtherAwards.tsx'
import { Returned } from './Returned.tsx'
import { SinceReturn } from './SinceReturn.tsx'
import { StepLine } from './StepLine.tsx'
import { YearLine } from './YearLine.tsx'

type Detail = Schemas['DossierDetail']

const KeepOnDevice = lazy(() => import('../../offline/KeepOnDevice.tsx'))

export default function Dossier() {
  const { id = '' } = useParams()
  const query = useDossier(id)
  return <Read query={query}>{(detail) => <WithProcedure detail={detail} />}</Read>
}

function WithProcedure({ detail }: { readonly detail: Detail }) {
  const { id, version } = detail.state.procedure
  const query = useProcedure(id, version)
  return <Read query={query}>{(procedure) => <Opened detail={detail} procedure={procedure} />}</Read>
}

const TONES = {
  draft: 'info',
  active: 'info',
  returned: 'warn',
  reserved: 'info',
  concluded: 'good',
  revoked: 'bad',
  withdrawn: '',
  lapsed: 'bad',
  terminated: 'bad',
} as const satisfies Record<Detail['state']['status'], string>

function Opened({ detail, procedure }: { readonly detail: Detail; readonly procedure: Procedure }) {
  const { state } = detail
  const sheet = useSheet(state.sheet)
  const [asking, setAsking] = useState<Schemas['AllowedAction'] | null>(null)
  const quick = useAct()
  useOpening(detail)
  const choose = (allowed: Schemas['AllowedAction']): void => {
    if (!AT_ONCE.includes(allowed.action)) {
      setAsking(allowed)
      return
    }
    const before = document.activeElement
    void quick
      .run({ dossierId: state.id, action: allowed.action, basis: basisOf(state, allowed.taskId) })
      // Once the new state is drawn: the button may be gone with what it did.
      .then(() => requestAnimationFrame(() => giveFocusBack(before)))
  }
  const outcome = state.outcome === null ? null : outcomeById(procedure, state.outcome)
  return (
    <Page
      title={detail.subjectName}
      note={`${procedure.vi}, năm ${state.year} · ${subjectKindLabel(state.subject.kind)}`}
      actions={<span className={`tag ${TONES[state.status]}`}>{statusLabel(state.status)}</span>}
    >
      {outcome === null ? null : (
        <p className={`note ${outcome.nature === 'granted' ? 'good' : 'warn'}`}>
          Kết quả: <strong>{outcome.vi}</strong>
          {state.closedAt === null ? '' : `, ngày ${formatDay(state.closedAt)}`}
        </p>
      )}
      <BasisChanged
        detail={detail}
        procedure={procedure}
        waiting={quick.waiting !== null}
        onChoose={choose}
      />
      <Returned detail={detail} procedure={procedure} sheet={sheet.data} />
      {detail.readsContent ? <SinceReturn detail={detail} procedure={procedure} sheet={sheet.data} /> : null}
      <ProblemNote error={quick.error} />
      <Actions detail={detail} procedure={procedure} waiting={quick.waiting !== null} onChoose={choose} />
      {detail.actions.some(({ action, allowed }) => action === 'inspect' && allowed) ? (
        <Suspense fallback={null}>
          <KeepOnDevice dossierId={state.id} subjectName={detail.subjectName} />
        </Suspense>
      ) : null}
      <StepLine detail={detail} procedure={procedure} />
      <div className="columns beside">
        <Facts detail={detail} procedure={procedure} />
        <div className="stack">
          <Contents detail={detail} procedure={procedure} />
          {detail.readsContent ? (
            <section className="card" aria-labelledby="van-ban">
              <h2 id="van-ban">Văn bản</h2>
              <DossierPapers dossierId={state.id} />
            </section>
          ) : null}
          <OtherAwards detail={detail} procedure={procedure} />
          <Counted detail={detail} procedure={procedure} />
          <Basis detail={detail} procedure={procedure} />
          <Checks detail={detail} procedure={procedure} sheet={sheet.data} />
          <History detail={detail} procedure={procedure} />
        </div>
        <YearLine detail={detail} procedure={procedure} />
      </div>
      {asking === null ? null : (
        <ActionDialog
          key={asking.action}
          detail={detail}
          procedure={procedure}
          sheet={sheet.data}
          allowed={detail.actions.find(({ action }) => action === asking.action) ?? asking}
          onClose={() => setAsking(null)}
        />
      )}
    </Page>
  )
}

/** Whoever holds it has opened it by looking at it: from now on the one before can't take it back unseen. */
function useOpening(detail: Detail): void {
  const { run } = useAct()
  const done = useRef('')
  const open = detail.actions.find(({ action, allowed }) => action === 'open' && allowed)
  const { state } = detail
  const which = open === undefined ? '' : `${state.id}/${open.taskId ?? ''}`
  useEffect(() => {
    if (which === '' || done.current === which || open === undefined) return
    done.current = which
    void run({ dossierId: state.id, action: 'open', basis: basisOf(state, open.taskId) }, true)
  }, [which])
}
