/** What somebody tries at a locked screen, and what happens when two things happen at the same instant. */
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { answerWith } from '../../test/authenticator.ts'
import { confirm, signIn, signInAt } from '../../test/builders.ts'
import { getPasskeyChallenge } from '../identity/passkey-contract.ts'
import { whoAmI } from '../sessions/contract.ts'
import { getDraft, putDraft } from './draft-contract.ts'
import {
  endShiftOfPerson,
  getPin,
  getUnlockChallenge,
  lockComputer,
  setPin,
  unlockWithPasskey,
} from './lock-contract.ts'
import { PIN_TRIES } from './pin.ts'
import {
  byPassword,
  byPin,
  copyOf,
  frontDesk,
  passkeyFor,
  PIN,
  pinFor,
  rosterAt,
} from './testing/front-desk.ts'

const house = await startTestApp({ apart: true })
const SESSION = '__Host-enamel'
const DEVICE = '__Host-enamel-device'

/** How many PINs and passwords were compared while something was done. */
async function compared(work: () => Promise<unknown>): Promise<number> {
  const { hashing } = house.enamel.kernel
  const verify = hashing.verify.bind(hashing)
  let count = 0
  Object.assign(hashing, {
    verify: (...sent: Parameters<typeof verify>) => {
      count++
      return verify(...sent)
    },
  })
  try {
    await work()
  } finally {
    Object.assign(hashing, { verify })
  }
  return count
}

const open = async (deviceOf: Awaited<ReturnType<typeof frontDesk>>) =>
  house.database.ask<{ person: string }>(
    'admin',
    `SELECT s.person_id AS person FROM session s JOIN shared_computer c ON c.device_id = s.device_id
      WHERE c.id = $1 AND s.state IN ('half', 'full')`,
    [deviceOf.computerId],
  )

describe('guessing at a locked screen', () => {
  it('looks at five PINs and no more, also of fifty at the same instant', async () => {
    const { desk, owner, computerId } = await frontDesk(house)
    await pinFor(house, owner)
    const answers: string[] = []
    const looked = await compared(async () => {
      const all = await Promise.all(
        Array.from({ length: 50 }, (_, n) => byPin(copyOf(house, desk), owner, String(300_000 + n * 7))),
      )
      answers.push(...all.map(({ code = 'in' }) => code))
    })
    expect(looked).toBe(5)
    expect(answers.filter((code) => code === 'shared_computers.not_matching')).toHaveLength(4)
    expect(answers.filter((code) => code === 'shared_computers.full_sign_in')).toHaveLength(46)
    expect((await byPin(desk, owner)).code).toBe('shared_computers.full_sign_in')
    const [entry] = await house.database.ask<{ tries: number; why: string }>(
      'admin',
      'SELECT tries, ended_why AS why FROM shift_entry WHERE shared_computer_id = $1 AND person_id = $2',
      [computerId, owner.id],
    )
    expect(entry).toEqual({ tries: 5, why: 'tries' })
    expect((await house.events()).filter(({ action }) => action === 'shift.ended').at(-1)?.targetId).toBe(
      owner.id,
    )
  })

  it('never lets fifty with the right one among them open more than one session', async () => {
    const at = await frontDesk(house)
    await pinFor(house, at.owner)
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        byPin(copyOf(house, at.desk), at.owner, n === 2 ? PIN : String(300_000 + n * 7)),
      ),
    )
    expect(all.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
    expect(await open(at)).toHaveLength(1)
  })

  it('counts a person over all computers: ten in a row close the PIN, a full sign-in opens it', async () => {
    const one = await frontDesk(house)
    await pinFor(house, one.owner)
    const own = await signIn(house, one.owner)
    const wrong = async () => {
      await signInAt(house, one.desk, one.nurse)
      return byPin(one.desk, one.owner, '300007')
    }
    for (let n = 0; n < PIN_TRIES - 1; n++) {
      // A right password keeps the name on the roster, and forgets nothing of the PIN.
      if (n % 4 === 3) expect((await byPassword(one.desk, one.owner)).status).toBe(200)
      expect((await wrong()).code).toBe('shared_computers.not_matching')
    }
    await byPassword(one.desk, one.owner)
    expect((await wrong()).code).toBe('shared_computers.not_matching')
    await house.outbox.take('pin_closed', one.owner.email)
    expect((await own.must(getPin)).closed).toBe(true)
    expect((await byPin(one.desk, one.owner)).code).toBe('shared_computers.pin_closed')
    expect((await byPassword(one.desk, one.owner)).status).toBe(200)
    await signInAt(house, one.desk, one.owner)
    expect((await own.must(getPin)).closed).toBe(false)
    expect((await byPin(one.desk, one.owner)).status).toBe(200)
  })

  it('leaves an event each, repeats of a minute as one, with the computer’s name', async () => {
    const { desk, owner } = await frontDesk(house)
    await pinFor(house, owner)
    await byPin(desk, owner, '300007')
    expect((await house.events()).at(-1)).toMatchObject({
      action: 'session.unlock_failed',
      outcome: 'failed',
      targetId: owner.id,
      actorKind: 'nobody',
      personal: { factor: 'pin', reason: 'wrong_pin', device_name: 'Front desk 1' },
    })
  })

  it('gives a try back that nobody could look at', async () => {
    const { desk, owner, nurse } = await frontDesk(house)
    for (let n = 0; n < 8; n++) expect((await byPin(desk, nurse)).code).toBe('shared_computers.pin_closed')
    expect(await rosterAt(desk)).toHaveLength(2)
    expect((await byPassword(desk, owner)).status).toBe(200)
  })
})

