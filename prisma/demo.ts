// The demonstration: one commune with its agencies, enterprises and schools, an account a role, and a campaign, all made
// by the same functions that the API uses. Running it again changes nothing.
import type { Pool } from 'pg'

/** What the demonstration created, for the starter to print. */
export interface Demo {
  readonly accounts: readonly { readonly email: string; readonly role: string }[]
}

export type DemoPool = Pool
