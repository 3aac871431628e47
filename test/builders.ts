/** Clinics and people for tests, made and signed in by the same services and endpoints as in the product. */
import { hash } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { createClinic, nameClinic, nameOwner, openSetup } from '../features/clinics/contract.ts'
import { newSetupLink } from '../features/clinics/first-run.ts'
import { seedClinic } from '../features/clinics/seed.ts'
import { chooseClinic, listOwnClinics } from '../features/identity/choosing-contract.ts'
import { confirmItsYou, signInWithCode, signInWithPassword } from '../features/identity/contract.ts'
import {
  addPasskey,
  beginPasskey,
  getPasskeyChallenge,
  signInWithPasskey,
} from '../features/identity/passkey-contract.ts'
import { ROLES, type Role } from '../pure/roles/roles.ts'
import { newId } from '../server/db/ids.ts'
import type { House } from './app.ts'
import {
  type AssertionWish,
  type CreationWish,
  makePasskey,
  type SoftPasskey,
  answerWith,
} from './authenticator.ts'
import type { Visitor, VisitorOptions } from './visitor.ts'

export interface Person {
  id: string
  name: string
  email: string
  role: Role
  password: string
  /** Of the authenticator app, base32; undefined: has none. */
  totpSecret: string | undefined
}

export interface Clinic {
  id: string
  name: string
  people: Person[]
  /** The first person of that role. */
  the(role: Role): Person
}

/** Long enough, in no list, and nobody's name. */
export const PASSWORD = 'quiet otters juggle lamps'

export interface ClinicWish {
  name?: string
  /** D one person of each role. */
  roles?: readonly Role[]
  /** Whether everybody has an authenticator app; D no. */
  totp?: boolean
}

/** What a clinic asks of everybody, as its settings write it; required since `from`, D long ago. */
export async function setTwoFactorRule(
  house: House,
  clinicId: string,
  rule: 'optional' | 'recommended' | 'required',
  from = '2026-01-01T00:00:00Z',
): Promise<void> {
  await house.database.ask('admin', 'UPDATE clinic SET two_factor = $1 WHERE id = $2', [rule, clinicId])
  for (const role of ROLES) {
    await house.database.ask(
      'admin',
      `INSERT INTO role_rule (clinic_id, role, two_factors, two_factors_since, two_factors_from) VALUES ($1, $2, $3, $4, $4)
       ON CONFLICT (clinic_id, role) DO UPDATE SET two_factors = excluded.two_factors, two_factors_from = excluded.two_factors_from`,
      [clinicId, role, rule === 'required', from],
    )
  }
}

/**
 * The visitor's browser, marked as a shared computer of that clinic; its living sessions have its class and name at once.
 * Somebody has signed in there before. The answer is the shared computer's id.
 */
export async function markShared(
  house: House,
  visitor: Visitor,
  clinic: Clinic,
  name = 'Front desk 1',
): Promise<string> {
  const tokenHash = hash('sha256', visitor.cookies.get('__Host-enamel-device') ?? '', 'buffer')
  const [device] = await house.database.ask<{ id: string }>(
    'admin',
    'SELECT id FROM device WHERE token_hash = $1',
    [tokenHash],
  )
  if (!device) throw new Error('Nobody has signed in at this browser yet')
  const id = newId(house.clock.now())
  await house.database.ask(
    'admin',
    `INSERT INTO shared_computer (clinic_id, id, device_id, name, place, marked_at, marked_by)
     SELECT $1, $2, $3, $4, 'Reception', $5, person_id FROM membership WHERE clinic_id = $1 ORDER BY role = 'OWNER' DESC LIMIT 1`,
    [clinic.id, id, device.id, name, house.clock.now()],
  )
  await house.database.ask(
    'admin',
    `UPDATE session SET device_class = 'shared', device_name = $3 WHERE clinic_id = $1 AND device_id = $2 AND state <> 'ended'`,
    [clinic.id, device.id, name],
  )
  return id
}

/** One proof more than the password, in every open session of this person: they may set up a factor after the date too. */
export async function vouchFor(house: House, personId: string): Promise<void> {
  await house.database.ask(
    'admin',
    "UPDATE session SET vouched_at = $2, vouched_by = 'beside_code' WHERE person_id = $1 AND state <> 'ended'",
    [personId, house.clock.now()],
  )
}

/** Makes somebody a member of one more clinic, beside the people it has. */
export async function joinAlso(
  house: House,
  clinic: Pick<Clinic, 'id'>,
  person: Pick<Person, 'id'>,
  role: Role = 'VIEWER',
): Promise<void> {
  await house.database.ask(
    'admin',
    `INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, $3, 'active', $4, $4)`,
    [clinic.id, person.id, role, house.clock.now()],
  )
}

let made = 0

