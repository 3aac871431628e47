/** Backup codes: shown once, used once, replaced as a whole. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, confirm, type Person, signIn } from '../../test/builders.ts'
import { whileHeld } from '../../test/held-lock.ts'
import type { Visitor } from '../../test/visitor.ts'
import { endSessions, whoAmI } from '../sessions/contract.ts'
import {
  confirmBackupCodes,
  confirmItsYou,
  getSecurity,
  makeBackupCodes,
  removeTotp,
  signInWithBackupCode,
  signInWithPassword,
} from './contract.ts'

const house = await startTestApp()
let free: Person[]

beforeAll(async () => {
  const [first, second] = [await buildClinic(house, { totp: true }), await buildClinic(house, { totp: true })]
  free = [...first.people, ...second.people]
})
afterEach(async () => {
  vi.restoreAllMocks()
  await house.outbox.takeAll()
})

interface Equipped {
  who: Person
  visitor: Visitor
  codes: string[]
}

/** Somebody signed in who has just made their codes. */
async function equipped(): Promise<Equipped> {
  const who = free.pop() as Person
  const visitor = await signIn(house, who)
  const { codes } = await visitor.must(makeBackupCodes)
  return { who, visitor, codes }
}

async function half({ email, password }: Person): Promise<Visitor> {
  const visitor = house.visitor()
  await visitor.must(signInWithPassword, { body: { email, password } })
  return visitor
}
const enter = (visitor: Visitor, code = '') => visitor.call(signInWithBackupCode, { body: { code } })
const unused = '2222-2222-2222-2222-2222'

describe('making codes', () => {
  it('gives ten, tells the person by mail, and never shows them again', async () => {
    const { who, visitor, codes } = await equipped()
    expect(codes).toHaveLength(10)
    expect(new Set(codes).size).toBe(10)
    await house.outbox.take('backup_codes_made', who.email)
    const shown = JSON.stringify((await visitor.call(getSecurity)).body)
    expect(shown).toContain('"left":10')
    expect(codes.some((code) => shown.includes(code))).toBe(false)
    const stored = JSON.stringify(
      await house.database.ask('admin', 'SELECT * FROM backup_code WHERE person_id = $1', [who.id]),
    )
    expect(codes.some((code) => stored.includes(code.replaceAll('-', '').slice(4)))).toBe(false)
    expect(stored).toContain('$argon2id$')
  })

  it('ends those before', async () => {
    const { who, visitor, codes } = await equipped()
    const later = await visitor.must(makeBackupCodes)
    const browser = await half(who)
    expect((await enter(browser, codes[0])).code).toBe('identity.wrong_code')
    expect((await enter(browser, later.codes[0])).status).toBe(200)
  })

  it('leaves ten when it is asked for twice in the same moment', async () => {
    const { who, visitor } = await equipped()
    const both = await whileHeld(house.database, `SELECT FROM person WHERE id = '${who.id}'`, 2, () =>
      Promise.all([visitor.call(makeBackupCodes), visitor.call(makeBackupCodes)]),
    )
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect((await visitor.must(getSecurity)).backupCodes).toMatchObject({ left: 10, of: 10 })
  })

  it('wants a second factor, and a fresh sign-in', async () => {
    const { who, visitor } = await equipped()
    house.clock.advance({ minutes: 11 })
    expect((await visitor.call(makeBackupCodes)).code).toBe('request.confirm_needed')
    await confirm(house, visitor, who)
    await visitor.must(removeTotp)
    const without = await visitor.call(makeBackupCodes)
    expect([without.status, without.code]).toEqual([409, 'identity.factor_missing'])
  })
})

