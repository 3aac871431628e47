/** Who has access to what, as it is now: people first, then what the features registered as grants (server/slots.ts). */
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Context } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import type { Frozen } from './contract.ts'
import { flagsOf } from './flags.ts'
import { listAccess } from './queries.ts'

/** A row before it has a place. */
export interface NewRow {
  kind: string
  subjectId: string | null
  personId: string | null
  frozen: Frozen
  flags: readonly string[]
  listId?: string | null
  matchedBy?: 'address' | 'name' | 'hand' | 'none' | null
}

/** Everybody who can sign in, and every grant, whoever holds it. `since`: how far back a change of role counts as new. */
export async function freeze(tx: Reader, ctx: Context, since: Date): Promise<NewRow[]> {
  const people = (await listAccess(tx, ctx, since)).map(({ personId, ...person }): NewRow => ({
    kind: 'person',
    subjectId: personId,
    personId,
    frozen: { person, values: {} },
    flags: flagsOf(person, ctx.now),
  }))
  const grants: NewRow[] = []
  for (const { kind, list } of ctx.kernel.grants)
    for (const { subjectId, personId, values, flags } of await list(tx, ctx))
      grants.push({ kind, subjectId, personId: personId ?? null, frozen: { values }, flags })
  return [...people, ...grants]
}

/** SHA-256 over the rows in their order, each as RFC 8785 writes it. */
export function hashOf(rows: readonly NewRow[]): Buffer {
  const written = canonicalize(
    rows.map(({ kind, subjectId, personId, frozen, flags }) => ({
      kind,
      subjectId,
      personId,
      frozen,
      flags: [...flags],
    })),
  )
  if (written === undefined) throw new Error('Rows without bytes')
  return hash('sha256', written, 'buffer')
}
