/** What a recovery link of Enamel's own computer opens besides the account, so that its Owner is not let in to a closed door. */
import { sql } from 'kysely'
import type { Context, PersonId } from '../../server/context.ts'
import type { Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { openNetworksToOwners } from './network-rule.ts'

interface LetIn {
  personId: PersonId
  name: string
}

/**
 * In the change of a recovery, when what was lost is gone: the list of networks lets Owners pass, and a passkey is not asked
 * of Owners while none of them has one. The events of what changed.
 */
export async function openToOwners(tx: Writer, ctx: Context, person: LetIn): Promise<AuditEvent[]> {
  return [...(await openNetworksToOwners(tx, ctx, person)), ...(await askNoPasskeyOfOwners(tx, ctx))]
}

/**
 * Whoever lost the only passkey may have no other device for one, and nobody above could let them in: a second step is asked
 * of them still. Another Owner who has one can give them 24 hours instead.
 */
async function askNoPasskeyOfOwners(tx: Writer, ctx: Context): Promise<AuditEvent[]> {
  const { rows } = await sql`
    UPDATE role_rule SET passkey = false
     WHERE clinic_id = ${ctx.clinicId} AND role = 'OWNER' AND passkey AND passkey_from <= ${ctx.now}
       AND NOT EXISTS (SELECT FROM door_factors() f WHERE f.role = 'OWNER' AND f.passkeys > 0)
    RETURNING role`.execute(tx)
  if (rows.length === 0) return []
  await sql`UPDATE clinic SET revision = revision + 1 WHERE id = ${ctx.clinicId}`.execute(tx)
  return [
    {
      action: 'security.two_factor_rule_changed',
      category: 'config',
      target: { type: 'clinic', id: ctx.clinicId },
      personal: { before: 'OWNER passkey', after: 'OWNER two_factors', reason: 'recovery_link' },
    },
  ]
}
