// What the API is made of: everything that it needs from outside, passed in once by whoever starts it.
import type { Client } from '@temporalio/client'
import type { Logger } from 'pino'
import type { Pool } from '../activities/pool.ts'
import type { SigningKeys } from '../activities/record/keys.ts'
import type { PrismaClient } from '../prisma/generated/client.ts'
import type { OpenDataSettings } from '../config.ts'
import type { Role } from '../domain/vocabulary.ts'
import type { ClockMode } from '../workflows/messages.ts'
import type { IdentityProviders } from './auth/providers.ts'
import type { Seals } from './auth/seals.ts'
import type { ChangeFeed } from './feed.ts'
import type { Metrics } from './metrics.ts'

/** The part of the settings that the API reads; folders are absolute paths, sizes are bytes. */
export interface ApiSettings {
  /** What people type, without a slash at the end. Its scheme says whether cookies are marked secure. */
  readonly publicUrl: string
  readonly documentDir: string
  readonly uploadMaxBytes: number
  /** The built web application; without it only the API is served. */
  readonly webDir?: string
  readonly sessionHours: number
  readonly trustProxyHops: number
  readonly clock: ClockMode
  /** The sender's address of mails. */
  readonly mailFrom: string
  /** Private networks that webhooks may reach nevertheless. */
  readonly webhookAllow: readonly string[]
  /** How long an action is waited for before the reply says that its outcome is pending, in milliseconds. */
  readonly actionDeadlineMs: number
  /** Failed logins that one address may make in 15 minutes. */
  readonly loginFailuresPerAddress: number
  /** Requests a minute from one address on public pages. */
  readonly publicPerMinute: number
  /** Whoever holds one of these and signs in with a password needs a second factor. */
  readonly secondFactorRoles: readonly Role[]
  /** What is published without signing in; null: nothing. */
  readonly openData: OpenDataSettings | null
  /** Which release runs. */
  readonly release: string
  /** Check every reply against its documented schema: in tests, where drift must fail. */
  readonly checkReplies: boolean
}

export interface Deps {
  readonly pool: Pool
  /** Over the same pool, for the administrative nouns. */
  readonly prisma: PrismaClient
  readonly temporal: Client
  readonly keys: SigningKeys
  /** Null where there is no key: then there are no second factors and no identity providers. */
  readonly seals: Seals | null
  readonly providers: IdentityProviders
  readonly feed: ChangeFeed
  readonly log: Logger
  readonly metrics: Metrics
  readonly settings: ApiSettings
}
