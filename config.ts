// The only reader of the environment. Every process calls readConfig() once, at its start, and passes values on from
// there. A setting that is missing or wrong stops the process with one line for each: which variable, and what to set.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { SettingFault, parseProviders, parseSealingKeys, parseSecondFactorRoles } from './config-sign-in.ts'
import type { ProviderSettings } from './config-sign-in.ts'
import type { Role } from './domain/vocabulary.ts'
import { isMailAddress } from './domain/notice-kinds.ts'

const wholeNumber = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`
  return z.coerce.number(message).int(message).min(min, message).max(max, message)
}
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must look like postgresql://user:password@host:5432/database')

const CIDR = /^[0-9a-fA-F.:]+\/\d{1,3}$/

const settings = z.object({
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_POOL_MAX: wholeNumber(1, 200).default(16),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/:]+:\d+$/, 'must be host:port, for example 127.0.0.1:7233')
    .optional(),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens')
    .default('trinh'),
  TEMPORAL_CLI: z.string().min(1).optional(),
  MAX_CACHED_WORKFLOWS: wholeNumber(1, 100_000).default(300),
  WORKER_METRICS_ADDRESS: z
    .string()
    .regex(/^[^\s/:]+:\d+$/, 'must be host:port, for example 0.0.0.0:9464')
    .optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(1, 65_535).default(3000),
  PUBLIC_URL: z.url('must be a whole address, for example https://trinh.example.vn').optional(),
  TRUST_PROXY: wholeNumber(0, 10).default(0),
  DATA_DIR: z.string().min(1).default('.data'),
  DOCUMENT_DIR: z.string().min(1).optional(),
  WEB_DIR: z.string().min(1).optional(),
  ANCHOR_DIR: z.string().min(1).optional(),
  TRINH_CLOCK: z.enum(['real', 'stepped'], 'must be real or stepped').default('real'),
  TRINH_CLOCK_START: z
    .string()
    .regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
      'must be an instant, for example 2025-12-15T01:00:00.000Z',
    )
    .optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be one of fatal, error, warn, info, debug, trace, silent',
    )
    .default('info'),
  UPLOAD_MAX_BYTES: wholeNumber(1024, 1024 ** 3).default(25 * 1024 * 1024),
  SESSION_HOURS: wholeNumber(1, 24 * 30).default(12),
  SIGNING_KEY: z
    .string()
    .includes('PRIVATE KEY', {
      message: 'must be a PEM of an Ed25519 key: openssl genpkey -algorithm ed25519',
    })
    .optional(),
  SIGNING_KEY_FILE: z.string().min(1).optional(),
  SEALING_KEY: z.string().optional(),
  SEALING_KEY_FILE: z.string().min(1).optional(),
  OIDC_PROVIDERS: z.string().optional(),
  OIDC_PROVIDERS_FILE: z.string().min(1).optional(),
  SECOND_FACTOR_ROLES: z.string().optional(),
  OPEN_DATA: z.enum(['on', 'off'], 'must be on or off').default('off'),
  OPEN_DATA_MIN_CELL: wholeNumber(3, 100).default(5),
  OPEN_DATA_LICENCE: z.string().min(1).max(200).optional(),
  BACKUP_KEY_FILE: z.string().min(1).optional(),
  BACKUP_PASSPHRASE: z.string().min(12, 'must have at least 12 characters').optional(),
  RELEASE: z.string().min(1).default('development'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s/]+/, 'must look like smtps://user:password@host:465 or smtp://host:25')
    .optional(),
  MAIL_FROM: z
    .string()
    .refine(isMailAddress, 'must be one plain address, for example trinh@congan.example.vn')
    .default('trinh@localhost'),
  MAIL_DIR: z.string().min(1).optional(),
  WEBHOOK_ALLOW: z
    .string()
    .transform((list) => list.split(',').map((network) => network.trim()))
    .refine(
      (list) => list.every((network) => CIDR.test(network)),
      'must be networks with commas between, for example 10.20.0.0/16,192.168.7.5/32',
    )
    .optional(),
  XDG_CACHE_HOME: z.string().min(1).optional(),
  HOME: z.string().min(1).optional(),
})

/** Everything a process may need to know, parsed; folders are absolute paths, sizes are bytes. */
export interface Config {
  /** Connection of the running system, with the restricted role `trinh_app`. */
  readonly databaseUrl: string | undefined
  /** Connection of the role that owns the tables; only migrations and first start use it. */
  readonly databaseOwnerUrl: string | undefined
  readonly databasePoolMax: number
  /** host:port of the Temporal frontend. */
  readonly temporalAddress: string | undefined
  readonly temporalNamespace: string
  /** Path of a Temporal CLI to use for the embedded server. */
  readonly temporalCli: string | undefined
  readonly maxCachedWorkflows: number
  /** host:port where a worker serves its Prometheus metrics; not served unless set. */
  readonly workerMetricsAddress: string | undefined
  readonly host: string
  readonly port: number
  /** What people type: used in certificates, mails and links. */
  readonly publicUrl: string
  /** How many proxies in front of the API are trusted to name the client's address. */
  readonly trustProxyHops: number
  readonly dataDir: string
  readonly documentDir: string
  /** The built web application. */
  readonly webDir: string
  /** A second place for the daily signed roots, if there is one. */
  readonly anchorDir: string | undefined
  readonly clock: 'real' | 'stepped'
  /** Where a stepped clock stands in a new instance. */
  readonly clockStart: string | undefined
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  readonly uploadMaxBytes: number
  readonly sessionHours: number
  /** PEM (PKCS 8) of the Ed25519 key that signs anchors and certificates. */
  readonly signingKeyPem: string | undefined
  /** Keys that seal secrets in the database: the first seals, all open. Empty: no second factor, no identity providers. */
  readonly sealingKeys: readonly Buffer[]
  readonly identityProviders: readonly ProviderSettings[]
  /** Whoever holds one of these and signs in with a password needs a second factor. */
  readonly secondFactorRoles: readonly Role[]
  /** What is published without signing in; undefined: nothing. */
  readonly openData: OpenDataSettings | undefined
  /** What backups are encrypted with: the content of a file, or a passphrase. */
  readonly backupSecret: string | undefined
  readonly release: string
  /** Where mail is handed over; undefined: it is written to files in `mailDir`. */
  readonly smtpUrl: string | undefined
  /** The sender's address. */
  readonly mailFrom: string
  readonly mailDir: string
  /** Private networks (CIDR) that webhooks may reach nevertheless. */
  readonly webhookAllow: readonly string[]
  /** The user's cache folder for servers that were downloaded or built once. */
  readonly cacheDir: string
}

export interface OpenDataSettings {
  /** Counts below it, other than none, are hidden. */
  readonly minimumCell: number
  /** Under which the data may be used; null where nobody has decided it. */
  readonly licence: string | null
}

/** A setting that is missing or wrong; the message names the variable and what to set. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** The value of one variable, for the tools that are started by others (Prisma's command line). */
export function environmentValue(name: string): string | undefined {
  return process.env[name] === '' ? undefined : process.env[name]
}

/** This process's environment with some values added: what a child process is started with. */
export function childEnvironment(added: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return { ...process.env, ...added }
}

/** What the runtime itself and the system's libraries ask for: no setting of ours, and no secret. */
const RUNTIME = [
  ...['PATH', 'TMPDIR', 'TMP', 'TEMP', 'TZ', 'LANG', 'LC_ALL', 'LD_LIBRARY_PATH', 'SystemRoot'],
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'OPENSSL_CONF'],
] as const
/** Where the database's driver looks for what its URL leaves out: password file, certificates, a server's name. */
const DATABASE_DRIVER = /^PG[A-Z]+$|^HOME$/

/** The environment of a child process that is told all it needs: none of our settings; the driver's, where it has a database. */
export function bareEnvironment(
  has: 'nothing' | 'database',
  env: Readonly<Record<string, string | undefined>> = process.env,
): NodeJS.ProcessEnv {
  const passed = (name: string): boolean =>
    RUNTIME.some((one) => one === name) || (has === 'database' && DATABASE_DRIVER.test(name))
  return Object.fromEntries(Object.entries(env).filter(([name]) => passed(name)))
}

/** Reads and checks all settings; throws ConfigError with a line for each that is wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = settings.safeParse(given)
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  }
  const s = parsed.data
  const dataDir = resolve(s.DATA_DIR)
  const signIn = readSignIn(s)
  return {
    databaseUrl: s.DATABASE_URL,
    databaseOwnerUrl: s.DATABASE_OWNER_URL,
    databasePoolMax: s.DATABASE_POOL_MAX,
    temporalAddress: s.TEMPORAL_ADDRESS,
    temporalNamespace: s.TEMPORAL_NAMESPACE,
    temporalCli: s.TEMPORAL_CLI,
    maxCachedWorkflows: s.MAX_CACHED_WORKFLOWS,
    workerMetricsAddress: s.WORKER_METRICS_ADDRESS,
    host: s.HOST,
    port: s.PORT,
    publicUrl: (s.PUBLIC_URL ?? `http://${s.HOST}:${s.PORT}`).replace(/\/+$/, ''),
    trustProxyHops: s.TRUST_PROXY,
    dataDir,
    documentDir: resolve(s.DOCUMENT_DIR ?? join(dataDir, 'documents')),
    webDir: resolve(s.WEB_DIR ?? join(import.meta.dirname, 'dist', 'web')),
    anchorDir: s.ANCHOR_DIR === undefined ? undefined : resolve(s.ANCHOR_DIR),
    clock: s.TRINH_CLOCK,
    clockStart: s.TRINH_CLOCK_START,
    logLevel: s.LOG_LEVEL,
    uploadMaxBytes: s.UPLOAD_MAX_BYTES,
    sessionHours: s.SESSION_HOURS,
    signingKeyPem: s.SIGNING_KEY ?? secretFromFile('SIGNING_KEY_FILE', s.SIGNING_KEY_FILE),
    ...signIn,
    openData:
      s.OPEN_DATA === 'off'
        ? undefined
        : { minimumCell: s.OPEN_DATA_MIN_CELL, licence: s.OPEN_DATA_LICENCE ?? null },
    backupSecret: s.BACKUP_PASSPHRASE ?? secretFromFile('BACKUP_KEY_FILE', s.BACKUP_KEY_FILE),
    release: s.RELEASE,
    smtpUrl: s.SMTP_URL,
    mailFrom: s.MAIL_FROM,
    mailDir: resolve(s.MAIL_DIR ?? join(dataDir, 'mail')),
    webhookAllow: s.WEBHOOK_ALLOW ?? [],
    cacheDir: join(s.XDG_CACHE_HOME ?? join(s.HOME ?? dataDir, '.cache'), 'trinh'),
  }
}

