/** The list of networks under attack: nobody shuts themselves out, nobody comes in from outside. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import {
  addPasskeyTo,
  buildClinic,
  type Clinic,
  codeOf,
  confirm,
  signIn,
  signInAt,
  tryPasskey,
} from '../../test/builders.ts'
import { readable } from '../../test/outbox.ts'
import type { Visitor } from '../../test/visitor.ts'
import { getChecklist } from '../checklist/contract.ts'
import { signInWithCode, signInWithPassword } from '../identity/contract.ts'
import { finishRecovery } from '../recovery/contract.ts'
import { newRecoveryLink } from '../recovery/service.ts'
import { reportActivity, signOut, whoAmI } from '../sessions/contract.ts'
import { getNetworks, saveNetworks } from './networks-contract.ts'

const house = await startTestApp({ environment: { ENAMEL_TRUSTED_PROXIES: '127.0.0.1' } })
const PRACTICE = '203.0.113.7'
const OUTSIDE = '198.51.100.20'
const inside = { address: PRACTICE }
const outside = { address: OUTSIDE }

let clinic: Clinic
let owner: Visitor
let admin: Visitor

beforeEach(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
  owner = await signIn(house, clinic.the('OWNER'), inside)
  admin = await signIn(house, clinic.the('ADMIN'), inside)
  await confirm(house, owner, clinic.the('OWNER'))
  await confirm(house, admin, clinic.the('ADMIN'))
})
afterEach(() => house.outbox.takeAll())

const list = (more: object = {}) => ({
  on: true,
  networks: [{ network: '203.0.113.0/24', note: 'Practice' }],
  ownersPass: true,
  revision: 1,
  ...more,
})
const save = (by: Visitor, more: object = {}) => by.call(saveNetworks, { body: list(more) })
const seq = async () => (await house.events()).at(-1)?.seq ?? '0'
/** The same browser, somewhere else. */
function carried(visitor: Visitor, address: string): Visitor {
  const moved = house.visitor({ address })
  for (const [name, value] of visitor.cookies) moved.cookies.set(name, value)
  return moved
}
const enter = (visitor: Visitor, role: 'OWNER' | 'ADMIN' | 'NURSE') =>
  visitor.call(signInWithPassword, {
    body: { email: clinic.the(role).email, password: clinic.the(role).password },
  })

describe('a list', () => {
  it('is kept as it is read, and tells the address of who asks', async () => {
    const before = await seq()
    expect(
      (
        await save(owner, {
          networks: [
            { network: ' 203.0.113.0/24 ', note: ' Practice ' },
            { network: '2001:DB8::/32', note: '' },
            { network: '', note: '' },
          ],
        })
      ).body,
    ).toEqual({ revision: 2 })
    expect(await owner.must(getNetworks)).toMatchObject({
      on: true,
      networks: [
        { network: '203.0.113.0/24', note: 'Practice' },
        { network: '2001:db8::/32', note: '' },
      ],
      revision: 2,
      changed: { by: clinic.the('OWNER').name },
      you: { address: PRACTICE, cameBy: 'direct' },
    })
    const changed = (await house.events(before)).find(({ action }) => action === 'networks.changed')
    expect(changed?.personal).toMatchObject({
      before: 'off\nOwners from anywhere',
      after: 'on\n203.0.113.0/24 (Practice)\n2001:db8::/32\nOwners from anywhere',
    })
  })

  it.each([
    ['192.168.1.5/24', 'host_bits.offer', '192.168.1.0/24'],
    ['0.0.0.0/0', 'everything', ''],
    ['::/0', 'everything', ''],
    ['128.0.0.0/1', 'too_wide', ''],
    ['::ffff:203.0.113.0/120', 'mapped.offer', '203.0.113.0/24'],
    ['203.0.113.7/255.255.255.0', 'mask.offer', '203.0.113.0/24'],
    ['the practice', 'malformed', ''],
    ['', 'malformed', ''],
  ])('with %j in it is refused at that row: %s', async (network, why, offer) => {
    const reply = await save(owner, {
      networks: [
        { network: '203.0.113.0/24', note: '' },
        { network, note: 'x' },
      ],
    })
    expect(reply).toMatchObject({
      status: 422,
      code: 'networks.refused',
      fields: [{ path: 'body.networks.1.network', expected: `networks.why.${why}`, values: { offer } }],
    })
    expect((reply.fields[0] as { detail?: string }).detail).toMatch(/\.$/)
  })

  it('with one network twice, more than a hundred, or nothing at all is refused', async () => {
    const twice = [
      { network: '203.0.113.0/24', note: '' },
      { network: '203.0.113.0/24', note: 'again' },
    ]
    expect((await save(owner, { networks: twice })).fields[0]?.expected).toBe('networks.why.twice')
    const many = Array.from({ length: 101 }, (_, at) => ({ network: `10.0.${at}.0/24`, note: '' }))
    expect((await save(owner, { networks: many })).fields[0]).toMatchObject({ expected: 'too_many' })
    expect((await save(owner, { networks: [] })).code).toBe('networks.none')
    expect((await save(owner, { networks: [], on: false })).status).toBe(200)
  })
})

