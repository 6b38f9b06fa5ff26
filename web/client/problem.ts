// What can go wrong with a request, as values that screens understand: a problem that the API explained, or no answer.
import type { components } from './generated/api.ts'

export type ProblemBody = components['schemas']['Problem']
export type ProblemCode = ProblemBody['code']

/** The API said no, or that something of its own broke. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: ProblemCode
  readonly body: ProblemBody

  constructor(body: ProblemBody) {
    super(body.title)
    this.status = body.status
    this.code = body.code
    this.body = body
  }
}

/** No answer came: the device is offline, or the server can't be reached. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** An answer that isn't one of ours: a proxy's page, or a release that this page doesn't know. */
export class StrangeAnswer extends Error {
  override readonly name = 'StrangeAnswer'
  readonly status: number

  constructor(status: number) {
    super(`the server answered ${status} without a problem`)
    this.status = status
  }
}

/** The problem in an error body, when it is one. */
export function problemFrom(body: unknown, status: number): ApiProblem | StrangeAnswer {
  if (typeof body === 'object' && body !== null && 'code' in body && 'title' in body)
    return new ApiProblem(body as ProblemBody)
  return new StrangeAnswer(status)
}

/** Whether the same request may be answered otherwise in a moment. */
export function isPassing(error: unknown): boolean {
  if (error instanceof NoAnswer) return true
  if (error instanceof StrangeAnswer) return error.status >= 502 && error.status <= 504
  return error instanceof ApiProblem && (error.code === 'unavailable' || error.code === 'tooManyRequests')
}