describe('a PIN that is set', () => {
  it('is refused when it is easily guessed, with the reason at its field', async () => {
    const { desk, nurse } = await frontDesk(house)
    await confirm(house, desk, nurse)
    for (const pin of ['123456', '000000', '140783', '112233', '159753', '201984']) {
      const answer = await desk.call(setPin, { body: { pin } })
      expect([pin, answer.code, answer.fields[0]?.path]).toEqual([
        pin,
        'shared_computers.pin_weak',
        'body.pin',
      ])
    }
    const [row] = await house.database.ask<{ n: string }>(
      'admin',
      'SELECT count(*) AS n FROM pin WHERE person_id = $1',
      [nurse.id],
    )
    expect(row?.n).toBe('0')
  })

  it('is stored as passwords are, and seen by nobody else’s transaction', async () => {
    const { owner } = await frontDesk(house)
    await pinFor(house, owner)
    const [row] = await house.database.ask<{ hash: string }>(
      'admin',
      'SELECT hash FROM pin WHERE person_id = $1',
      [owner.id],
    )
    expect(row?.hash).toMatch(/^\$argon2id\$/)
    expect(await house.database.ask('app', 'SELECT * FROM pin')).toEqual([])
  })
})

describe('at the same instant', () => {
  it('two people unlock: one session is open, and its token alone works', async () => {
    for (let round = 0; round < 5; round++) {
      const at = await frontDesk(house)
      await at.desk.must(lockComputer)
      const [one, two] = [copyOf(house, at.desk), copyOf(house, at.desk)]
      const done = await Promise.all([byPassword(one, at.owner), byPassword(two, at.nurse)])
      expect(done.map(({ status }) => status)).toEqual([200, 200])
      expect(await open(at)).toHaveLength(1)
      const states = [(await one.must(whoAmI)).state, (await two.must(whoAmI)).state]
      expect(states.toSorted()).toEqual(['full', 'none'])
    }
  })

  it('one person unlocks in two windows: one token works', async () => {
    const at = await frontDesk(house)
    const [one, two] = [copyOf(house, at.desk), copyOf(house, at.desk)]
    await Promise.all([byPassword(one, at.owner), byPassword(two, at.owner)])
    const states = [(await one.must(whoAmI)).state, (await two.must(whoAmI)).state]
    expect(states.toSorted()).toEqual(['full', 'none'])
  })

  it('an Admin ends the shift while somebody unlocks: the session is over either way', async () => {
    for (let round = 0; round < 6; round++) {
      const at = await frontDesk(house)
      const office = await signIn(house, at.owner)
      await at.desk.must(lockComputer)
      const [unlocked] = await Promise.all([
        byPassword(at.desk, at.nurse),
        office.call(endShiftOfPerson, { params: { computerId: at.computerId, personId: at.nurse.id } }),
      ])
      expect(['in', 'shared_computers.full_sign_in']).toContain(unlocked.code ?? 'in')
      expect((await at.desk.must(whoAmI)).state).toBe('none')
      expect((await byPassword(at.desk, at.nurse)).code).toBe('shared_computers.full_sign_in')
    }
  })

  it('somebody is disabled while they unlock: nothing they hold works', async () => {
    const at = await frontDesk(house)
    await at.desk.must(lockComputer)
    await Promise.all([
      byPassword(at.desk, at.nurse),
      house.database.ask('admin', `UPDATE membership SET state = 'disabled' WHERE person_id = $1`, [
        at.nurse.id,
      ]),
    ])
    expect((await at.desk.must(whoAmI)).state).toBe('none')
    expect((await byPassword(at.desk, at.nurse)).code).toBe('shared_computers.full_sign_in')
  })

  it('a form is saved while somebody else unlocks: it is the first one’s, or refused', async () => {
    const at = await frontDesk(house)
    const nurses = copyOf(house, at.desk)
    const [saved] = await Promise.all([
      nurses.call(putDraft, { params: { form: 'race' }, body: { values: { leader: 'hers' } } }),
      byPassword(at.desk, at.owner),
    ])
    expect([200, 401]).toContain(saved.status)
    expect(await at.desk.must(getDraft, { params: { form: 'race' } })).toEqual({ draft: null })
  })
})

