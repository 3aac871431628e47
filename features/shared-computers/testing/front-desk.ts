/** A shared computer with people of one shift, for the tests of its lock screen. */
import type { House } from '../../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  confirm,
  markShared,
  type Person,
  signIn,
  signInAt,
} from '../../../test/builders.ts'
import type { SoftPasskey } from '../../../test/authenticator.ts'
import type { Visitor } from '../../../test/visitor.ts'
import { getSharedComputer, setPin, unlockWithPassword, unlockWithPin } from '../lock-contract.ts'

export const PIN = '684259'

export interface FrontDesk {
  clinic: Clinic
  owner: Person
  nurse: Person
  dentist: Person
  desk: Visitor
  computerId: string
}

/** Everybody has an authenticator app. `onShift`: who signed in there in full, one after the other; D owner, nurse. */
export async function frontDesk(
  house: House,
  onShift: readonly ('OWNER' | 'NURSE' | 'DENTIST')[] = ['OWNER', 'NURSE'],
): Promise<FrontDesk> {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE', 'DENTIST'], totp: true })
  const desk = await signIn(house, clinic.the('OWNER'))
  const computerId = await markShared(house, desk, clinic)
  for (const role of onShift) await signInAt(house, desk, clinic.the(role))
  return {
    clinic,
    owner: clinic.the('OWNER'),
    nurse: clinic.the('NURSE'),
    dentist: clinic.the('DENTIST'),
    desk,
    computerId,
  }
}

/** A PIN, set at a browser of their own. */
export async function pinFor(house: House, person: Person, pin = PIN): Promise<Visitor> {
  const own = await signIn(house, person)
  await confirm(house, own, person)
  await own.must(setPin, { body: { pin } })
  await house.outbox.take('pin_set', person.email)
  return own
}

/** A passkey, made at a browser of their own. It ends the shifts they are in. */
export async function passkeyFor(
  house: House,
  person: Person,
): Promise<{ own: Visitor; passkey: SoftPasskey & { id: string } }> {
  const own = await signIn(house, person)
  await confirm(house, own, person)
  return { own, passkey: await addPasskeyTo(house, own) }
}

export const byPassword = (desk: Visitor, person: Person, password = person.password) =>
  desk.call(unlockWithPassword, { body: { personId: person.id, password } })

export const byPin = (desk: Visitor, person: Person, pin = PIN) =>
  desk.call(unlockWithPin, { body: { personId: person.id, pin } })

export const rosterAt = async (desk: Visitor) =>
  (await desk.must(getSharedComputer)).computer?.roster.map(({ name }) => name)

/** Another browser's cookies, as they are now. */
export function copyOf(house: House, visitor: Visitor, names?: readonly string[]): Visitor {
  const copy = house.visitor()
  for (const [name, value] of visitor.cookies) {
    if (!names || names.includes(name)) copy.cookies.set(name, value)
  }
  return copy
}
