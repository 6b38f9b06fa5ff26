// The closed word lists of the rulebook: every status, action, role, level, kind, event and refusal that exists.
// Each list is a union type and a value, so that a missing case fails to compile. Labels: domain/glossary.ts.

/** Where a dossier is in its life. Position (step, round) is data beside it; there is never one status per role. */
export const STATUSES = [
  'draft', // not yet in the record: only its first act can make it real
  'active',
  'returned', // with the originator or an earlier step for correction; the returner's clock stands still
  'reserved', // held by one batch decision; nothing else moves it
  'concluded',
  'revoked',
  'withdrawn',
  'lapsed',
  'terminated',
] as const
export type Status = (typeof STATUSES)[number]

/** Statuses in which a workflow runs for the dossier. */
export const OPEN_STATUSES = ['active', 'returned', 'reserved'] as const satisfies readonly Status[]

/** What a person, the clock or a batch may ask for. Imperative; the event is the past tense. */
export const ACTIONS = [
  'submit',
  'approve',
  'reject',
  'abstain',
  'recuse',
  'return',
  'recordMeeting',
  'inspect',
  'settleInspection',
  'assess',
  'open',
  'claim',
  'release',
  'transfer',
  'entrust',
  'giveOpinion',
  'recallEntrusted',
  'addSigner',
  'removeSigner',
  'takeBack',
  'copy',
  'markRead',
  'urge',
  'ask',
  'answer',
  'withdraw',
  'acceptLate',
  'extend',
  'lapse',
  'jump',
  'terminate',
  'reopen',
  'revoke',
  'maintain',
  'correct',
  'adoptVersion',
  'reserve',
  'unreserve',
  'applyDecision',
  'markBasis',
  'handOut',
  'keepDecision', // last: saved sets of actions count by place
] as const
export type Action = (typeof ACTIONS)[number]

/** What a person is in an office, from a date to a date (domain.md Part 3). */
export const ROLES = [
  'unitHead',
  'unitOfficer',
  'residentialHead',
  'communePolice',
  'communeChair',
  'communeViceChair',
  'communeOffice',
  'cultureSocial',
  'finance',
  'committeeHead',
  'committeeMember',
  'fatherlandFront',
  'inspector',
  'provinceStaff',
  'policeDirector',
  'policeDeputyDirector',
  'provinceChair',
  'provinceViceChair',
  'recordsOfficer',
  'department',
  'ministry',
  'partyCell',
  'administrator',
  'auditor',
] as const
export type Role = (typeof ROLES)[number]

/** Roles that sign or decide: an administrator can't grant himself one of these. */
export const DECIDING_ROLES = [
  'communePolice',
  'communeChair',
  'communeViceChair',
  'committeeHead',
  'committeeMember',
  'inspector',
  'provinceStaff',
  'policeDirector',
  'policeDeputyDirector',
  'provinceChair',
  'provinceViceChair',
  'ministry',
] as const satisfies readonly Role[]

/** The office of a dossier that a party sits in; resolved from the subject's place in the tree. */
export const LEVELS = ['unit', 'commune', 'province', 'ministry'] as const
export type Level = (typeof LEVELS)[number]

/** Subjects that are offices themselves. */
export const OFFICE_SUBJECTS = [
  'commune',
  'agency',
  'enterprise',
  'school',
  'residentialArea',
  'department',
  'province',
] as const
export type OfficeSubject = (typeof OFFICE_SUBJECTS)[number]

/** Subjects that an office owns. The list is closed, and nothing on it is a record about a person. */
export const MATTER_KINDS = [
  'model',
  'commitment',
  'coordination',
  'committee',
  'feedback',
  'dispute',
  'award',
  'plan',
  'duty',
  'report',
  'event',
  'expense',
] as const
export type MatterKind = (typeof MATTER_KINDS)[number]

/** Where a matter is in its own life, which spans the dossiers of many years. */
export const MATTER_STATUSES = ['draft', 'active', 'ended'] as const
export type MatterStatus = (typeof MATTER_STATUSES)[number]

/** What a dossier can be about: an office, or a matter that an office owns. */
export const SUBJECT_KINDS = [...OFFICE_SUBJECTS, ...MATTER_KINDS] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