describe('whoever saves', () => {
  it('is never shut out: an Admin elsewhere, an Owner without the exception', async () => {
    const elsewhere = [{ network: '192.0.2.0/24', note: '' }]
    expect(await save(admin, { networks: elsewhere })).toMatchObject({
      status: 422,
      code: 'networks.would_shut_out',
      body: { values: { address: PRACTICE } },
    })
    expect((await save(owner, { networks: elsewhere, ownersPass: false })).code).toBe(
      'networks.would_shut_out',
    )
    expect((await save(owner, { networks: elsewhere })).status).toBe(200)
  })

  it('cannot take the exception away while it is what lets them in', async () => {
    await save(owner)
    const away = carried(owner, OUTSIDE)
    expect((await away.call(getNetworks)).status).toBe(200)
    expect((await save(away, { ownersPass: false, revision: 2 })).code).toBe('networks.would_shut_out')
    const back = carried(owner, PRACTICE)
    expect((await save(back, { ownersPass: false, revision: 2 })).status).toBe(200)
    expect((await away.call(getNetworks)).code).toBe('session.outside_network')
  })

  it('cannot do it by two saves at once', async () => {
    const replies = await Promise.all([
      save(owner, { ownersPass: false }),
      save(owner, { networks: [{ network: '192.0.2.0/24', note: '' }] }),
      save(admin, { networks: [{ network: PRACTICE, note: '' }] }),
    ])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await owner.call(getNetworks)).status).toBe(200)
  })

  it('is an Owner where the exception for Owners is concerned', async () => {
    expect((await save(admin, { ownersPass: false })).code).toBe('networks.owners_only')
    expect((await save(admin)).status).toBe(200)
    expect((await save(admin, { networks: [], revision: 1 })).status).toBe(422)
    expect((await save(admin, { revision: 1 })).code).toBe('networks.changed_meanwhile')
  })

  it('is where the connection comes from, whatever a header says', async () => {
    const named = (forwarded: string, address = OUTSIDE) => {
      const moved = carried(admin, address)
      return moved.send<{ code?: string }>({
        method: 'PUT',
        url: saveNetworks.url,
        payload: list(),
        headers: { 'x-forwarded-for': forwarded },
      })
    }
    for (const forged of [PRACTICE, `${PRACTICE}, ${PRACTICE}`, `::ffff:${PRACTICE}`, `${PRACTICE}:443`])
      expect((await named(forged)).code).toBe('networks.would_shut_out')
    // The proxy that is named is believed for its last word, and for nothing left of it.
    expect((await named(`${PRACTICE}, ${OUTSIDE}`, '127.0.0.1')).code).toBe('networks.would_shut_out')
    expect((await named(PRACTICE, '127.0.0.1')).status).toBe(200)
    house.takeComplaints()
  })
})

