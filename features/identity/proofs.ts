/** That people of a clinic have factors and a password, for what is measured of them. */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'

interface Counted {
  person_id: string
  name: string
  role: Role
  has_totp: boolean
  /** How many that work at this address. */
  passkeys: number
  has_password: boolean
  /** It was compared with the lists of common passwords when it was set. */
  compared: boolean
  /** It is known to be on a list of stolen ones. */
  known: boolean
}

/** Each active person of the clinic, and whether there is a factor and a password; never what they are. */
export async function countFactors(ctx: Context): Promise<Counted[]> {
  return read(ctx, async (tx) => (await sql<Counted>`SELECT * FROM door_factors()`.execute(tx)).rows)
}
