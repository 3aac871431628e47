/** Every role × every act × every role it is done to, and every role that is given, against the API. */
import { afterAll, describe, expect, it } from 'vitest'
import { PERMISSIONS, ROLES, type Role } from '../pure/roles/roles.ts'
import { newId } from '../server/db/ids.ts'
import { startTestApp } from './app.ts'
import { buildClinic, confirm, elsewhere, signIn } from './builders.ts'
import { RANK_ACTS, type RankAct } from './ranks/acts.ts'
import { requestOf } from './visitor.ts'

const house = await startTestApp({ apart: true })
const clinic = await buildClinic(house)
const tried = { allowed: 0, refused: 0 }
afterAll(async () => {
  await house.outbox.takeAll()
  process.stdout.write(`rules of rank: ${tried.allowed} acts went through, ${tried.refused} were refused\n`)
})

/** The ranks as facts.md has them, written again: a slip in the product's own table is found. */
const RANK: Record<Role, number> = {
  OWNER: 100,
  ADMIN: 90,
  HR_MANAGER: 75,
  DENTIST: 70,
  HYGIENIST: 65,
  THERAPIST: 60,
  NURSE: 55,
  RECEPTIONIST: 50,
  BILLING_STAFF: 45,
  STAFF: 30,
  VIEWER: 10,
}
const below = (actor: Role, other: Role) =>
  RANK[other] < RANK[actor] || (actor === 'OWNER' && other === 'OWNER')

/** What the answer must be; undefined: it goes through. */
function expected(act: RankAct, actor: Role, colleague: Role, role: Role): string | undefined {
  if (!(PERMISSIONS[act.permission] as readonly Role[]).includes(actor)) return 'request.not_allowed'
  if (act.looks) return undefined
  if (act.ofRole) return below(actor, role) ? undefined : act.ofRole
  if (!below(actor, colleague)) return 'staff.rank_too_low'
  if (act.gives && !below(actor, role)) return 'staff.role_too_high'
  if (act.gives && role === colleague) return 'staff.same_role'
  return undefined
}

const ask = (text: string, values: unknown[]) => house.database.ask('admin', text, values)
let made = 0

/** Somebody new of that role: what the act before did to another is not in the way. */
async function colleague(role: Role, state: string): Promise<string> {
  const id = newId(house.clock.now())
  const now = house.clock.now()
  const address = `colleague${++made}@ranks.example`
  await ask('INSERT INTO person (id, name, created_at) VALUES ($1, $2, $3)', [id, `Colleague ${made}`, now])
  await ask(
    `INSERT INTO person_email (person_id, address, folded, signs_in, created_at) VALUES ($1, $2, $2, true, $3)`,
    [id, address, now],
  )
  await ask(
    `INSERT INTO membership (clinic_id, person_id, role, state, joined_at, role_since) VALUES ($1, $2, $3, $4, $5, $5)`,
    [clinic.id, id, role, state, now],
  )
  return id
}
const standing = async (id: string) =>
  (
    await ask(
      'SELECT role, state, deleted_at, revision FROM membership WHERE clinic_id = $1 AND person_id = $2',
      [clinic.id, id],
    )
  )[0]
/** Out of the way of the next: nobody hears of the acts after it. */
const gone = (id: string) =>
  ask(`UPDATE membership SET state = 'left' WHERE clinic_id = $1 AND person_id = $2`, [clinic.id, id])

describe.each(ROLES)('%s', (actor) => {
  it.each(RANK_ACTS)('$name: who is below, and nobody else', async (act) => {
    const person = clinic.the(actor)
    const visitor = await signIn(house, person)
    await confirm(house, visitor, person)
    const wrong: string[] = []
    for (const target of ROLES) {
      let personId = await colleague(target, act.state ?? 'active')
      for (const role of act.names ? ROLES : [target]) {
        const before = await standing(personId)
        const reply = await elsewhere(house, visitor).send(
          requestOf(act.endpoint, act.sent({ personId }, role)),
        )
        const want = expected(act, actor, target, role)
        const how = `${actor} ${act.name} ${target}${act.names ? ` to ${role}` : ''}`
        if (reply.code !== want || (want === undefined && reply.status !== 200))
          wrong.push(`${how}: ${reply.status} ${reply.code}, not ${want ?? 'done'}`)
        const after = await standing(personId)
        const same = JSON.stringify(after) === JSON.stringify(before)
        if (want !== undefined && !same) wrong.push(`${how}: refused, and done all the same`)
        tried[want === undefined ? 'allowed' : 'refused'] += 1
        if (want === undefined && !act.looks) {
          await ask(`UPDATE handover SET answer = 'withdrawn', answered_at = $2 WHERE clinic_id = $1`, [
            clinic.id,
            house.clock.now(),
          ])
          await gone(personId)
          personId = await colleague(target, act.state ?? 'active')
        }
      }
      await gone(personId)
    }
    expect(wrong).toEqual([])
  })
})

describe('nobody', () => {
  it.each(RANK_ACTS.filter(({ looks, ofRole }) => !looks && !ofRole))(
    'does it to themselves: $name',
    async (act) => {
      for (const actor of ROLES) {
        const person = clinic.the(actor)
        const visitor = await signIn(house, person)
        await confirm(house, visitor, person)
        const reply = await visitor.send(requestOf(act.endpoint, act.sent({ personId: person.id }, 'VIEWER')))
        const may = (PERMISSIONS[act.permission] as readonly Role[]).includes(actor)
        expect([reply.status, reply.code], actor).toEqual([
          403,
          may ? 'staff.not_yourself' : 'request.not_allowed',
        ])
        tried.refused += 1
      }
    },
  )
})
