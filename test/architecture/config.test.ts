// Settings: sensible without any, and wrong ones are refused with the variable's name and what to set.
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, bareEnvironment, readConfig, requireSettings } from '../../config.ts'
import { loadSecrets } from '../../cli/start/secrets.ts'
import { DECIDING_ROLES } from '../../domain/vocabulary.ts'
import { temporaryFolder } from '../support/processes.ts'

describe('readConfig', () => {
  it('needs nothing to be set', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', temporalNamespace: 'trinh', clock: 'real' })
    expect(config.publicUrl).toBe('http://127.0.0.1:3000')
    expect(config.databaseUrl).toBeUndefined()
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined })
  })

  it.each([
    ['PORT', 'eighty', /^PORT: must be a whole number from 1 to 65535$/],
    ['PORT', '70000', /^PORT: /],
    ['DATABASE_URL', 'mysql://x', /^DATABASE_URL: must look like postgresql:/],
    ['TEMPORAL_ADDRESS', 'http://x', /^TEMPORAL_ADDRESS: must be host:port/],
    ['TRINH_CLOCK', 'fast', /^TRINH_CLOCK: must be real or stepped/],
    ['PUBLIC_URL', 'somewhere', /^PUBLIC_URL: must be a whole address/],
    ['SIGNING_KEY', 'abc', /^SIGNING_KEY: must be a PEM/],
    ['SEALING_KEY', 'c2hvcnQ=', /^SEALING_KEY: must be 32 random bytes/],
    ['SECOND_FACTOR_ROLES', 'administrator,king', /^SECOND_FACTOR_ROLES: king is no role/],
    ['OIDC_PROVIDERS', '{', /^OIDC_PROVIDERS: must be a JSON list/],
    [
      'OIDC_PROVIDERS',
      '[{"id":"a","label":"A","issuer":"http://sso.vn","clientId":"t"}]',
      /0\.issuer: must be an https/,
    ],
    ['OPEN_DATA', 'yes', /^OPEN_DATA: must be on or off/],
    ['SIGNING_KEY_FILE', '/nowhere/key.pem', /^SIGNING_KEY_FILE: \/nowhere\/key.pem can't be read/],
  ])('refuses %s=%s and says what to set', (name, value, message) => {
    const read = () => readConfig({ [name]: value })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(message)
  })

  it('names every wrong setting at once', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(/PORT: .*\nLOG_LEVEL: /)
  })

  it('reads a secret from the file that is named instead of it', () => {
    const folder = temporaryFolder('config')
    const path = join(folder, 'secret')
    writeFileSync(path, 'a secret of a file\n')
    expect(readConfig({ SIGNING_KEY_FILE: path }).signingKeyPem).toBe('a secret of a file')
    rmSync(folder, { recursive: true })
  })
})

describe('the settings of signing in', () => {
  const one = { id: 'tinh', label: 'Tỉnh', issuer: 'https://sso.test', clientId: 'trinh' }

  it('take providers as data, a secret from its own file, and each id once', () => {
    const folder = temporaryFolder('config')
    const clientSecretFile = join(folder, 'secret')
    writeFileSync(clientSecretFile, 'giữ kín\n')
    const read = (list: object[]) => readConfig({ OIDC_PROVIDERS: JSON.stringify(list) }).identityProviders
    const usual = { subjectClaim: 'sub', firstLink: 'verifiedEmail', scopes: 'openid email profile' }
    expect(read([{ ...one, clientSecretFile }])).toMatchObject([
      { ...one, ...usual, clientSecret: 'giữ kín' },
    ])
    expect(() => read([one, one])).toThrow(/every id may stand only once/)
    expect(() => read([{ ...one, scopes: 'email' }])).toThrow(/0\.scopes: must name openid/)
    expect(() => read([{ ...one, clientSecretFile: '/nowhere' }])).toThrow(/\/nowhere can't be read/)
    rmSync(folder, { recursive: true })
  })

  it('take deciding for all roles that decide, and the newest key first', () => {
    const keys = [Buffer.alloc(32, 2), Buffer.alloc(32, 1)]
    const config = readConfig({
      SECOND_FACTOR_ROLES: 'administrator, deciding',
      SEALING_KEY: keys.map((key) => key.toString('base64')).join(','),
    })
    expect(config.secondFactorRoles).toEqual(expect.arrayContaining(['administrator', ...DECIDING_ROLES]))
    expect(config.secondFactorRoles).not.toContain('auditor')
    expect(config.sealingKeys).toEqual(keys)
  })
})

describe('the secrets of an instance', () => {
  it('are made at its first start, kept for the next, readable to nobody else, and taken from the settings where given', () => {
    const folder = temporaryFolder('secrets')
    const first = loadSecrets(readConfig({ DATA_DIR: folder }))
    expect(Buffer.from(first.sealingKeys, 'base64')).toHaveLength(32)
    expect(loadSecrets(readConfig({ DATA_DIR: folder }))).toEqual(first)
    expect(statSync(join(folder, 'secrets', 'sealing-key')).mode & 0o077).toBe(0)
    const SEALING_KEY = Buffer.alloc(32, 9).toString('base64')
    expect(loadSecrets(readConfig({ DATA_DIR: folder, SEALING_KEY })).sealingKeys).toBe(SEALING_KEY)
    rmSync(folder, { recursive: true })
  })
})

describe('requireSettings', () => {
  it('gives the settings when they are there', () => {
    const config = readConfig({ DATABASE_URL: 'postgresql://127.0.0.1/trinh' })
    expect(requireSettings(config, 'databaseUrl').databaseUrl).toBe('postgresql://127.0.0.1/trinh')
  })

  it('names each one that is missing, with what to set', () => {
    const require = () => requireSettings(readConfig({}), 'databaseUrl', 'temporalAddress')
    expect(require).toThrow(/^DATABASE_URL is not set: .*\nTEMPORAL_ADDRESS is not set: /)
  })
})

describe('the environment of a process that works on a stranger’s file, or for the public', () => {
  const env = {
    ...{ TZ: 'UTC', NODE_EXTRA_CA_CERTS: '/etc/ca.pem', TMPDIR: '/var/tmp', HOME: '/srv/trinh' },
    ...{ PGPASSFILE: '/srv/pass', PGSSLROOTCERT: '/etc/pg.pem' },
    ...{ DATABASE_URL: 'postgresql://x', SIGNING_KEY: 'k', SMTP_URL: 'smtp://u:p@h', BACKUP_PASSPHRASE: 'p' },
  }
  const runtime = { TZ: 'UTC', NODE_EXTRA_CA_CERTS: '/etc/ca.pem', TMPDIR: '/var/tmp' }

  it('holds what the runtime asks for, and none of our settings', () => {
    expect(bareEnvironment('nothing', env)).toEqual(runtime)
  })

  it('holds what the database’s driver looks for, where it has a database', () => {
    const { PGPASSFILE, PGSSLROOTCERT, HOME } = env
    expect(bareEnvironment('database', env)).toEqual({ ...runtime, HOME, PGPASSFILE, PGSSLROOTCERT })
  })
})
