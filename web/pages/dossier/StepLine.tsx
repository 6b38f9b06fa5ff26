// The way of the dossier as a picture drawn from the procedure's data: every step of its path in order, what is done, where
// it stands, what comes, who acts there, and where a return leads back to.
import { ROLE_SEATS } from '../../../domain/checker/seats.ts'
import type { Procedure, StepRule } from '../../../domain/procedure.ts'
import { pathById, returnTargets, stepById } from '../../../domain/steps.ts'
import type { Level, OfficeKind, Role } from '../../../domain/vocabulary.ts'
import type { Schemas } from '../../client/api.ts'
import { levelLabel, roleLabel } from '../../i18n/vi.ts'

interface Props {
  readonly detail: Schemas['DossierDetail']
  readonly procedure: Procedure
}

type Place = 'done' | 'here' | 'coming' | 'skipped'

const WORDS = {
  done: 'đã qua',
  here: 'đang ở đây',
  coming: 'sắp tới',
  skipped: 'không qua',
} as const satisfies Record<Place, string>

export function StepLine({ detail, procedure }: Props) {
  const { state } = detail
  const path = pathById(procedure, state.path)
  if (path === null) return null
  const here = path.steps.indexOf(state.step)
  const over = state.closedAt !== null
  const placeOf = (index: number): Place => {
    if (index === here) return over ? 'done' : 'here'
    if (index > here && !over) return 'coming'
    // Where ways fork, the steps of the others were never entered.
    return state.rounds[path.steps[index] ?? ''] === undefined ? 'skipped' : 'done'
  }
  return (
    <section className="card" aria-labelledby="duong-di">
      <h2 id="duong-di">Đường đi của hồ sơ</h2>
      <ol className="step-line">
        {path.steps.map((id, index) => {
          const step = stepById(procedure, id)
          if (step === null) return null
          const place = placeOf(index)
          return (
            <li key={id} className={`step ${place}`} aria-current={place === 'here' ? 'step' : undefined}>
              <span className="step-mark" aria-hidden="true">
                {place === 'done' ? '✓' : place === 'skipped' ? '–' : index + 1}
              </span>
              <div>
                <div className="step-name">
                  {step.vi} <span className="sr">({WORDS[place]})</span>
                </div>
                <div className="muted small">{whoOf(step)}</div>
                <Beside step={step} state={state} place={place} names={returnNames(procedure, path, step)} />
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** Whether offices of several levels have the role, so that its name alone doesn't say where its holder sits. */
const isAtSeveral = (role: Role): boolean =>
  new Set(ROLE_SEATS[role].map((kind) => OF_LEVEL[kind] ?? 'unit')).size > 1

const OF_LEVEL: Readonly<Partial<Record<OfficeKind, Level>>> = {
  commune: 'commune',
  province: 'province',
  department: 'province',
  ministry: 'ministry',
}

/** Who acts, each role once, and how several make one result. */
function whoOf({ parties, signing }: StepRule): string {
  const who = parties.map(({ role, level }) =>
    level === 'unit' || !isAtSeveral(role)
      ? roleLabel(role)
      : `${roleLabel(role)} ${levelLabel(level).toLowerCase()}`,
  )
  const how = {
    one: '',
    any: ' · một người ký',
    inTurn: ' · ký lần lượt',
    all: ' · cùng ký',
    weighted: ' · biểu quyết có trọng số',
    quorum: ' · biểu quyết tập thể',
  } as const satisfies Record<StepRule['signing']['mode'], string>
  return `${[...new Set(who)].join(', ')}${how[signing.mode]}`
}

function returnNames(
  procedure: Procedure,
  path: Parameters<typeof returnTargets>[0],
  step: StepRule,
): string[] {
  return returnTargets(path, step).map((id) => stepById(procedure, id)?.vi ?? id)
}

interface BesideProps {
  readonly step: StepRule
  readonly state: Schemas['DossierState']
  readonly place: Place
  readonly names: readonly string[]
}

function Beside({ step, state, place, names }: BesideProps) {
  const rounds = state.rounds[step.id] ?? 0
  const back = place === 'here' && names.length > 0 ? `Trả lại được về: ${names.join('; ')}` : ''
  const again = rounds > 1 ? `Lần thứ ${rounds}` : ''
  const asked = state.returned?.from === step.id ? 'Đã trả lại từ bước này' : ''
  const texts = [again, asked, back].filter((one) => one !== '')
  return texts.length === 0 ? null : <div className="muted small">{texts.join(' · ')}</div>
}