describe('the page', () => {
  it('is told when everybody seems to come from one address, that of a computer nobody named', async () => {
    const cameBy = async (address: string) =>
      (
        await carried(owner, address).send<{ you: object }>({
          method: 'GET',
          url: getNetworks.url,
          headers: { 'x-forwarded-for': PRACTICE },
        })
      ).body.you
    expect(await cameBy(OUTSIDE)).toEqual({ address: OUTSIDE, cameBy: 'unknown_proxy' })
    expect(await cameBy('127.0.0.1')).toEqual({ address: PRACTICE, cameBy: 'proxy' })
    house.takeComplaints()
  })
})

describe('sessions opened before', () => {
  it('are refused outside and go on inside, without being ended; signing out is open', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'), outside)
    expect((await nurse.call(getChecklist)).status).toBe(200)
    const before = await seq()
    await save(owner)
    expect(await nurse.call(getChecklist)).toMatchObject({ status: 403, code: 'session.outside_network' })
    expect(await nurse.call(reportActivity)).toMatchObject({ status: 403 })
    expect(await nurse.must(whoAmI)).toMatchObject({ state: 'full', outsideNetwork: true })
    expect(
      (await house.events(before)).some(
        ({ outcome, personal }) => outcome === 'refused' && personal['reason'] === 'session.outside_network',
      ),
    ).toBe(true)
    expect((await carried(nurse, '::ffff:203.0.113.200').call(getChecklist)).status).toBe(200)
    expect((await carried(nurse, '::ffff:cb00:71c8').call(getChecklist)).status).toBe(200)
    expect((await nurse.call(signOut)).status).toBe(200)
  })

  it('are not kept alive by asking from outside', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'), outside)
    await save(owner)
    for (let minutes = 0; minutes < 30; minutes++) {
      house.clock.advance({ minutes: 1 })
      await nurse.call(whoAmI)
      await nurse.call(reportActivity)
    }
    expect((await nurse.must(whoAmI)).endedWhy).toBe('idle')
  })
})

describe('a sign-in from outside', () => {
  it('is refused when all was right, and begins nothing: by password', async () => {
    await save(owner)
    const before = await seq()
    const visitor = house.visitor(outside)
    expect(await enter(visitor, 'NURSE')).toMatchObject({ status: 403, code: 'session.outside_network' })
    expect(visitor.cookies.has('__Host-enamel')).toBe(false)
    const wrong = await visitor.call(signInWithPassword, {
      body: { email: clinic.the('NURSE').email, password: 'a wrong password for this' },
    })
    const nobody = await visitor.call(signInWithPassword, {
      body: { email: 'nobody@marshlane.example', password: 'a wrong password for this' },
    })
    expect([wrong.code, nobody.code]).toEqual(['identity.not_matching', 'identity.not_matching'])
    const failed = (await house.events(before)).filter(({ action }) => action === 'auth.signin.fail')
    expect(failed[0]).toMatchObject({ outcome: 'refused', personal: { reason: 'session.outside_network' } })
    expect((await house.events(before)).some(({ action }) => action === 'session.start')).toBe(false)
  })

  it('leaves the session alone that the browser has', async () => {
    await save(owner)
    const away = carried(admin, OUTSIDE)
    expect((await enter(away, 'NURSE')).code).toBe('session.outside_network')
    expect((await carried(away, PRACTICE).call(getChecklist)).status).toBe(200)
  })

  it('is refused after the second step, whose code is used up by it', async () => {
    clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp: true })
    owner = await signIn(house, clinic.the('OWNER'), inside)
    await confirm(house, owner, clinic.the('OWNER'))
    await save(owner)
    const visitor = house.visitor(outside)
    expect((await enter(visitor, 'NURSE')).body).toEqual({ next: 'second_factor' })
    house.clock.advance({ seconds: 30 })
    const wrong = await visitor.call(signInWithCode, { body: { code: '000000' } })
    expect(wrong.code).toBe('identity.wrong_code')
    const code = codeOf(house, clinic.the('NURSE'))
    expect((await visitor.call(signInWithCode, { body: { code } })).code).toBe('session.outside_network')
    expect(visitor.cookies.has('__Host-enamel')).toBe(false)
    const within = house.visitor(inside)
    await enter(within, 'NURSE')
    expect((await within.call(signInWithCode, { body: { code } })).code).toBe('identity.code_used')
  })

  it('is refused with a passkey too', async () => {
    const passkey = await addPasskeyTo(house, admin)
    await save(owner)
    expect((await tryPasskey(house.visitor(outside), passkey)).code).toBe('session.outside_network')
    expect((await tryPasskey(house.visitor(inside), passkey)).status).toBe(200)
  })

  it('that begins while the list is switched on comes to nothing', async () => {
    const visitor = house.visitor(outside)
    await Promise.all([enter(visitor, 'NURSE'), save(owner)])
    expect((await visitor.call(getChecklist)).status).toBeGreaterThanOrEqual(401)
  })
})

