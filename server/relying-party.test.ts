/** Which name passkeys are made under, through first starts, moves and second thoughts. */
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../test/app.ts'
import { addPasskeyTo, buildClinic, confirm, signIn, tryPasskey } from '../test/builders.ts'
import { getChecklist } from '../features/checklist/contract.ts'
import { signInWithPassword } from '../features/identity/contract.ts'
import { getPasskeyChallenge, listPasskeys } from '../features/identity/passkey-contract.ts'
import { whoAmI } from '../features/sessions/contract.ts'
import { readConfig } from './config/config.ts'
import { chooseRpId, findRpId, keepRpId } from './relying-party.ts'

const wanted = (ENAMEL_ORIGIN: string, ENAMEL_RP_ID?: string) =>
  readConfig({ ENAMEL_ORIGIN, ...(ENAMEL_RP_ID && { ENAMEL_RP_ID }) })

describe('the name of passkeys', () => {
  it.each([
    ['the host', 'https://enamel.practice.example:8443', undefined, undefined, 0, 'enamel.practice.example'],
    ['localhost', 'http://localhost:3000', undefined, undefined, 0, 'localhost'],
    [
      'a domain above the host',
      'https://enamel.practice.example',
      'practice.example',
      undefined,
      0,
      'practice.example',
    ],
    [
      'the new one, when no passkey is lost by it',
      'https://new.example',
      undefined,
      'old.example',
      0,
      'new.example',
    ],
    ['what was kept', 'https://a.example', undefined, 'a.example', 7, 'a.example'],
  ])('is %s', (_what, origin, given, kept, made, rpId) => {
    expect(chooseRpId(wanted(origin, given), kept, made)).toEqual({ rpId, note: undefined })
  })

  it('stays where passkeys were made, and that is said with the way out', () => {
    const { rpId, note } = chooseRpId(wanted('https://new.example'), 'old.example', 3)
    expect(rpId).toBe('old.example')
    expect(note).toMatch(/old\.example, where 3 passkeys were made.*ENAMEL_RP_ID to new\.example/)
  })

  it('follows the setting that was written down, and says how many are lost', () => {
    const { rpId, note } = chooseRpId(wanted('https://new.example', 'new.example'), 'old.example', 1)
    expect(rpId).toBe('new.example')
    expect(note).toMatch(/1 passkey made for old\.example cannot be used/)
  })

  it('leaves localhost behind: what was made there works nowhere else', () => {
    const { rpId, note } = chooseRpId(wanted('https://new.example'), 'localhost', 2)
    expect(rpId).toBe('new.example')
    expect(note).toMatch(/2 passkeys made for localhost/)
  })

  it('is none of a number; what was kept stays', () => {
    for (const kept of [undefined, 'old.example']) {
      const { rpId, note } = chooseRpId(wanted('https://192.0.2.7'), kept, 1)
      expect(rpId).toBe(kept)
      expect(note).toMatch(/passkeys need a name/)
      expect(note?.includes('1 passkey made for old.example cannot be used by a number')).toBe(
        kept !== undefined,
      )
    }
  })

  it('may be one that the host does not belong to, and what that needs is said', () => {
    for (const origin of ['https://new.example', 'https://evil-practice.example']) {
      const { rpId, note } = chooseRpId(wanted(origin, 'practice.example'), undefined, 0)
      expect(rpId).toBe('practice.example')
      expect(note).toMatch(/https:\/\/practice\.example\/\.well-known\/webauthn/)
    }
  })
})

describe('a move to a real address', () => {
  it('leaves passkeys of localhost listed and unusable, and their people setting up anew before anything else', async () => {
    const house = await startTestApp()
    const person = (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER')
    const visitor = await signIn(house, person)
    const passkey = await addPasskeyTo(house, visitor)
    expect(await findRpId(house.enamel)).toBe('localhost')
    // The same database at its next start.
    const config = {
      ...house.enamel.kernel.config,
      origin: 'https://enamel.practice.example',
      reachedAs: 'name' as const,
      rpId: 'enamel.practice.example',
    }
    expect(await keepRpId({ ...house.enamel.kernel, config })).toMatch(/1 passkey made for localhost/)
    expect(await keepRpId({ ...house.enamel.kernel, config }), 'said once').toBeUndefined()

    expect((await house.visitor().must(getPasskeyChallenge)).options.rpId).toBe('enamel.practice.example')
    expect((await tryPasskey(house.visitor(), passkey)).status).toBe(401)
    expect(await visitor.must(listPasskeys)).toMatchObject({
      rpId: 'enamel.practice.example',
      passkeys: [{ works: false }],
    })
    // It proves nobody any more, and no backup code is left to stand in for it: nobody is asked for what they cannot
    // give, but the password alone opens only the way to a new second step (decision 017).
    const desk = house.visitor()
    const { next } = await desk.must(signInWithPassword, {
      body: { email: person.email, password: person.password },
    })
    expect(next).toBe('home')
    expect(await desk.must(whoAmI)).toMatchObject({ state: 'enrolling', session: { hasPasskey: false } })
    expect((await desk.call(getChecklist)).code).toBe('request.not_allowed')
    await confirm(house, desk, person)
    await house.outbox.takeAll()
  })
})
