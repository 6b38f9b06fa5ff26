// docker-compose.yml against the project: what it sets is read, what it mounts is there, what it insists on is in
// .env.example, and nothing secret gets into the image. That it works is tried by `npm run rehearse:topology`.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MissingVariable, imageEnvironment, readCompose, variablesOf } from '../topology/compose.ts'

const ROOT = new URL('../..', import.meta.url).pathname
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')
const example = new Map(
  [...read('.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
)
const filled = Object.fromEntries([...example].map(([name, value]) => [name, value === '' ? 'x' : value]))
const compose = readCompose(ROOT, filled)
const services = Object.entries(compose.services)
const ours = services.filter(([, { image }]) => image.startsWith('trinh:'))

describe('docker-compose.yml', () => {
  it('sets only what config.ts reads', () => {
    const known = [...read('config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name)
    const set = ours.flatMap(([, { environment }]) => Object.keys(environment))
    expect(known).toContain('DATABASE_OWNER_URL')
    expect([...set, ...Object.keys(imageEnvironment(ROOT))].filter((name) => !known.includes(name))).toEqual([
      'NODE_ENV',
    ])
  })

  it('gives the owner of the tables to the setup job alone', () => {
    const owners = services.filter(([, { environment }]) =>
      JSON.stringify(environment).includes('trinh_owner:'),
    )
    expect(owners.map(([name]) => name)).toEqual(['setup'])
    expect(compose.services['setup']?.restart).toBe('no')
  })

  it('starts what serves people only after tables and namespace are there', () => {
    for (const name of ['api', 'worker']) {
      expect(compose.services[name]?.depends_on).toEqual({
        setup: { condition: 'service_completed_successfully' },
        'temporal-namespace': { condition: 'service_completed_successfully' },
      })
      expect(compose.services[name]?.deploy?.replicas).toBe(2)
    }
  })

  it('mounts only files that are there, and volumes that it declares', () => {
    for (const [, { volumes }] of services) {
      for (const volume of volumes) {
        const [from = ''] = volume.split(':')
        if (from.startsWith('./')) expect(existsSync(join(ROOT, from)), from).toBe(true)
        else expect(Object.keys(compose.volumes)).toContain(from)
      }
    }
  })

  it('has the database make its roles by a script that is run, not read into the image’s own', () => {
    expect(statSync(join(ROOT, 'deploy/database.sh')).mode & 0o111).toBe(0o111)
  })

  it('insists on every secret, and .env.example names every variable without one', () => {
    const variables = variablesOf(ROOT)
    expect([...variables.keys()].filter((name) => !example.has(name) && name !== 'LOG_LEVEL')).toEqual([])
    for (const [name, required] of variables) {
      if (!required) continue
      expect(() => readCompose(ROOT, { ...filled, [name]: '' })).toThrow(MissingVariable)
      if (name.endsWith('PASSWORD')) expect(example.get(name)).toBe('')
    }
    const passwords = [...variables].filter(([name]) => name.endsWith('PASSWORD'))
    expect(passwords.length).toBe(4)
    expect(passwords.every(([, required]) => required)).toBe(true)
  })

  it('takes every image of others in one version', () => {
    for (const [name, { image }] of services) expect(image, name).toMatch(/^[\w./-]+:(local|v?\d[\w.-]*)$/)
  })

  it('keeps secrets and state out of the image', () => {
    const left = read('.dockerignore').split('\n')
    expect(left).toEqual(
      expect.arrayContaining(['.env', '.env.*', '*.pem', '.data', 'prisma/generated', '.git']),
    )
  })
})