/** Office kinds of the tree ministry → province → commune → unit. */
export const OFFICE_KINDS = [
  'ministry',
  'province',
  'department',
  'commune',
  'agency',
  'enterprise',
  'school',
  'residentialArea',
] as const
export type OfficeKind = (typeof OFFICE_KINDS)[number]

/** In whose name a signature stands (NĐ 30/2020 Đ.13): for the collective, as a deputy, by written delegation, by order. */
export const SIGNING_FORMS = ['TM', 'KT', 'TUQ', 'TL'] as const
export type SigningForm = (typeof SIGNING_FORMS)[number]

/** One line of the record, past tense. Every action has its own; the rest are consequences. */
export const EVENT_TYPES = [
  'submitted',
  'approved',
  'rejected',
  'abstained',
  'recused',
  'returned',
  'meetingRecorded',
  'inspected',
  'inspectionSettled',
  'assessed',
  'opened',
  'claimed',
  'released',
  'transferred',
  'entrusted',
  'opinionGiven',
  'entrustedRecalled',
  'signerAdded',
  'signerRemoved',
  'takenBack',
  'copied',
  'read',
  'urged',
  'asked',
  'answered',
  'withdrawn',
  'lateAccepted',
  'extended',
  'lapsed',
  'jumped',
  'terminated',
  'reopened',
  'revoked',
  'maintained',
  'corrected',
  'versionAdopted',
  'reserved',
  'unreserved',
  'decisionApplied',
  'basisMarked',
  'handedOut',
  'decisionKept',
  'stepEntered',
  'numbered',
  'certificateIssued',
  'concluded',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** Why the rulebook says no. A value with a code, never an exception; texts are in the glossary. */
export const REFUSALS = [
  'notInStatus', // the table has no such cell for the dossier's status
  'notAtStep', // the step's data doesn't offer this action
  'notYourTask', // the actor holds no open task here, in no capacity
  'notYourTurn', // signing in turn: someone before has not signed
  'notAuthorised', // the actor's roles don't allow this action at all
  'alreadyActed', // this person has already acted in this task round
  'dutiesApart', // who acted at an earlier step may not act here
  'conflictOfInterest', // the person recused, or acts on his own unit
  'basisChanged', // step, round, content or the actor's own task changed since the person looked
  'factsChanged', // what the decision counted changed between check and commit; passing, tried again
  'reasonRequired',
  'needsUnmet', // content, documents, criteria or prior results are missing; detail lists them
  'sumTooLarge', // a sum that the rule counts, or a column of a table, is beyond what can be counted exactly
  'fieldLocked', // a return named what to mend; something else was changed
  'fieldUnknown',
  'late', // past the step's due instant where lateness closes the door
  'notLate', // acceptLate or lapse asked while the due instant has not passed
  'notDue', // a timer fired for a step, round or instant that no longer holds
  'notOpenYet', // before the campaign opens, or after it closed
  'campaignClosed',
  'unknownStep',
  'unknownTask',
  'unknownTarget', // the office, person or role named doesn't exist or holds no such role
  'alreadyOpened', // take back after the next one opened it
  'alreadyClaimed',
  'notClaimed',
  'reservedByBatch',
  'notReserved',
  'batchSigned', // a reservation can't be given back once the decision is signed
  'batchNotSigned',
  'dateInPast',
  'notEligible',
  'delegationNotPassedOn', // what was delegated can't be delegated or entrusted as one's own
  'quorumNotMet', // a meeting without enough members present
  'nothingToSettle',
  'ownInspection', // the second blind inspector must be another person
  'sheetMismatch', // answers for another sheet or version than the dossier's
  'wrongVersion', // the procedure version named isn't the newest published one
  'alreadyExists', // a dossier of this campaign and subject is there
  'keyReused', // the command id came with another request
  'invalid', // a value of the wrong shape reached the rulebook; detail names it
] as const
export type Refusal = (typeof REFUSALS)[number]

/** Refusals that are not recorded under their command id: the same command may succeed a moment later. */
export const PASSING_REFUSALS = ['factsChanged'] as const satisfies readonly Refusal[]
