// One cell of the table as a scenario: where the dossier stands, what is asked for, and what that does, in short words.
import type { Effect } from '../../../domain/command.ts'
import type { DossierState } from '../../../domain/dossier.ts'
import type { TABLE } from '../../../domain/table.ts'
import type { Action, Status } from '../../../domain/vocabulary.ts'
import { aProcedure, run, world } from '../../support/rulebook.ts'
import type { Act, Played, World } from '../../support/rulebook.ts'

/** What an accepted act did: where the dossier stands, who is asked to act, which lines were written, what is set off. */
export interface Done {
  readonly at: string
  readonly open: readonly string[]
  readonly events: readonly string[]
  readonly effects: readonly string[]
}

export interface Scenario {
  readonly rule: string
  readonly before: () => DossierState | null
  readonly act: Act
  readonly done: Done
  readonly outside?: World
}

/** Exactly the cells that the table says yes to: one missing, or one too many, doesn't compile. */
export type Cells = {
  readonly [S in Status]: {
    readonly [A in Action as (typeof TABLE)[S][A] extends true ? A : never]: Scenario
  }
}

export function cell(
  rule: string,
  before: () => DossierState | null,
  act: Act,
  done: Done,
  outside?: World,
): Scenario {
  return { rule, before, act, done, ...(outside === undefined ? {} : { outside }) }
}

function effectInWords(effect: Effect): string {
  switch (effect.kind) {
    case 'notify': {
      const { officeId, role, personId } = effect.to
      return `${effect.notice} → ${[officeId, role, personId].filter((part) => part !== null).join('/')}`
    }
    case 'giveNumber':
      return `number of ${effect.register} ${effect.year} in ${effect.officeId}`
    case 'issueCertificate':
      return `certificate under ${effect.register}`
    case 'revokeCertificate':
      return 'certificate revoked'
    case 'recordResult':
      return `result ${effect.result.kind} ${effect.year}: ${effect.result.value ?? 'none'}`
    case 'setSubject':
      return `subject ${effect.status}`
    case 'assignParts':
      return `assigned ${effect.parts.map(({ id }) => id).join('+')}`
    case 'recordCounted':
      return `counted ${effect.need} ${effect.year}: ${effect.having}/${effect.total}`
  }
}

/** The dossier's open tasks: kind, first role or person, and who has claimed it. */
export function openTasks({ tasks }: DossierState): string[] {
  return tasks
    .filter(({ state }) => state === 'open')
    .map(({ kind, assignee, claimedBy }) =>
      [kind, assignee.personId ?? assignee.roles[0], ...(claimedBy === null ? [] : [`of ${claimedBy}`])].join(
        ' ',
      ),
    )
}

export function inWords({ state, events, effects }: Played): Done {
  return {
    at: `${state.status} ${state.step}.${state.round}`,
    open: openTasks(state),
    events: events.map(({ type }) => type),
    effects: effects.map(effectInWords),
  }
}

export function play({ before, act, outside }: Scenario): Played {
  return run(aProcedure(), [act], before(), outside ?? world())
}
