/**
 * The name that passkeys are made under (WebAuthn L3 §4, relying party identifier). Passkeys work under the name they
 * were made under and no other, so it is kept in the database, the same for all processes, and changes only where no
 * passkey is lost by it, or where the configuration says so.
 */
import { sql } from 'kysely'
import type { Config } from './config/config.ts'
import { systemContext } from './context.ts'
import { door, unaudited } from './db/database.ts'
import type { Kernel } from './kernel.ts'

type Wanted = Pick<Config, 'origin' | 'reachedAs' | 'rpId' | 'rpIdGiven'>

export interface RelyingParty {
  /** Undefined: none can be kept yet, because Enamel is reached by a number. */
  rpId: string | undefined
  /** What the person who runs the computer has to know, undefined when all is well. */
  note: string | undefined
}

/** Which name holds: `kept` is the one in the database, `made` how many passkeys were made under it. */
export function chooseRpId(wanted: Wanted, kept: string | undefined, made: number): RelyingParty {
  const unusable = made === 1 ? '1 passkey' : `${made} passkeys`
  if (wanted.reachedAs === 'number' && !wanted.rpIdGiven)
    return {
      rpId: kept,
      note: [
        'ENAMEL_ORIGIN is a number (an IP address): passkeys need a name. Give this computer one, such as enamel.practice.example.',
        // They stay a second factor, or whoever has a password alone would get in by the move.
        ...(kept !== undefined && made > 0
          ? [
              `${unusable} made for ${kept} cannot be used by a number: whoever has neither an authenticator app nor backup codes does not get in until the name is back.`,
            ]
          : []),
      ].join(' '),
    }
  if (kept === undefined || kept === wanted.rpId) return { rpId: wanted.rpId, note: belongs(wanted) }
  if (made === 0) return { rpId: wanted.rpId, note: belongs(wanted) }
  // What was made at localhost never works anywhere else: no page of another host may ask for it (WebAuthn L3 §5.1.3 step 8).
  if (wanted.rpIdGiven || kept === 'localhost')
    return {
      rpId: wanted.rpId,
      note: `Passkeys are made for ${wanted.rpId} from now on. ${unusable} made for ${kept} cannot be used here any more: their people sign in another way and add new ones.`,
    }
  return {
    rpId: kept,
    note: `Passkeys stay with ${kept}, where ${unusable} ${made === 1 ? 'was' : 'were'} made. They work at ${wanted.origin} while https://${kept}/.well-known/webauthn is answered by this Enamel. To begin anew, set ENAMEL_RP_ID to ${wanted.rpId}.`,
  }
}

/** A name that is neither the host nor above it works by related origins only (WebAuthn L3 §5.11). */
function belongs({ origin, rpId }: Wanted): string | undefined {
  const { hostname } = new URL(origin)
  if (hostname === rpId || hostname.endsWith(`.${rpId}`)) return undefined
  return `Passkeys are made for ${rpId}, and Enamel is reached at ${origin}: they work while https://${rpId}/.well-known/webauthn is answered by this Enamel.`
}

/** Keeps the name that holds from this start on; what there is to say about it. */
export async function keepRpId(kernel: Kernel): Promise<string | undefined> {
  const kept = await storedRpId(kernel)
  const { rows } = await door({ kernel }, (way) =>
    sql<{ made: string }>`SELECT door_passkeys_under(${kept ?? null}) AS made`.execute(way),
  )
  const { rpId, note } = chooseRpId(kernel.config, kept, Number(rows[0]?.made ?? 0))
  if (rpId !== undefined && rpId !== kept)
    await unaudited(systemContext(kernel), 'the installation’s own name, told at the start', (tx) =>
      tx.updateTable('installation').set({ rp_id: rpId }).execute(),
    )
  return note
}

/** The name that holds now. */
export async function findRpId({ kernel }: { kernel: Kernel }): Promise<string> {
  return (await storedRpId(kernel)) ?? kernel.config.rpId
}

async function storedRpId(kernel: Kernel): Promise<string | undefined> {
  const row = await door({ kernel }, (way) =>
    way.selectFrom('installation').select('rp_id').executeTakeFirst(),
  )
  return row?.rp_id ?? undefined
}