/** A clinic with people who have a password; the first run is over by it. */
export async function buildClinic(house: House, wish: ClinicWish = {}): Promise<Clinic> {
  const number = ++made
  const name = wish.name ?? `Clinic ${number}`
  const { kernel } = house.enamel
  const seeded = await seedClinic(
    kernel,
    {
      name,
      country: 'GB',
      zone: 'Europe/London',
      locale: 'en-GB',
      people: (wish.roles ?? ROLES).map((role, index) => ({
        name: `${role} Person${index}`,
        email: `${role.toLowerCase()}.${index}@clinic${number}.example`,
        role,
        password: PASSWORD,
        ...(wish.totp && { totpSecret: new Secret({ size: 20 }).base32 }),
      })),
    },
    (password) => kernel.hashing.hash(password),
  )
  const people = seeded.people.map(({ id, name: personName, email, role, totpSecret }) => ({
    id,
    name: personName,
    email,
    role,
    password: PASSWORD,
    totpSecret,
  }))
  return {
    id: seeded.id,
    name,
    people,
    the(role) {
      const person = people.find((one) => one.role === role)
      if (!person) throw new Error(`Nobody of ${name} is ${role}`)
      return person
    },
  }
}

/** The six digits that the person's app shows now. */
export function codeOf(house: House, person: Pick<Person, 'totpSecret'>): string {
  if (!person.totpSecret) throw new Error('This person has no authenticator app')
  const secret = Secret.fromBase32(person.totpSecret)
  return new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: house.clock.now().getTime(),
  })
}

/** A step is used once, so the clock goes on to the next. */
function nextStep(house: House): void {
  house.clock.advance({ seconds: 30 })
}

/** Signs somebody in at a browser of their own, with the second factor where they have one; of several clinics into the first. Takes the mails of it. */
export async function signIn(house: House, person: Person, options: VisitorOptions = {}): Promise<Visitor> {
  const visitor = house.visitor(options)
  await signInAt(house, visitor, person)
  return visitor
}

export async function signInAt(
  house: House,
  visitor: Visitor,
  person: Person,
  into?: Pick<Clinic, 'id'>,
): Promise<void> {
  if ((await proveAt(house, visitor, person)) === 'clinic') {
    const { clinics } = await visitor.must(listOwnClinics)
    await visitor.must(chooseClinic, { body: { clinicId: into?.id ?? clinics[0]?.id ?? '' } })
  }
  await takeNewDeviceMail(house, person)
}

/** All that a sign-in asks of them, and no clinic chosen yet where they have several. Mail is left. */
export async function proveAt(
  house: House,
  visitor: Visitor,
  person: Person,
): Promise<'home' | 'clinic' | 'second_factor'> {
  const body = { email: person.email, password: person.password }
  const { next } = await visitor.must(signInWithPassword, { body })
  if (next !== 'second_factor') return next
  nextStep(house)
  return (await visitor.must(signInWithCode, { body: { code: codeOf(house, person) } })).next
}

/** The same browser in another network, where the house keeps visitors apart: the flood limit is not what a test is about. */
export function elsewhere(house: House, visitor: Visitor): Visitor {
  const next = house.visitor()
  for (const [name, value] of visitor.cookies) next.cookies.set(name, value)
  return next
}

/** "Confirm it's you" for ten minutes. */
export async function confirm(house: House, visitor: Visitor, person: Person): Promise<void> {
  if (person.totpSecret) nextStep(house)
  const code = person.totpSecret ? { code: codeOf(house, person) } : {}
  await visitor.must(confirmItsYou, { body: { password: person.password, ...code } })
}

/** Adds a passkey where the visitor is signed in and confirmed. Takes the mail of it. */
export async function addPasskeyTo(
  house: House,
  visitor: Visitor,
  wish: CreationWish = {},
): Promise<SoftPasskey & { id: string }> {
  const { options } = await visitor.must(beginPasskey)
  const { passkey, credential } = makePasskey(options, house.origin, wish)
  const { id } = await visitor.must(addPasskey, { body: { credential } })
  await house.outbox.take('passkey_added')
  return { ...passkey, id }
}

/** Signs in with a passkey alone, at this visitor's browser; the answer is the test's. Mail is left. */
export async function tryPasskey(visitor: Visitor, passkey: SoftPasskey, wish: AssertionWish = {}) {
  const { options } = await visitor.must(getPasskeyChallenge)
  return visitor.call(signInWithPasskey, { body: { credential: answerWith(passkey, options, wish) } })
}

async function takeNewDeviceMail(house: House, person: Person): Promise<void> {
  const [mail] = await house.outbox.left('new_device', person.email)
  if (mail) await house.outbox.take('new_device', person.email)
}

/** The first run as a person goes through it, up to the signed-in Owner. */
export async function runFirstRun(house: House): Promise<{ owner: Person; visitor: Visitor }> {
  const link = await newSetupLink(house.system())
  const visitor = house.visitor()
  await visitor.must(openSetup, { body: { token: link?.split('#')[1] ?? '' } })
  await visitor.must(nameClinic, {
    body: { name: 'Marsh Lane Dental', country: 'GB', zone: 'Europe/London', locale: 'en-GB' },
  })
  const owner = { name: 'Ada Marsh', email: 'ada@marshlane.example' }
  await visitor.must(nameOwner, { body: owner })
  await visitor.must(createClinic, { body: { password: PASSWORD } })
  const [row] = await house.database.ask<{ id: string }>('admin', 'SELECT person_id AS id FROM membership')
  return {
    owner: { id: row?.id ?? '', ...owner, role: 'OWNER', password: PASSWORD, totpSecret: undefined },
    visitor,
  }
}
