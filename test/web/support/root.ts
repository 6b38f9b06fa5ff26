// The first administrator of the instance: his random password nobody wrote down, so he gets that of the demonstration.
import { onDatabase } from './database.ts'

/** His login, once he can sign in with the demonstration's password. */
export async function rootLogin(): Promise<string> {
  await onDatabase((pool) =>
    pool.query(
      `UPDATE account a SET must_change = false, password_hash = demo.password_hash
       FROM account demo WHERE a.login = 'quantri' AND demo.login = 'tinh.quantri'`,
    ),
  )
  return 'quantri'
}
