// The templates that ship with the program, by kind: each becomes version 1 where none is published yet.
import type { PaperKind } from '../../../domain/papers.ts'
import type { TemplateSpec } from '../blocks.ts'
import { ASSIGNMENT_MINUTES } from './assignmentMinutes.ts'
import { CERTIFICATE } from './certificate.ts'
import { COMMENDATION } from './commendation.ts'
import { DECISION } from './decision.ts'
import { ESTIMATE } from './estimate.ts'
import { INSPECTION_MINUTES } from './inspectionMinutes.ts'
import { INVITATION } from './invitation.ts'
import { MEETING_MINUTES } from './meetingMinutes.ts'
import { NOTICE } from './notice.ts'
import { PLAN } from './plan.ts'
import { PROPOSAL } from './proposal.ts'
import { REGISTRATION } from './registration.ts'
import { REPORT } from './report.ts'
import { RETURN_LETTER } from './returnLetter.ts'
import { SCHEDULE } from './schedule.ts'
import { SELF_ASSESSMENT } from './selfAssessment.ts'
import { SETTLEMENT } from './settlement.ts'

export const SHIPPED_TEMPLATES: Readonly<Record<PaperKind, TemplateSpec>> = {
  proposal: PROPOSAL,
  decision: DECISION,
  notice: NOTICE,
  certificate: CERTIFICATE,
  registration: REGISTRATION,
  selfAssessment: SELF_ASSESSMENT,
  inspectionMinutes: INSPECTION_MINUTES,
  meetingMinutes: MEETING_MINUTES,
  assignmentMinutes: ASSIGNMENT_MINUTES,
  report: REPORT,
  plan: PLAN,
  returnLetter: RETURN_LETTER,
  invitation: INVITATION,
  estimate: ESTIMATE,
  settlement: SETTLEMENT,
  schedule: SCHEDULE,
  commendation: COMMENDATION,
}
