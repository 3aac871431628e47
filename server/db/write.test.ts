/** A change and its event: both or neither. */
import { sql } from 'kysely'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getChecklist, stateStep } from '../../features/checklist/contract.ts'
import {
  beginTotp,
  changePassword,
  confirmTotp,
  getSecurity,
  makeBackupCodes,
  removeTotp,
  signInWithPassword,
} from '../../features/identity/contract.ts'
import { endSessions, listSessions, reportActivity, signOut } from '../../features/sessions/contract.ts'
import { createClinic, nameClinic, nameOwner, openSetup } from '../../features/clinics/contract.ts'
import { newSetupLink } from '../../features/clinics/first-run.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, codeOf, PASSWORD, type Person, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { audited, read, unaudited, write } from './database.ts'

const house = await startTestApp()
const empty = await startTestApp()
let clinic: Clinic
let free: Person[]

beforeAll(async () => {
  clinic = await buildClinic(house, { totp: true })
  free = clinic.people.filter(({ role }) => role !== 'OWNER')
})
afterEach(() => house.outbox.takeAll())

/** Everything but the counters, the queue and the log's own parts: what a change could have left. */
const TABLES = [
  'clinic',
  'person',
  'person_email',
  'membership',
  'password',
  'password_history',
  'totp',
  'backup_code',
  'passkey',
  'challenge_used',
  'one_time_link',
  'mail_server',
  'plan_answers',
  'session',
  'statement',
  'mail',
  'installation',
  'event',
]
/** A mail of before may be sent meanwhile: that is its own job's doing. */
const rowOf = (table: string) => (table === 'mail' ? '(t.id, t.person_id, t.cause)::text' : 't::text')
const state = async (of = house) =>
  JSON.stringify(
    await of.database.ask(
      'admin',
      `${TABLES.map((table) => `SELECT '${table}', ${rowOf(table)} AS row FROM ${table} t`).join(' UNION ALL ')} ORDER BY 1, 2`,
    ),
  )

/** Does this while the log refuses that action, and expects a fault that left nothing behind. */
async function whileLogRefuses(
  action: string,
  act: () => Promise<{ status: number; code: string | undefined }>,
  of = house,
): Promise<void> {
  await of.database.ask(
    'admin',
    `ALTER TABLE event ADD CONSTRAINT full_disk CHECK (action <> '${action}') NOT VALID`,
  )
  try {
    const before = await state(of)
    const reply = await act()
    expect([reply.status, reply.code]).toEqual([500, 'server.fault'])
    expect(await state(of)).toBe(before)
    expect(of.takeComplaints().join('\n')).toContain('full_disk')
  } finally {
    await of.database.ask('admin', 'ALTER TABLE event DROP CONSTRAINT full_disk')
  }
}

describe('when its event cannot be written', () => {
  let who: Person
  let visitor: Visitor
  beforeEach(async () => {
    who = free.pop() as Person
    visitor = await signIn(house, who)
    await house.outbox.takeAll()
  })

  it('a sign-in does not happen', async () => {
    const other = house.visitor()
    await whileLogRefuses('auth.2fa.challenge', () =>
      other.call(signInWithPassword, { body: { email: who.email, password: who.password } }),
    )
    expect(other.cookies.size).toBe(0)
  })

  it('a password stays, the other sessions too, and no mail goes', async () => {
    const other = await signIn(house, who)
    await whileLogRefuses('password.changed', () =>
      visitor.call(changePassword, { body: { password: 'marble kites sing low' } }),
    )
    expect((await other.call(getSecurity)).status).toBe(200)
    expect((await visitor.call(getSecurity)).status).toBe(200)
  })

  it('an authenticator app stays', async () => {
    await whileLogRefuses('auth.2fa.disabled', () => visitor.call(removeTotp))
  })

  it('an authenticator app is not set up', async () => {
    await visitor.must(removeTotp)
    await house.outbox.takeAll()
    const { challengeId, secret } = await visitor.must(beginTotp)
    const body = { challengeId, code: codeOf(house, { totpSecret: secret }) }
    await whileLogRefuses('auth.2fa.factor_added', () => visitor.call(confirmTotp, { body }))
    expect((await visitor.call(confirmTotp, { body })).status).toBe(200)
  })

  it('the backup codes before stay', async () => {
    await visitor.must(makeBackupCodes)
    await whileLogRefuses('backup_codes.made', () => visitor.call(makeBackupCodes))
  })

  it('no session ends', async () => {
    await whileLogRefuses('session.end', () => visitor.call(signOut))
    await whileLogRefuses('session.others_ended', () => visitor.call(endSessions, { body: { which: 'all' } }))
    expect((await visitor.call(listSessions)).status).toBe(200)
  })

  it('nothing is stated', async () => {
    const owner = await signIn(house, clinic.the('OWNER'))
    await owner.must(reportActivity)
    await whileLogRefuses('checklist.step_stated', () =>
      owner.call(stateStep, { params: { step: 3 }, body: { note: 'Seen to' } }),
    )
  })

  it('nobody is refused without a trace: what should be a refusal is a fault', async () => {
    await whileLogRefuses('auth.signin.fail', () =>
      house.visitor().call(signInWithPassword, { body: { email: who.email, password: 'not it' } }),
    )
  })

  it('no clinic is made', async () => {
    const browser = empty.visitor()
    const token = (await newSetupLink(empty.system()))?.split('#')[1] ?? ''
    await browser.must(openSetup, { body: { token } })
    await browser.must(nameClinic, {
      body: { name: 'Marsh Lane', country: 'GB', zone: 'Europe/London', locale: 'en-GB' },
    })
    await browser.must(nameOwner, { body: { name: 'Ada Marsh', email: 'ada@marshlane.example' } })
    for (const action of ['clinic.created', 'session.start'])
      await whileLogRefuses(action, () => browser.call(createClinic, { body: { password: PASSWORD } }), empty)
    expect((await browser.call(createClinic, { body: { password: PASSWORD } })).status).toBe(200)
  })
})

