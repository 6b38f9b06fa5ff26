// The API's "no": RFC 9457 problems with a stable `code`, an HTTP status and a Vietnamese sentence.
// A refusal is thrown here only as the last step towards the reply: below the API it is a value.
import { PROBLEM_STATUS } from './problem-codes.ts'
import type { ProblemCode } from './problem-codes.ts'
import { problemText } from './problem-texts.ts'
import type { Refusal } from '../domain/vocabulary.ts'

/** One fault of a request: the field's path with dots, and what is wrong with it. */
export interface FieldError {
  readonly field: string
  readonly code: string
  readonly message: string
}

export interface ProblemParts {
  /** Path of the field at fault, with dots. */
  readonly field?: string
  readonly errors?: readonly FieldError[]
  /** Ids and codes that say what exactly; never free text or personal data. */
  readonly params?: Readonly<Record<string, unknown>>
  /** The present position of the dossier, or the version that stands, for whoever has to look again. */
  readonly current?: unknown
  readonly incident?: string
  readonly retryAfterSeconds?: number
}

/** An answer that is a refusal. Thrown by handlers, turned into problem+json at the edge. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly status: number
  readonly parts: ProblemParts

  constructor(code: ProblemCode, parts: ProblemParts = {}) {
    super(`${code}${parts.field === undefined ? '' : ` (${parts.field})`}`)
    this.code = code
    this.status = PROBLEM_STATUS[code]
    this.parts = parts
  }
}

/** The problem+json body (RFC 9457) of a problem. */
export function problemBody(problem: Problem): Record<string, unknown> {
  const { retryAfterSeconds, ...parts } = problem.parts
  return {
    type: `urn:trinh:problem:${problem.code}`,
    title: problemText(problem.code),
    status: problem.status,
    code: problem.code,
    ...parts,
    ...(retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds }),
  }
}

/** A refusal of the rulebook as a problem; `field` is taken from its detail where it names one. */
export function refusalProblem(
  code: Refusal,
  detail: Readonly<Record<string, unknown>> = {},
  current?: unknown,
): Problem {
  const field = typeof detail['field'] === 'string' ? { field: detail['field'] } : {}
  const params = Object.keys(detail).length > 0 ? { params: detail } : {}
  return new Problem(code, { ...field, ...params, ...(current === undefined ? {} : { current }) })
}