function readSignIn(
  s: z.output<typeof settings>,
): Pick<Config, 'sealingKeys' | 'identityProviders' | 'secondFactorRoles'> {
  try {
    const providers = s.OIDC_PROVIDERS ?? secretFromFile('OIDC_PROVIDERS_FILE', s.OIDC_PROVIDERS_FILE)
    return {
      sealingKeys: parseSealingKeys(s.SEALING_KEY ?? secretFromFile('SEALING_KEY_FILE', s.SEALING_KEY_FILE)),
      identityProviders: parseProviders(
        providers,
        (path) => secretFromFile('OIDC_PROVIDERS: clientSecretFile', path) ?? '',
      ),
      secondFactorRoles: parseSecondFactorRoles(s.SECOND_FACTOR_ROLES),
    }
  } catch (error) {
    if (error instanceof SettingFault) throw new ConfigError(error.message, { cause: error })
    throw error
  }
}

function secretFromFile(variable: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (cause) {
    throw new ConfigError(`${variable}: ${path} can't be read; name a file that this user may read`, {
      cause,
    })
  }
}

const REQUIRED_HINT = {
  databaseUrl:
    'DATABASE_URL is not set: give the PostgreSQL connection, or use `npm start`, which brings its own',
  databaseOwnerUrl: 'DATABASE_OWNER_URL is not set: give the connection of the role that owns the tables',
  temporalAddress:
    'TEMPORAL_ADDRESS is not set: give host:port, or use `npm start`, which brings its own server',
  signingKeyPem:
    'SIGNING_KEY is not set: give the PEM of an Ed25519 key (openssl genpkey -algorithm ed25519)',
} as const

/** The same settings with the named ones known to be there; throws ConfigError naming each that is not. */
export function requireSettings<K extends keyof typeof REQUIRED_HINT>(
  config: Config,
  ...names: readonly K[]
): Config & { readonly [P in K]: string } {
  const missing = names.filter((name) => config[name] === undefined)
  if (missing.length > 0) throw new ConfigError(missing.map((name) => REQUIRED_HINT[name]).join('\n'))
  return config as Config & { readonly [P in K]: string }
}
