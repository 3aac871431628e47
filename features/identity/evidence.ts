/** What Enamel itself sees of step 7 (passwords). */
import { sql } from 'kysely'
import type { Role } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { EvidenceSource } from '../../server/feature.ts'

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
}

/** Each active person of the clinic, and whether there is a factor and a password; never what they are. */
async function countFactors(ctx: Context): Promise<Counted[]> {
  return read(ctx, async (tx) => (await sql<Counted>`SELECT * FROM door_factors()`.execute(tx)).rows)
}

const own = async (ctx: Context) =>
  (await countFactors(ctx)).find((person) => person.person_id === ctx.personId)

export const identityEvidence: readonly EvidenceSource[] = [
  {
    step: 7,
    page: '/profile/security',
    async measure(ctx) {
      const people = (await countFactors(ctx)).filter((person) => person.has_password)
      if (people.length === 0) return undefined
      const checked = people.filter((person) => person.compared).length
      // Lists of stolen passwords are not asked yet: half at most.
      const values = { checked, total: people.length }
      return {
        share: (checked / people.length) * 0.5,
        evidence: { key: 'checklist.evidence.passwords', values },
      }
    },
    async measureOwn(ctx) {
      const person = await own(ctx)
      if (!person?.has_password) return undefined
      const values = { compared: String(person.compared) }
      return {
        share: person.compared ? 0.5 : 0,
        evidence: { key: 'checklist.evidence.own_password', values },
      }
    },
  },
]
