// What is known of one paper when its words are collected.
import type { Body } from '../../domain/body.ts'
import type { Id } from '../../domain/dossier.ts'
import type { PaperBody, PaperKind } from '../../domain/papers.ts'
import type { StepRule } from '../../domain/procedure.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Role, SigningForm } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'
import type { DossierOf, OfficeOf } from './names.ts'

/** One paper to be filled in. */
export interface Asked {
  readonly kind: PaperKind
  readonly step: StepRule
  /** An act after the end: `step` has its needs, and nothing that earlier steps wrote belongs to it. */
  readonly after?: true
  readonly body: PaperBody
  readonly office: OfficeOf
  readonly role: Role
  readonly number: number | null
  readonly signedBy: Id | null
  readonly form: SigningForm | null
  /** When it was signed; for a draft the present instant. */
  readonly at: Instant
  readonly draft: boolean
  /** What the act wrote; the step's last content where there is none. */
  readonly written: Body | null
  /** The act's line of the record, where there is one. */
  readonly event: Readonly<Record<string, unknown>>
}

export interface Collecting {
  readonly db: Queryable
  /** The pool whose library of procedures and sheets is used. */
  readonly pool: Queryable
  readonly publicUrl: string
  readonly dossier: DossierOf
  readonly asked: Asked
}
