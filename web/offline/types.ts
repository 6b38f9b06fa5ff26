// What a browser keeps for work without a network: dossiers as they were last seen, what was found in the field, photos.
import type { Answer, CriteriaSheet } from '../../domain/body.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { SeenBasis } from '../client/act.ts'
import type { Schemas } from '../client/api.ts'
import type { Me } from '../client/session.ts'

export type Answers = Readonly<Record<string, Answer>>
export type Content = Schemas['ActionBody']
export type Inspection = Schemas['DossierState']['inspections'][number]

/** As much of a dossier's state as an inspection needs: no tasks, no signatures, nobody who has no part in it. */
export type KeptState = Pick<
  Schemas['DossierState'],
  | 'id'
  | 'year'
  | 'subject'
  | 'procedure'
  | 'path'
  | 'status'
  | 'step'
  | 'round'
  | 'contentHash'
  | 'sheet'
  | 'inspections'
  | 'assessments'
>

/** How a dossier looked at an instant. */
export interface Picture {
  readonly state: KeptState
  readonly subjectName: string
  /** Names of those who have inspected or assessed it. */
  readonly names: Readonly<Record<string, string>>
  readonly dueAt: string | null
  /** Whether this person may inspect it, or why not. */
  readonly allowed: Pick<Schemas['AllowedAction'], 'allowed' | 'code' | 'detail' | 'taskId'>
  /** Present content, self-assessment and inspections by their hash, as far as the person may read them. */
  readonly contents: Readonly<Record<string, Content>>
  /** By the API's clock. */
  readonly at: string
}

/** A dossier that a person has put on this device. */
export interface KeptDossier {
  /** `person/dossier`, the same as its work's. */
  readonly key: string
  readonly personId: string
  readonly dossierId: string
  readonly picture: Picture
  readonly procedure: Procedure
  readonly sheet: CriteriaSheet
}

/**
 * Where an inspection stands on its way: filled in, waiting for the network, held back because the dossier has changed or
 * refused by the API (both with what the inspector can do), or recorded.
 */
export type Stage = 'draft' | 'waiting' | 'changed' | 'refused' | 'sent'

/** Why the API said no. */
export interface Refused {
  readonly code: string
  readonly title: string
  readonly detail: Readonly<Record<string, unknown>>
  /** The photo that wasn't taken, where it is about one. */
  readonly photo: string | null
}

/** What goes out: made when the inspector pressed the button, and the same however often it is sent. */
export interface Outgoing {
  readonly key: string
  readonly basis: SeenBasis
  readonly body: Content
  /** It has gone out at least once: an answer may have been lost. */
  readonly tried: boolean
}

/** An inspection in the making: one for each person and dossier. */
export interface Work {
  readonly key: string
  readonly personId: string
  readonly dossierId: string
  /** Verdicts, points and notes; photos stand beside it. */
  readonly answers: Answers
  /** What the dossier was when the inspector looked at it. */
  readonly saw: Picture
  readonly stage: Stage
  readonly outgoing: Outgoing | null
  /** What it is now, where that differs. */
  readonly now: Picture | null
  readonly refused: Refused | null
  /** When the API received it, by its clock. */
  readonly receivedAt: string | null
}

export interface Photo {
  readonly id: string
  readonly work: string
  readonly personId: string
  readonly criterion: string
  /** Its place among the photos of the dossier. */
  readonly order: number
  readonly name: string
  readonly size: number
  /** Of the very bytes kept, in lower-case hexadecimal. */
  readonly sha256: string
  readonly data: Blob
}

/** Whose device it is while it is offline: without the token, which only the API gives. */
export interface KeptPerson {
  readonly me: Me
}
