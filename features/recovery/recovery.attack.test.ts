/** A recovery link in the wrong hands, at the wrong time, twice, or cut off half-way. */
import { afterEach, describe, expect, it } from 'vitest'
import { INSTALLATION } from '../../server/context.ts'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  confirm,
  PASSWORD,
  type Person,
  signIn,
  tryPasskey,
} from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { whoAmI } from '../sessions/contract.ts'
import { removeTotp, signInWithPassword } from '../identity/contract.ts'
import { finishRecovery, openRecovery } from './contract.ts'
import { removePasskey } from '../identity/passkey-contract.ts'
import { newRecoveryLink } from './recovery.ts'

const house = await startTestApp()
afterEach(() => house.outbox.takeAll())

const NEW = 'seven brisk kettles hum'
let networks = 0
const stranger = () => house.visitor({ address: `203.0.113.${++networks}` })
const owner = async (wish: { totp?: boolean } = {}) =>
  (await buildClinic(house, { roles: ['OWNER'], ...wish })).the('OWNER')

async function linkFor({ email }: Pick<Person, 'email'>): Promise<string> {
  const made = await newRecoveryLink(house.system(), email)
  return made?.link.split('#')[1] ?? ''
}
const lingering = async () =>
  (
    await house.database.ask(
      'admin',
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
    )
  ).length > 0
const finish = (token: string, visitor: Visitor = stranger(), password = NEW) =>
  visitor.call(finishRecovery, { body: { token, password } })
const open = (token: string) => stranger().call(openRecovery, { body: { token } })
const enter = (email: string, password: string, visitor = stranger()) =>
  visitor.call(signInWithPassword, { body: { email, password } })
const OVER = [410, 'identity.recovery_link_over']
const said = ({ status, code }: { status: number; code: string | undefined }) => [status, code]
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'
const change = (sql: string, values: unknown[]) => house.database.ask('admin', sql, values)