describe('a backup code', () => {
  it('signs in once, says how many are left, and tells the person by mail', async () => {
    const { who, codes } = await equipped()
    await house.outbox.takeAll()
    const browser = await half(who)
    const answer = await enter(browser, codes[3]?.toUpperCase().replaceAll('-', ' '))
    expect(answer).toMatchObject({ status: 200, body: { next: 'home', codesLeft: 9 } })
    expect((await browser.must(whoAmI)).state).toBe('full')
    // One sign-in, one mail.
    const mail = await house.outbox.take('new_device', who.email)
    expect(mail.values['lines']).toBe('new_device backup_code_used')
    expect(await house.outbox.left()).toEqual([])
    expect((await house.events()).map(({ action }) => action)).toContain('backup_code.used')
    const again = await enter(await half(who), codes[3])
    expect([again.status, again.code]).toEqual([422, 'identity.code_used'])
  })

  it('signs in one browser when three send it in the same moment', async () => {
    const { who, codes } = await equipped()
    const browsers = [await half(who), await half(who), await half(who)]
    const replies = await whileHeld(
      house.database,
      `SELECT FROM backup_code WHERE person_id = '${who.id}'`,
      3,
      () => Promise.all(browsers.map((browser) => enter(browser, codes[0]))),
    )
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.filter(({ code }) => code === 'identity.code_used')).toHaveLength(2)
  })

  it('is not a colleague’s', async () => {
    const [one, other] = [await equipped(), await equipped()]
    expect((await enter(await half(one.who), other.codes[0])).code).toBe('identity.wrong_code')
    expect((await enter(await half(other.who), other.codes[0])).status).toBe(200)
  })

  it('costs one Argon2id to try, whatever is typed', async () => {
    const { who, codes } = await equipped()
    await enter(await half(who), codes[9])
    const verify = vi.spyOn(house.enamel.kernel.hashing, 'verify')
    const tries = [unused, 'much too short', codes[9] ?? '', `${codes[7]?.slice(0, 4)}-2222-2222-2222-2222`]
    for (const code of tries) {
      const browser = await half(who)
      verify.mockClear()
      await enter(browser, code)
      expect(verify, code).toHaveBeenCalledTimes(1)
    }
  })

  it('confirms that it is you, used up by it, and the mail says so', async () => {
    const { who, visitor, codes } = await equipped()
    await house.outbox.takeAll()
    const body = { password: who.password, backupCode: codes[0] ?? '' }
    expect((await visitor.call(confirmItsYou, { body })).status).toBe(200)
    await house.outbox.take('backup_code_used', who.email)
    expect((await visitor.call(confirmItsYou, { body })).code).toBe('identity.code_used')
    expect((await enter(await half(who), codes[0])).code).toBe('identity.code_used')
  })
})

describe('typing one back', () => {
  it('proves that they are saved and uses nothing up', async () => {
    const { who, visitor, codes } = await equipped()
    expect((await visitor.must(getSecurity)).backupCodes?.confirmedAt).toBeNull()
    await visitor.must(confirmBackupCodes, { body: { code: codes[5] ?? '' } })
    const state = await visitor.must(getSecurity)
    expect(state.backupCodes).toMatchObject({ left: 10, of: 10 })
    expect(state.backupCodes?.confirmedAt).not.toBeNull()
    expect((await enter(await half(who), codes[5])).status).toBe(200)
  })

  it('is undone by making new ones', async () => {
    const { visitor, codes } = await equipped()
    await visitor.must(confirmBackupCodes, { body: { code: codes[5] ?? '' } })
    await visitor.must(makeBackupCodes)
    expect((await visitor.must(getSecurity)).backupCodes?.confirmedAt).toBeNull()
    expect((await visitor.call(confirmBackupCodes, { body: { code: codes[5] ?? '' } })).code).toBe(
      'identity.wrong_code',
    )
  })

  it('is no way to try codes out: it shares the ladder of this device', async () => {
    const { who, visitor } = await equipped()
    for (let tries = 0; tries < 5; tries++)
      expect((await visitor.call(confirmBackupCodes, { body: { code: unused } })).code).toBe(
        'identity.wrong_code',
      )
    expect((await visitor.call(confirmBackupCodes, { body: { code: unused } })).code).toBe('identity.slowed')
    const body = { password: who.password, backupCode: unused }
    expect((await visitor.call(confirmItsYou, { body })).code).toBe('identity.slowed')
  })
})

describe('somebody who is signed out while the codes are hashed', () => {
  it('makes none, and the ones before still work', async () => {
    const { who, visitor, codes } = await equipped()
    const elsewhere = await signIn(house, who)
    const { hashing } = house.enamel.kernel
    const hash = hashing.hash.bind(hashing)
    let ended = false
    vi.spyOn(hashing, 'hash').mockImplementation(async (secret) => {
      if (!ended) {
        ended = true
        await elsewhere.must(endSessions, { body: { which: 'others' } })
      }
      return hash(secret)
    })
    const late = await visitor.call(makeBackupCodes)
    expect(late).toMatchObject({
      status: 401,
      code: 'session.ended',
      body: { values: { why: 'ended_by_self' } },
    })
    vi.restoreAllMocks()
    expect((await enter(await half(who), codes[0])).status).toBe(200)
  })

  it('has either new codes and then no session, or no session and the old codes', async () => {
    const { who, visitor, codes } = await equipped()
    const elsewhere = await signIn(house, who)
    const [made] = await whileHeld(
      house.database,
      `SELECT FROM session WHERE person_id = '${who.id}' AND state = 'full'`,
      2,
      () =>
        Promise.all([
          visitor.call(makeBackupCodes),
          elsewhere.must(endSessions, { body: { which: 'others' } }),
        ]),
    )
    expect([200, 401]).toContain(made.status)
    const old = await enter(await half(who), codes[1])
    expect(old.status === 200).toBe(made.status === 401)
  })
})
