/** What endpoints are asked with: a house, somebody at a browser, and what is sent. */
import { makeBackupCodes, signInWithPassword } from '../../features/identity/contract.ts'
import type { House } from '../app.ts'
import { addPasskeyTo, buildClinic, confirm, type Person, signIn } from '../builders.ts'
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