describe('an Owner from outside', () => {
  it('comes in by the exception: one event a session, one mail a day to every Owner', async () => {
    await save(owner)
    await house.outbox.takeAll()
    const before = await seq()
    const away = house.visitor(outside)
    await signInAt(house, away, clinic.the('OWNER'))
    await Promise.all(Array.from({ length: 8 }, () => away.call(getChecklist)))
    const second = house.visitor(outside)
    await signInAt(house, second, clinic.the('OWNER'))
    await second.must(getChecklist)
    const used = (await house.events(before)).filter(({ action }) => action === 'network.break_glass_used')
    expect(used).toHaveLength(2)
    expect(used[0]).toMatchObject({ targetId: clinic.the('OWNER').id, personal: { address: OUTSIDE } })
    const told = (await house.outbox.left()).filter(({ template }) => template === 'break_glass')
    expect(told.map(({ address }) => address)).toEqual([clinic.the('OWNER').email])
    house.clock.advance({ days: 1 })
    const third = house.visitor(outside)
    await signInAt(house, third, clinic.the('OWNER'))
    await third.must(getChecklist)
    expect((await house.outbox.left()).filter(({ template }) => template === 'break_glass')).toHaveLength(2)
  })

  it('who is an Owner no more is out at once', async () => {
    await save(owner)
    const away = carried(owner, OUTSIDE)
    expect((await away.call(getNetworks)).status).toBe(200)
    await house.database.ask('admin', "UPDATE membership SET role = 'ADMIN' WHERE person_id = $1", [
      clinic.the('OWNER').id,
    ])
    expect((await away.call(getNetworks)).code).toBe('session.outside_network')
  })

  it('without the exception is let in again by a link of Enamel’s own computer alone', async () => {
    await save(owner, { ownersPass: false })
    const away = house.visitor(outside)
    expect((await enter(away, 'OWNER')).code).toBe('session.outside_network')
    await house.database.ask('admin', "UPDATE membership SET role = 'OWNER' WHERE person_id = $1", [
      clinic.the('ADMIN').id,
    ])
    const made = await newRecoveryLink(house.system(), clinic.the('OWNER').email)
    const before = await seq()
    const password = 'seven brisk kettles hum'
    await away.must(finishRecovery, { body: { token: made?.link.split('#')[1] ?? '', password } })
    expect((await away.call(getChecklist)).status).toBe(200)
    expect(
      (await house.events(before))
        .filter(({ action }) => action.startsWith('network.'))
        .map(({ action }) => action),
    ).toEqual(['network.break_glass_opened', 'network.break_glass_used'])
    // The other Owner hears of both, in one mail.
    const mail = await house.outbox.take('owner_recovered', clinic.the('ADMIN').email)
    await house.settle()
    expect(readable(house.outbox.read(mail))).toContain('Owners come in from any network from now on.')
  })
})
