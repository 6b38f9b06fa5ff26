// docker-compose.yml as data, so that the trial of the topology runs what the file says: commands, environments and
// mounts of its services, with ${…} filled in; and what the Dockerfile adds to the environment.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const condition = z.object({ condition: z.enum(['service_healthy', 'service_completed_successfully']) })
const service = z.object({
  image: z.string(),
  command: z.array(z.string()).default([]),
  entrypoint: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), condition).default({}),
  restart: z.enum(['no', 'unless-stopped']).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  deploy: z.object({ replicas: z.int() }).optional(),
})
const file = z.object({
  services: z.record(z.string(), service),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
  volumes: z.record(z.string(), z.null()),
})

export type Service = z.output<typeof service>
export type Compose = z.output<typeof file>

/** A variable that the file insists on and that isn't given. */
export class MissingVariable extends Error {
  override readonly name = 'MissingVariable'
}

/** Reads the file in a folder with these variables, as compose would with an .env of them. */
export function readCompose(folder: string, variables: Readonly<Record<string, string>>): Compose {
  const text = readFileSync(join(folder, 'docker-compose.yml'), 'utf8')
  return file.parse(filled(parse(text, { merge: true }), variables))
}

function filled(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return fill(value, variables)
  if (Array.isArray(value)) return value.map((one) => filled(one, variables))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, variables)]))
}

function fill(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind?: string, rest = '') => {
    const value = variables[name] ?? ''
    if (value !== '') return value
    if (kind === '?') throw new MissingVariable(`${name}: ${String(rest)}`)
    return kind === '-' ? String(rest) : ''
  })
}

/** The variables that the file mentions, with whether it insists on each. */
export function variablesOf(folder: string): Map<string, boolean> {
  const text = readFileSync(join(folder, 'docker-compose.yml'), 'utf8')
  const found = new Map<string, boolean>()
  for (const [, name = '', kind] of text.matchAll(/\$\{(\w+)(?::([-?]))?/g))
    found.set(name, kind === '?' || found.get(name) === true)
  return found
}

/** The file of this project that a service sees at a path; the path itself where nothing is mounted there. */
export function mounted(folder: string, { volumes }: Service, path: string): string {
  for (const volume of volumes) {
    const [from = '', to] = volume.split(':')
    if (to === path && from.startsWith('./')) return join(folder, from)
  }
  return path
}

/** What the Dockerfile puts into every container's environment. */
export function imageEnvironment(folder: string): Record<string, string> {
  const lines = readFileSync(join(folder, 'Dockerfile'), 'utf8').split('\n')
  const pairs = lines
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) => [...line.slice(4).matchAll(/(\w+)=(\S+)/g)])
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]))
}
