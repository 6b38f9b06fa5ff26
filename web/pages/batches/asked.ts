// What is asked for many dossiers at once, as the form holds it and as the API takes it. Pure.
import { ACTION_RULES } from '../../../domain/table.ts'
import type { Action } from '../../../domain/vocabulary.ts'

/** Actions offered for many: those that mean the same for every dossier. */
export const OFFERED = [
  'approve',
  'submit',
  'return',
  'reject',
  'claim',
  'release',
  'transfer',
  'urge',
  'markRead',
  'extend',
  'acceptLate',
  'terminate',
] as const satisfies readonly Action[]

/** One legal act over all of them, instead of the same action for each. */
export const DECISIONS = {
  'decision-approve': { label: 'Ký một quyết định chung: chấp thuận', verdict: 'approve' },
  'decision-reject': { label: 'Ký một quyết định chung: không chấp thuận', verdict: 'reject' },
} as const

export const needsReason = (action: Action): boolean => ACTION_RULES[action].reason

export interface Asked {
  /** A member of OFFERED, or a key of DECISIONS. */
  readonly what: string
  readonly reason: string
  readonly toStep: string
  readonly until: string | null
  readonly signerId: string
  readonly target: {
    readonly officeId?: string
    readonly officeName?: string
    readonly role?: string
    readonly personId?: string
  }
}

export const NO_ASK: Asked = { what: '', reason: '', toStep: '', until: null, signerId: '', target: {} }

const offered = (what: string): (typeof OFFERED)[number] | null => OFFERED.find((one) => one === what) ?? null

const decision = (what: string): (typeof DECISIONS)[keyof typeof DECISIONS] | null =>
  (DECISIONS as Readonly<Record<string, (typeof DECISIONS)[keyof typeof DECISIONS]>>)[what] ?? null

/** What has yet to be filled in. */
export function missingIn({ what, reason, toStep, until, signerId, target }: Asked): string[] {
  const act = offered(what)
  const verdict = decision(what)?.verdict
  const wants = {
    reason: verdict === 'reject' || (act !== null && needsReason(act)),
    toStep: act === 'return',
    until: act === 'extend' || act === 'acceptLate',
    signerId: verdict !== undefined,
    target: act === 'transfer',
  }
  const has = {
    reason: reason.trim() !== '',
    toStep: toStep !== '',
    until: until !== null,
    signerId: signerId !== '',
    target: target.officeId !== undefined && (target.role !== undefined || target.personId !== undefined),
  }
  return (Object.keys(wants) as (keyof typeof wants)[]).filter((one) => wants[one] && !has[one])
}

/** The request's body: always to be looked at first. */
export function requestOf(asked: Asked, dossierIds: readonly string[]): object {
  const reason = asked.reason.trim()
  const body = reason === '' ? {} : { body: { reason } }
  const chosen = decision(asked.what)
  if (chosen !== null) {
    const { verdict } = chosen
    const words = verdict === 'reject' ? body : {}
    return { kind: 'decision', verdict, signerId: asked.signerId, dossierIds, ...words }
  }
  const action = offered(asked.what)
  if (action === null) throw new Error(`${asked.what}: not an action for many`)
  return {
    kind: 'action',
    action,
    dryRun: true,
    dossierIds,
    args: argsOf(action, asked),
    ...(needsReason(action) ? body : {}),
  }
}

function argsOf(action: (typeof OFFERED)[number], { toStep, until, target }: Asked): object {
  switch (action) {
    case 'return':
      return { toStep }
    case 'extend':
    case 'acceptLate':
      return { until }
    case 'transfer':
      return {
        toOfficeId: target.officeId,
        ...(target.role === undefined ? {} : { toRole: target.role }),
        ...(target.personId === undefined ? {} : { toPersonId: target.personId }),
      }
    default:
      return {}
  }
}