describe('a recovery link that is tried again or out of turn', () => {
  it('works once', async () => {
    const token = await linkFor(await owner())
    expect((await finish(token)).status).toBe(200)
    const before = await seq()
    expect(said(await finish(token))).toEqual(OVER)
    expect(said(await open(token))).toEqual(OVER)
    expect((await house.events(before)).map(({ action, outcome }) => [action, outcome])).toEqual([
      ['auth.recovery_refused', 'refused'],
      ['auth.recovery_refused', 'refused'],
    ])
  })

  it('works for exactly one of many at the same instant', async () => {
    const person = await owner()
    const token = await linkFor(person)
    const visitors = Array.from({ length: 6 }, stranger)
    const answers = await Promise.all(
      visitors.map((visitor, index) => finish(token, visitor, `${NEW} number ${index}`)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(5)
    const winner = answers.findIndex(({ status }) => status === 200)
    expect((await enter(person.email, `${NEW} number ${winner}`)).status).toBe(200)
    const states = await Promise.all(visitors.map(async (visitor) => (await visitor.must(whoAmI)).state))
    expect(states.filter((state) => state === 'full')).toHaveLength(1)
  })

  it('leaves no session to whoever signs in with what was lost at the same instant', async () => {
    for (let round = 0; round < 4; round++) {
      const person = await owner()
      const visitor = await signIn(house, person)
      await confirm(house, visitor, person)
      const passkey = await addPasskeyTo(house, visitor)
      const token = await linkFor(person)
      const [winner, thief, guesser] = [stranger(), stranger(), stranger()]
      const [done] = await Promise.all([
        finish(token, winner),
        tryPasskey(thief, passkey),
        enter(person.email, PASSWORD, guesser),
      ])
      expect(done.status).toBe(200)
      const states = await Promise.all(
        [winner, thief, guesser, visitor].map(async (one) => (await one.must(whoAmI)).state),
      )
      expect(states).toEqual(['full', 'none', 'none', 'none'])
    }
  })

  it('goes through while what is lost is being taken away, each having what the other waits for', async () => {
    for (const what of ['totp', 'passkey']) {
      const person = await owner({ totp: true })
      const visitor = await signIn(house, person)
      const { id: passkeyId } = await addPasskeyTo(house, visitor)
      const token = await linkFor(person)
      // Whoever takes it away goes on as soon as the other waits for them: a condition is polled, no time is waited for.
      await change(
        `CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
           FOR i IN 1..500 LOOP
             EXIT WHEN EXISTS (SELECT FROM pg_locks l WHERE NOT l.granted AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid)));
             PERFORM pg_sleep(0.01);
           END LOOP;
           RETURN OLD; END $$`,
        [],
      )
      await change(
        `CREATE TRIGGER linger BEFORE DELETE ON ${what} FOR EACH ROW EXECUTE FUNCTION linger()`,
        [],
      )
      const removing =
        what === 'totp' ? visitor.call(removeTotp) : visitor.call(removePasskey, { params: { passkeyId } })
      // Whoever comes second would find nothing to take away, and meet nobody.
      await expect.poll(lingering, { timeout: 10_000 }).toBe(true)
      const [done, removed] = await Promise.all([finish(token), removing])
      await change('DROP FUNCTION linger CASCADE', [])
      expect(done.status).toBe(200)
      // PostgreSQL chooses which of the two begins again; where it is this one, nothing is left to take away.
      expect([200, 404, 409]).toContain(removed.status)
      expect((await visitor.must(whoAmI)).state).toBe('none')
    }
  })

  it('is over after an hour by the product’s clock', async () => {
    const person = await owner()
    const token = await linkFor(person)
    house.clock.advance({ seconds: 3_590 })
    expect((await open(token)).status).toBe(200)
    house.clock.advance({ seconds: 11 })
    expect(said(await open(token))).toEqual(OVER)
    expect(said(await finish(token))).toEqual(OVER)
    expect((await enter(person.email, PASSWORD)).status).toBe(200)
  })

  it('dies with a newer one, also when several are made at the same instant', async () => {
    const person = await owner()
    const old = await linkFor(person)
    const several = await Promise.all([linkFor(person), linkFor(person), linkFor(person)])
    expect(said(await finish(old))).toEqual(OVER)
    const good = await Promise.all(several.map(async (token) => (await open(token)).status === 200))
    expect(good.filter(Boolean)).toHaveLength(1)
    expect((await finish(several[good.indexOf(true)] ?? '')).status).toBe(200)
  })

  it('does nothing for somebody who was disabled, left or demoted since', async () => {
    for (const set of ["state = 'disabled'", "state = 'left'", "role = 'ADMIN'"]) {
      const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER'] })
      const person = clinic.the('OWNER')
      const token = await linkFor(person)
      await change(`UPDATE membership SET ${set} WHERE person_id = $1`, [person.id])
      expect(said(await open(token)), set).toEqual(OVER)
      expect(said(await finish(token)), set).toEqual(OVER)
    }
  })

  it('is no other secret of this house: session, device and set-up tokens open nothing here', async () => {
    const before = await seq()
    const visitor = await signIn(house, await owner())
    for (const token of [...visitor.cookies.values(), 'A'.repeat(43), 'x', '🔑'.repeat(40)])
      expect(said(await finish(token))).toEqual(OVER)
    const refused = (await house.events(before)).filter(({ action }) => action === 'auth.recovery_refused')
    expect(new Set(refused.map(({ clinicId }) => clinicId))).toEqual(new Set([INSTALLATION]))
  })

  it('and its own token is no session', async () => {
    const token = await linkFor(await owner())
    const visitor = house.visitor()
    visitor.cookies.set('__Host-enamel', token)
    expect((await visitor.must(whoAmI)).state).toBe('none')
  })

  it('is not taken from another page', async () => {
    const token = await linkFor(await owner())
    const reply = await stranger().send<{ code: string }>({
      method: 'POST',
      url: '/api/recovery/finish',
      headers: { origin: 'https://evil.example' },
      body: { token, password: NEW },
    })
    expect(reply.status).toBe(403)
    expect((await open(token)).status).toBe(200)
  })

  it('ends the session that this browser had of somebody else', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN'] })
    const shared = await signIn(house, clinic.the('ADMIN'))
    const cookie = shared.cookies.get('__Host-enamel') ?? ''
    expect((await finish(await linkFor(clinic.the('OWNER')), shared)).status).toBe(200)
    expect((await shared.must(whoAmI)).person?.role).toBe('OWNER')
    const late = house.visitor()
    late.cookies.set('__Host-enamel', cookie)
    expect((await late.must(whoAmI)).endedWhy).toBe('replaced')
  })
})

describe('a recovery that fails half-way', () => {
  it('leaves everything as it was, and a link that still works', async () => {
    const person = await owner({ totp: true })
    const visitor = await signIn(house, person)
    const token = await linkFor(person)
    const before = await seq()
    // The last thing it writes besides events: as if the process had died there.
    await change(
      `CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut off'; END $$;
       CREATE TRIGGER cut BEFORE INSERT ON mail FOR EACH ROW WHEN (NEW.template = 'recovered') EXECUTE FUNCTION cut()`,
      [],
    )
    const cut = stranger()
    expect((await finish(token, cut)).status).toBe(500)
    expect(house.takeComplaints().join()).toContain('cut off')
    await change('DROP TRIGGER cut ON mail', [])
    expect(cut.cookies.size).toBe(0)
    expect(await house.events(before)).toEqual([])
    expect((await visitor.must(whoAmI)).session?.hasTotp).toBe(true)
    expect((await enter(person.email, PASSWORD)).body).toEqual({ next: 'second_factor' })
    expect((await finish(token)).status).toBe(200)
  })
})
