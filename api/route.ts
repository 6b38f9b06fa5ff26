// The one way to add a route: path, who may call it, schemas and handler stand in one value, from which the server
// mounts it and the OpenAPI document is built. What isn't in the value is neither served nor documented.
import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Actor } from './auth/actor.ts'
import type { Deps } from './deps.ts'
import type { Instant } from '../domain/time/civil.ts'
import type { Role } from '../domain/vocabulary.ts'

/** Who may call: anybody, whoever is logged in, or whoever holds one of these roles somewhere at present. */
export type Access = 'public' | 'person' | readonly Role[]

export type Method = 'get' | 'post' | 'put' | 'delete'

type Nothing = z.ZodType<Record<string, never>>

/** What a handler gets: parsed input, the actor, and the instance's instant at which the request was received. */
export interface Call<A extends Access, P, Q, B> {
  readonly deps: Deps
  readonly req: Request
  readonly res: Response
  readonly actor: A extends 'public' ? null : Actor
  readonly at: A extends 'public' ? null : Instant
  readonly params: P
  readonly query: Q
  readonly body: B
}

/** A reply other than the route's usual one: another status, headers, or no body. */
export class Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]

  constructor(
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
    cookies: readonly string[] = [],
  ) {
    this.status = status
    this.body = body
    this.headers = headers
    this.cookies = cookies
  }
}

/** The handler has written the response itself (files, event streams, pages). */
export const WRITTEN = Symbol('written')

export interface ReplySpec {
  readonly description: string
  readonly schema?: z.ZodType
  readonly contentType?: string
}

/** What the request carries when it isn't JSON: the handler reads it. */
export type RawBody = {
  readonly contentType: 'multipart/form-data' | 'message/rfc822' | 'application/octet-stream'
  /** Of a form; a message or bytes have none. */
  readonly fields: readonly string[]
}

export interface RouteSpec<
  A extends Access,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> {
  readonly method: Method
  /** Under /api/v1, parameters in braces; an absolute one starts with a double slash. */
  readonly path: string
  /** Operation id, unique. */
  readonly id: string
  readonly summary: string
  readonly tag: string
  readonly access: A
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly rawBody?: RawBody
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly required: boolean }>>
  /** Status and schema of the usual reply; 204 has none. */
  readonly status?: 200 | 201 | 202 | 204
  readonly reply?: R
  readonly replyType?: string
  readonly also?: Readonly<Record<number, ReplySpec>>
  readonly handle: (
    call: Call<A, z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<z.input<R> | Answer | typeof WRITTEN>
}

/** A route with its types erased: what the server and the document need of it. */
export interface Route extends Omit<RouteSpec<Access, z.ZodType, z.ZodType, z.ZodType, z.ZodType>, 'handle'> {
  readonly handle: (call: Call<Access, unknown, unknown, unknown>) => Promise<unknown>
}

/** Defines a route. */
export function route<
  const A extends Access,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
  R extends z.ZodType = z.ZodType<undefined>,
>(spec: RouteSpec<A, P, Q, B, R>): Route {
  // The server passes exactly what the spec's own schemas gave, so the erased call has the spec's types.
  return { ...spec, handle: (call) => spec.handle(call as Call<A, z.output<P>, z.output<Q>, z.output<B>>) }
}

/** The path as Express writes it, with the prefix. */
export function expressPath(path: string): string {
  const whole = path.startsWith('//') ? path.slice(1) : `/api/v1${path}`
  return whole.replace(/\{(\w+)\}/gu, ':$1')
}

/** The path as the document writes it, with the prefix. */
export function documentPath(path: string): string {
  return path.startsWith('//') ? path.slice(1) : `/api/v1${path}`
}