describe('write', () => {
  it('takes back a change whose action no feature declared', async () => {
    const ctx = house.system(clinic.id as Parameters<typeof house.system>[0])
    const before = await state()
    const change = write(ctx, async (tx) => {
      await tx.updateTable('clinic').set({ name: 'Renamed' }).where('id', '=', clinic.id).execute()
      return audited({ action: 'clinic.renamed', category: 'config' })
    })
    await expect(change).rejects.toThrow('No feature declares the audit action clinic.renamed')
    expect(await state()).toBe(before)
  })

  it('takes back a change that left no event', async () => {
    const ctx = house.system(clinic.id as Parameters<typeof house.system>[0])
    const before = await state()
    const change = write(ctx, async (tx) => {
      await tx.updateTable('clinic').set({ name: 'Renamed' }).where('id', '=', clinic.id).execute()
      return audited([] as never)
    })
    await expect(change).rejects.toThrow('without an audit event')
    expect(await state()).toBe(before)
  })

  it('does a change anew that waited for one that waited for it, and both are in the log once', async () => {
    const ctx = house.system(clinic.id as Parameters<typeof house.system>[0])
    const before = (await house.events()).at(-1)?.seq ?? '0'
    let tries = 0
    const firstHeld = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const lock = (tx: Parameters<Parameters<typeof write>[1]>[0], which: number) =>
      sql`SELECT pg_advisory_xact_lock(${4_711 + which})`.execute(tx)
    const change = (own: 0 | 1) =>
      write(ctx, async (tx) => {
        tries++
        await lock(tx, own)
        firstHeld[own]?.resolve()
        await firstHeld[1 - own]?.promise
        await lock(tx, 1 - own)
        return audited({ action: 'mail_server.removed', category: 'config' }, own)
      })
    expect(await Promise.all([change(0), change(1)])).toEqual([0, 1])
    expect(tries).toBe(3)
    expect(await house.events(before)).toHaveLength(2)
  })

  it('is the only way to change: reading cannot, and an unaudited change gives its reason', async () => {
    const ctx = house.system(clinic.id as Parameters<typeof house.system>[0])
    const change = read(ctx, (tx) =>
      (tx as unknown as Parameters<Parameters<typeof unaudited>[2]>[0])
        .updateTable('clinic')
        .set({ name: 'Renamed' })
        .execute(),
    )
    await expect(change).rejects.toThrow('read-only')
    expect(() => unaudited(ctx, 'because', async () => undefined)).toThrow('reason')
  })

  it('speaks for one clinic: rows of another are not there to be changed', async () => {
    const other = await buildClinic(house, { roles: ['OWNER'] })
    const ctx = house.system(clinic.id as Parameters<typeof house.system>[0])
    const changed = await unaudited(ctx, 'tried by this test alone', (tx) =>
      tx
        .updateTable('clinic')
        .set({ name: 'Taken over' })
        .where('id', '=', other.id)
        .returning('id')
        .execute(),
    )
    expect(changed).toEqual([])
    const owner = await signIn(house, other.the('OWNER'))
    expect((await owner.call(getChecklist)).status).toBe(200)
  })
})
