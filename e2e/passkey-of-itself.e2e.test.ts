/**
 * A passkey that the browser makes of itself after a password sign-in. Chromium says that it does so, and leaves the
 * question of a virtual device open for ever; so what it would answer is made here, with nobody present or verified.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { type CreationOptions, makePasskey } from '../test/authenticator.ts'
import { openBrowser } from './browser.ts'
import { findsByName, NAMED_ORIGIN, startEnamelByName } from './by-name.ts'
import { type Desk, home, leaveToTheDoor, openSecurity, rows, sitDown } from './desk.ts'
import { comeIn, seedMarshLane, VIEWER } from './marsh-lane.ts'
import { say } from './words.ts'

const browser = await openBrowser()
const { enamel, port } = await startEnamelByName()

const IN_THE_PAGE = `
  const make = navigator.credentials.create.bind(navigator.credentials)
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  const bytes = (coded) => Uint8Array.from(atob(coded.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0)).buffer
  navigator.credentials.create = async (asked) => {
    if (asked.mediation !== 'conditional') return make(asked)
    const { challenge, rp, user } = asked.publicKey
    const made = await globalThis.madeQuietly({ challenge: text(challenge), rp: { id: rp.id }, user: { id: text(user.id) } })
    return {
      id: made.id, rawId: bytes(made.rawId), type: made.type, authenticatorAttachment: 'platform',
      getClientExtensionResults: () => ({}),
      response: {
        clientDataJSON: bytes(made.response.clientDataJSON),
        attestationObject: bytes(made.response.attestationObject),
        getTransports: () => ['internal', 'hybrid'],
      },
    }
  }`

describe('a browser that makes passkeys of itself', () => {
  let desk: Desk
  let asked = 0

  beforeAll(async () => {
    await seedMarshLane(enamel)
    desk = await sitDown(browser, enamel)
    await findsByName(desk.visit.context, port)
    await desk.page.exposeFunction('madeQuietly', (options: CreationOptions) => {
      asked += 1
      return makePasskey(options, NAMED_ORIGIN, { userPresent: false, userVerified: false }).credential
    })
    await desk.page.addInitScript(IN_THE_PAGE)
  })

  it('has it kept after a password sign-in, and the list says that it counts from its first use on', async () => {
    await comeIn(desk, VIEWER)
    await home(desk)
    await expect.poll(() => asked).toBe(1)
    await desk.visit.still()
    await openSecurity(desk)
    await rows(desk).getByText(say('identity.passkeys.unverified')).waitFor()
    await enamel.advance({ seconds: 1 })
    const subjects = enamel.mail().map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1])
    expect(subjects).toContain(say('mail.passkey_kept.subject', { clinic: 'Marsh Lane Dental' }))
  })

  it('changes nothing of the password until then, and makes no second one meanwhile', async () => {
    await leaveToTheDoor(desk, VIEWER.name)
    await comeIn(desk, VIEWER)
    await home(desk)
    await desk.visit.still()
    expect(asked).toBe(1)
    await openSecurity(desk)
    expect(await rows(desk).count()).toBe(1)
  })
})
