// The OpenAPI 3.1 document, built from the same route values that the server mounts. OpenAPI 3.1 schemas are JSON
// Schema 2020-12, which zod writes itself; schemas with an id (`.meta({ id })`) become components.
import { z } from 'zod'
import { API_STATUS, REFUSAL_STATUS } from './problem-codes.ts'
import { documentPath } from './route.ts'
import type { ReplySpec, Route } from './route.ts'

type Json = Record<string, unknown>

/** What every problem+json body holds. */
const problemSchema = z
  .object({
    type: z.string(),
    title: z.string().meta({ description: 'One sentence in Vietnamese' }),
    status: z.int(),
    code: z.enum([...Object.keys(REFUSAL_STATUS), ...Object.keys(API_STATUS)]),
    field: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
    params: z.record(z.string(), z.unknown()).optional(),
    current: z.unknown().optional(),
    incident: z.string().optional(),
    retryAfter: z.int().optional(),
  })
  .meta({ id: 'Problem' })

/** The whole document, as plain JSON. */
export function openApiDocument(routes: readonly Route[], publicUrl: string): Json {
  const components: Json = {}
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = documentPath(route.path)
    paths[path] = { ...paths[path], [route.method]: operation(route, components) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Trình', version: '1', description: DESCRIPTION },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'trinh_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

const DESCRIPTION = [
  'Everything that Trình does, over HTTP. Instants are UTC, civil dates are days in Asia/Ho_Chi_Minh.',
  'Problems are application/problem+json (RFC 9457) with a stable `code` and a sentence in Vietnamese.',
  'What lies outside the actor’s offices answers 404. Lists are read by `cursor`, taken from the page before.',
].join('\n')

function operation(route: Route, components: Json): Json {
  const parameters = [
    ...parametersOf('path', route.params, components),
    ...parametersOf('query', route.query, components),
    ...headersOf(route),
  ]
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    security: securityOf(route),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestOf(route, components),
    responses: responsesOf(route, components),
    ...(typeof route.access === 'object' ? { 'x-roles': route.access } : {}),
  }
}

function securityOf(route: Route): Json[] {
  if (route.access === 'public') return []
  const session: Json = route.method === 'get' ? { session: [] } : { session: [], csrf: [] }
  return [session, { token: [] }]
}

function requestOf(route: Route, components: Json): Json {
  if (route.rawBody !== undefined) {
    const properties = Object.fromEntries(
      route.rawBody.fields.map((name) => [name, { type: 'string', format: 'binary' }]),
    )
    const schema =
      route.rawBody.fields.length === 0
        ? { type: 'string', format: 'binary' }
        : { type: 'object', properties, required: route.rawBody.fields }
    return { requestBody: { required: true, content: { [route.rawBody.contentType]: { schema } } } }
  }
  if (route.body === undefined) return {}
  const schema = schemaOf(route.body, 'input', components)
  return { requestBody: { required: true, content: { 'application/json': { schema } } } }
}

function responsesOf(route: Route, components: Json): Json {
  const usual: ReplySpec = {
    description: route.summary,
    ...(route.reply === undefined ? {} : { schema: route.reply }),
    ...(route.replyType === undefined ? {} : { contentType: route.replyType }),
  }
  const all: [string, ReplySpec][] = [
    [String(route.status ?? 200), usual],
    ...Object.entries(route.also ?? {}),
    ['default', { description: 'Problem', schema: problemSchema, contentType: 'application/problem+json' }],
  ]
  return Object.fromEntries(all.map(([status, spec]) => [status, responseOf(spec, components)]))
}

function responseOf({ description, schema, contentType }: ReplySpec, components: Json): Json {
  if (schema === undefined && contentType === undefined) return { description }
  const body = schema === undefined ? {} : { schema: schemaOf(schema, 'output', components) }
  return { description, content: { [contentType ?? 'application/json']: body } }
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined, components: Json): Json[] {
  if (schema === undefined) return []
  const { properties, required } = schemaOf(schema, 'input', components) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties ?? {}).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || (required ?? []).includes(name),
    schema: of,
  }))
}

function headersOf(route: Route): Json[] {
  return Object.entries(route.headers ?? {}).map(([name, { description, required }]) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  }))
}

/** JSON Schema of a zod schema; what it names by id is moved into the components. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  for (const [id, definition] of Object.entries(($defs ?? {}) as Json)) components[id] = relocated(definition)
  const own = relocated(rest) as Json
  const id = schema.meta()?.id
  if (id === undefined) return own
  const { id: __, ...named } = own
  // A schema that names itself comes as a mere reference into its own definitions, which are in the components by now.
  if (!('$ref' in own)) components[id] = named
  return { $ref: `#/components/schemas/${id}` }
}

function relocated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocated)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace('#/$defs/', '#/components/schemas/')]
        : [key, relocated(inner)],
    ),
  )
}
