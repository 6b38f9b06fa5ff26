// Registers ("sổ") of things that last or must be followed to their end: commitments, coordination programmes, the
// committee's make-up, feedback from the public, disputes. None of their rules was found beyond the seeds' rows; names
// of matters are neutral, with nobody's name in them. Each stands in a file of its own beside this one.
import type { Procedure } from '../domain/procedure.ts'
import { COMMITMENT } from './so/commitment.ts'
import { COMMITTEE } from './so/committee.ts'
import { COORDINATION } from './so/coordination.ts'
import { DISPUTE } from './so/dispute.ts'
import { FEEDBACK } from './so/feedback.ts'

/** Signing a commitment on security and order. */
export const CAM_KET: Procedure = COMMITMENT
/** A programme of coordination between the police and another body. */
export const PHOI_HOP: Procedure = COORDINATION
/** Constituting the steering committee, with its members' areas. */
export const KIEN_TOAN: Procedure = COMMITTEE
/** What the public reported, to its answer. */
export const PHAN_ANH: Procedure = FEEDBACK
/** A dispute among the people, to its settlement. */
export const HOA_GIAI: Procedure = DISPUTE
