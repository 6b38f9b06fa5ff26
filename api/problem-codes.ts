// The stable codes that the API says no with, and the HTTP status of each. One table for the rulebook's refusals and
// one for what only HTTP can get wrong; both are complete by type, so that no code goes without a status.
import type { Refusal } from '../domain/vocabulary.ts'

/** HTTP status of each refusal of the rulebook: 403 who, 409 when (look again and it may work), 422 what was sent. */
export const REFUSAL_STATUS = {
  notInStatus: 409,
  notAtStep: 409,
  notYourTask: 403,
  notYourTurn: 409,
  notAuthorised: 403,
  alreadyActed: 409,
  dutiesApart: 403,
  conflictOfInterest: 403,
  basisChanged: 409,
  factsChanged: 409,
  reasonRequired: 422,
  needsUnmet: 422,
  fieldLocked: 422,
  fieldUnknown: 422,
  late: 409,
  notLate: 409,
  notDue: 409,
  notOpenYet: 409,
  campaignClosed: 409,
  unknownStep: 422,
  unknownTask: 422,
  unknownTarget: 422,
  alreadyOpened: 409,
  alreadyClaimed: 409,
  notClaimed: 409,
  reservedByBatch: 409,
  notReserved: 409,
  batchSigned: 409,
  batchNotSigned: 409,
  dateInPast: 422,
  notEligible: 422,
  delegationNotPassedOn: 403,
  quorumNotMet: 422,
  nothingToSettle: 409,
  ownInspection: 403,
  sheetMismatch: 422,
  wrongVersion: 409,
  alreadyExists: 409,
  keyReused: 422,
  invalid: 422,
} as const satisfies Record<Refusal, number>

/** HTTP status of what goes wrong before the rulebook is asked, or outside it. */
export const API_STATUS = {
  invalidRequest: 400,
  keyRequired: 400,
  unauthenticated: 401,
  badCredentials: 401,
  csrfMissing: 403,
  forbidden: 403,
  passwordChangeRequired: 403,
  selfGrant: 403,
  notFound: 404,
  versionConflict: 409,
  inUse: 409,
  duplicate: 409,
  notPlanned: 409,
  lastAdministrator: 409,
  clockNotStepped: 409,
  clockBusy: 409,
  clockGoesBack: 422,
  clockStuck: 503,
  payloadTooLarge: 413,
  unsupportedType: 415,
  passwordTooWeak: 422,
  unknownProcedure: 422,
  unknownOffice: 422,
  unknownPerson: 422,
  unknownName: 422,
  notPublished: 422,
  calendarFaulty: 422,
  roleNotHere: 422,
  tooManyRequests: 429,
  tooManyAttempts: 429,
  incident: 500,
  unavailable: 503,
} as const

export type ApiCode = keyof typeof API_STATUS
export type ProblemCode = ApiCode | Refusal

/** HTTP status of any problem code. */
export const PROBLEM_STATUS: Record<ProblemCode, number> = { ...REFUSAL_STATUS, ...API_STATUS }