describe('a passkey at a locked screen', () => {
  it('unlocks, and its answer is good once, at that device and for that person', async () => {
    const at = await frontDesk(house, ['NURSE'])
    const { passkey } = await passkeyFor(house, at.owner)
    await signInAt(house, at.desk, at.owner)
    await byPassword(at.desk, at.nurse)
    const who = { personId: at.owner.id }
    const { options } = await at.desk.must(getUnlockChallenge, { body: who })
    expect(options.allowCredentials).toHaveLength(1)
    const credential = answerWith(passkey, options)
    // Somebody else's name under it.
    const asNurse = await at.desk.call(unlockWithPasskey, { body: { personId: at.nurse.id, credential } })
    expect(asNurse.code).toBe('shared_computers.not_matching')
    // At another computer of the same shift's people.
    const body = { ...who, credential }
    expect((await copyOf(house, at.desk, [SESSION]).call(unlockWithPasskey, { body })).code).toBe(
      'shared_computers.full_sign_in',
    )
    expect((await at.desk.call(unlockWithPasskey, { body })).body).toEqual({ switched: true })
    expect(await at.desk.must(whoAmI)).toMatchObject({
      person: { id: at.owner.id },
      session: { confirmedUntil: null },
    })
    await at.desk.must(lockComputer)
    const replayed = await at.desk.call(unlockWithPasskey, { body })
    expect([replayed.status, replayed.code]).toEqual([422, 'shared_computers.not_matching'])
    expect((await house.events()).at(-1)?.personal).toMatchObject({ reason: 'passkey.challenge' })
  })

  it('without user verification, or with a question for signing in, opens nothing', async () => {
    const at = await frontDesk(house, ['NURSE'])
    const { passkey } = await passkeyFor(house, at.owner)
    await signInAt(house, at.desk, at.owner)
    await byPassword(at.desk, at.nurse)
    const who = { personId: at.owner.id }
    const { options } = await at.desk.must(getUnlockChallenge, { body: who })
    const other = await at.desk.must(getPasskeyChallenge)
    for (const credential of [
      answerWith(passkey, options, { userVerified: false }),
      answerWith(passkey, other.options),
    ]) {
      const answer = await at.desk.call(unlockWithPasskey, { body: { ...who, credential } })
      expect(answer.code).toBe('shared_computers.not_matching')
    }
    expect((await at.desk.must(whoAmI)).person?.id).toBe(at.nurse.id)
  })

  it('fifty times at the same instant is used once', async () => {
    const at = await frontDesk(house, ['NURSE'])
    const { passkey } = await passkeyFor(house, at.owner)
    await signInAt(house, at.desk, at.owner)
    await at.desk.must(lockComputer)
    const who = { personId: at.owner.id }
    const { options } = await at.desk.must(getUnlockChallenge, { body: who })
    const body = { ...who, credential: answerWith(passkey, options) }
    const all = await Promise.all(
      Array.from({ length: 50 }, () => copyOf(house, at.desk).call(unlockWithPasskey, { body })),
    )
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await open(at)).toHaveLength(1)
  })
})

describe('a tab of one person under the next one’s cookie', () => {
  it('does nothing in the wrong name: 409 for whatever names its person, 403 for a strange page', async () => {
    const at = await frontDesk(house)
    await byPassword(at.desk, at.owner)
    const put = (headers: Record<string, string>) =>
      at.desk.send({
        method: 'PUT',
        url: '/api/drafts/plan',
        payload: { values: { leader: 'hers' } },
        headers,
      })
    const wrong = await put({ 'enamel-person': at.nurse.id })
    expect([wrong.status, wrong.code]).toEqual([409, 'request.other_person'])
    expect((await put({ 'enamel-person': at.owner.id })).status).toBe(200)
    for (const url of ['/api/session/activity', '/api/shared-computer/lock']) {
      const answer = await at.desk.send({ method: 'POST', url, headers: { 'enamel-person': at.nurse.id } })
      expect([url, answer.status]).toEqual([url, 409])
    }
    // Unlocking from a tab that still speaks for the one before.
    const tab = await at.desk.send({
      method: 'POST',
      url: '/api/shared-computer/unlock/password',
      payload: { personId: at.nurse.id, password: at.nurse.password },
      headers: { 'enamel-person': at.nurse.id },
    })
    expect(tab.status).toBe(409)
    // A plain form cannot post what an endpoint reads, and comes from somewhere.
    const form = await at.desk.send({
      method: 'POST',
      url: '/api/shared-computer/lock',
      payload: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://elsewhere.example' },
    })
    expect(form.status).toBe(403)
    const typed = await at.desk.send({
      method: 'POST',
      url: '/api/shared-computer/unlock/password',
      payload: 'personId=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(typed.status).toBe(415)
    expect((await at.desk.must(whoAmI)).person?.id).toBe(at.owner.id)
  })
})

describe('the device’s cookie in the wrong hands', () => {
  it('shows names and opens nothing without a factor; the fifth wrong try takes a name off, never ends who is open', async () => {
    const at = await frontDesk(house)
    const thief = copyOf(house, at.desk, [DEVICE])
    expect(await rosterAt(thief)).toHaveLength(2)
    for (let n = 0; n < 5; n++) await byPassword(thief, at.nurse, 'quiet otters juggle pears')
    expect(await rosterAt(thief)).toEqual([at.owner.name])
    expect((await at.desk.must(whoAmI)).person?.id).toBe(at.nurse.id)
  })
})
