/** What endpoints are asked with: a house, somebody at a browser, and what is sent. */
import { randomUUID } from 'node:crypto'
import { makeBackupCodes, signInWithPassword } from '../../features/identity/contract.ts'
import { makeTaskLink } from '../../features/staff/service.ts'
import type { ClinicId, PersonId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { LinkPurpose } from '../../server/http/task-link.ts'
import type { House } from '../app.ts'
import { addPasskeyTo, buildClinic, type Clinic, confirm, type Person, signIn } from '../builders.ts'
import type { Visitor } from '../visitor.ts'

/** What a call is prepared with. */
export interface Scene {
  /** Set up and with people in it. */
  house: House
  /** Before its first run; the call that ends it comes last. */
  empty: House
}

export interface Prepared {
  house: House
  visitor: Visitor
  /** params, query and body. */
  sent: { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: Record<string, unknown> }
}

export type Preparation = (scene: Scene) => Promise<Prepared>

/** The Owner of a new clinic, signed in and confirmed just now. */
export async function freshOwner(house: House, totp = false): Promise<{ owner: Person; visitor: Visitor }> {
  const clinic = await buildClinic(house, { roles: ['OWNER'], totp })
  const owner = clinic.the('OWNER')
  const visitor = await signIn(house, owner)
  await confirm(house, visitor, owner)
  return { owner, visitor }
}

/** Somebody whose password was right and whose second factor is pending. */
export async function halfSession(house: House): Promise<{ person: Person; visitor: Visitor }> {
  const person = (await buildClinic(house, { roles: ['OWNER'], totp: true })).the('OWNER')
  const visitor = house.visitor()
  await visitor.must(signInWithPassword, { body: { email: person.email, password: person.password } })
  house.clock.advance({ seconds: 30 })
  return { person, visitor }
}

/** The same, sending this. */
export const asOwner =
  (sent: Prepared['sent'] = {}, totp = false): Preparation =>
  async ({ house }) => ({ house, visitor: (await freshOwner(house, totp)).visitor, sent })

/** Backup codes of the visitor's, made just now. */
export async function codesOf(house: House, visitor: Visitor): Promise<string> {
  const { codes } = await visitor.must(makeBackupCodes)
  await house.outbox.take('backup_codes_made')
  return codes[0] ?? ''
}

/** The Owner of a new clinic with a passkey, confirmed just now. */
export async function passkeyHolder(house: House) {
  const { owner, visitor } = await freshOwner(house)
  return { owner, visitor, passkey: await addPasskeyTo(house, visitor) }
}

/** Somebody without an account at a browser of their own, with a link of this purpose. */
export async function linkHolder(
  house: House,
  { purpose, clinic, subjectId = randomUUID() }: LinkWish,
): Promise<{ visitor: Visitor; token: string; linkId: string }> {
  const { id: clinicId, people } = clinic ?? (await buildClinic(house, { roles: ['OWNER'] }))
  const ctx = house.system(clinicId as ClinicId)
  const { id: linkId, link } = await write(ctx, async (tx) => {
    const made = await makeTaskLink(tx, ctx, {
      purpose,
      subjectId,
      name: 'Kofi of Thornfield IT',
      madeBy: people[0]?.id as PersonId,
      endsAt: new Date(ctx.now.getTime() + 14 * 86_400_000),
    })
    return audited({ action: 'request.refused', category: 'auth', target: { type: 'task_link' } }, made)
  })
  const token = link.split('#')[1] ?? ''
  return { visitor: house.visitor({ link: token }), token, linkId }
}

interface LinkWish {
  purpose: LinkPurpose
  /** D a new one. */
  clinic?: Clinic
  /** What it shows; D nothing that is there. */
  subjectId?: string
}
