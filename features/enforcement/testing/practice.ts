/** A practice in which somebody lost a phone: two of each who may help, and who may not. */
import type { House } from '../../../test/app.ts'
import { buildClinic, type Clinic, confirm, type Person, signIn } from '../../../test/builders.ts'
import type { Visitor } from '../../../test/visitor.ts'

export interface Practice extends Clinic {
  owner: Person
  secondOwner: Person
  admin: Person
  secondAdmin: Person
  nurse: Person
  /** Signed in and confirmed just now, at a browser of their own. */
  enter(person: Person): Promise<Visitor>
}

export async function openPractice(house: House, { totp = true } = {}): Promise<Practice> {
  const clinic = await buildClinic(house, {
    roles: ['OWNER', 'OWNER', 'ADMIN', 'ADMIN', 'HR_MANAGER', 'NURSE'],
    totp,
  })
  const [owner, secondOwner, admin, secondAdmin, , nurse] = clinic.people as [
    Person,
    Person,
    Person,
    Person,
    Person,
    Person,
  ]
  return {
    ...clinic,
    owner,
    secondOwner,
    admin,
    secondAdmin,
    nurse,
    async enter(person) {
      const visitor = await signIn(house, person)
      await confirm(house, visitor, person)
      await house.outbox.takeAll()
      return visitor
    },
  }
}

/** Makes somebody a member of another clinic too. */
export async function joinElsewhere(house: House, person: Person): Promise<Clinic> {
  const other = await buildClinic(house, { roles: ['OWNER'] })
  await house.database.ask(
    'admin',
    `INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, 'NURSE', 'active', $3, $3)`,
    [other.id, person.id, house.clock.now()],
  )
  return other
}

export const BECAUSE = { reason: 'The phone fell into the harbour' }
