/** How a practice comes to passkeys: the offer on Home, "not now", "my devices cannot", the page that counts, the keys to order. */
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers, openBrowser } from './browser.ts'
import { findsByName, startEnamelByName } from './by-name.ts'
import { button, type Desk, home, leaveToTheDoor, sitDown, standAtTheDoor } from './desk.ts'
import { comeIn, OWNER, seedMarshLane, VIEWER } from './marsh-lane.ts'
import { say } from './words.ts'

const browser = await openBrowser()
const { enamel, port } = await startEnamelByName()

const offer = ({ page }: Desk, second = false) =>
  page.getByRole('heading', { name: say('invitation.title', { second: String(second) }), exact: true })

async function sitDownByName(): Promise<Desk> {
  const desk = await sitDown(browser, enamel)
  await findsByName(desk.visit.context, port)
  return desk
}

/** After days: nobody is signed in any more. */
async function again(desk: Desk, who: typeof OWNER | typeof VIEWER): Promise<void> {
  await standAtTheDoor(desk)
  await comeIn(desk, who)
  await home(desk)
  await desk.visit.still()
}

beforeAll(() => seedMarshLane(enamel))

describe('somebody who signs in with a password', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await sitDownByName()
    await comeIn(desk, VIEWER)
    await home(desk)
  })

  it('is offered a passkey on Home, in one calm panel that bars nothing', async () => {
    await offer(desk).waitFor()
    expect(await findBarriers(desk.page)).toEqual([])
    await desk.page.goto(`${enamel.origin}/profile/sessions`)
    await desk.page.getByRole('heading', { level: 1 }).waitFor()
    await desk.page.goto(enamel.origin)
    await offer(desk).waitFor()
  })

  it('says “not now”, and is left alone for 14 days', async () => {
    await button(desk, say('step_up.not_now')).click()
    await offer(desk).waitFor({ state: 'detached' })
    await leaveToTheDoor(desk, VIEWER.name)
    await comeIn(desk, VIEWER)
    await home(desk)
    await desk.visit.still()
    expect(await offer(desk).count()).toBe(0)
    await enamel.advance({ days: 13 })
    await again(desk, VIEWER)
    expect(await offer(desk).count()).toBe(0)
    await enamel.advance({ days: 1, minutes: 1 })
    await again(desk, VIEWER)
    await offer(desk).waitFor()
  })

  it('says that their devices cannot, is not asked again, and can take it back in the profile', async () => {
    const { page } = desk
    await button(desk, say('invitation.cannot')).click()
    await page.getByText(say('invitation.cannot.done')).waitFor()
    await offer(desk).waitFor({ state: 'detached' })
    await page.goto(`${enamel.origin}/profile/security`)
    await page.getByText(say('devices.cannot')).waitFor()
    await button(desk, say('devices.say.can')).click()
    await page.getByText(say('devices.can')).waitFor()
    await page.goto(enamel.origin)
    await offer(desk).waitFor()
  })

  it('adds one from there, and the offer is gone', async () => {
    await desk.phone.touch()
    await button(desk, say('invitation.add')).click()
    await desk.page.getByText(say('invitation.added')).waitFor()
    await offer(desk).waitFor({ state: 'detached' })
    const [made] = await desk.phone.passkeys()
    expect(made?.rpId).toBe('enamel.practice.example')
  })
})

describe('a browser without passkeys', () => {
  it('says so and offers the authenticator app', async () => {
    await enamel.seed({
      clinics: [
        {
          name: 'Harbour Dental',
          country: 'GB',
          zone: 'Europe/London',
          people: [
            {
              name: 'Cleo Harbour',
              email: 'cleo@harbour.example',
              role: 'OWNER',
              password: 'quiet otters juggle lamps',
            },
          ],
        },
      ],
    })
    const visit = await browser.visit()
    await findsByName(visit.context, port)
    await visit.page.addInitScript('delete globalThis.PublicKeyCredential')
    const at = { page: visit.page, enamel }
    await comeIn(at, { name: 'Cleo Harbour', email: 'cleo@harbour.example', role: 'OWNER' })
    await visit.page.getByText(say('invitation.no_passkeys')).waitFor()
    await visit.page.getByRole('link', { name: say('invitation.app') }).click()
    await visit.page.getByText(say('identity.passkeys.not_here')).waitFor()
  })
})

describe('an Owner', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await sitDownByName()
    await comeIn(desk, OWNER)
    await home(desk)
  })

  it('sees who has one, since when, and what to do next; it moves with the first of their own', async () => {
    const { page, phone } = desk
    await page.goto(`${enamel.origin}/settings/security/passkeys`)
    const counts = { able: 2, withPasskey: 1, leaders: 1, leadersWithTwo: 0 }
    await page.getByText(say('adoption.sentence', counts)).waitFor()
    await page.getByRole('link', { name: say('adoption.next.own.act') }).click()
    await phone.touch()
    await button(desk, say('identity.passkeys.add')).click()
    await page.getByRole('list', { name: say('identity.passkeys.list') }).waitFor()
    await page.goto(`${enamel.origin}/settings/security/passkeys`)
    await page.getByText(say('adoption.sentence', { ...counts, withPasskey: 2 })).waitFor()
    await page.getByText(say('adoption.missing.second')).waitFor()
    await button(desk, say('chart.show_table')).first().click()
    const newest = page.getByRole('table').first().getByRole('row').nth(1)
    expect(await newest.innerText()).toMatch(/2\s+2$/)
  })

  it('prints what security keys to order, on one page', async () => {
    const { page } = desk
    await page.getByRole('link', { name: say('adoption.keys.link') }).click()
    await page.getByText(say('keys.order.total', { n: 3 }), { exact: true }).waitFor()
    await page.getByText(say('keys.order.leaders', { n: 2, names: OWNER.name })).waitFor()
    const paper = (await page.pdf({ format: 'A4' })).toString('latin1')
    expect(paper.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  })

  it('sees what signing in costs, measured by the pages themselves', async () => {
    const { page } = desk
    await page.goto(`${enamel.origin}/settings/security/passkeys`)
    await page
      .getByText(/^Signing in with two factors costs each of you about \d+ seconds? a day\.$/)
      .waitFor()
  })

  it('has names and addresses told to what keeps the passkey', async () => {
    const kept = async () =>
      (await desk.phone.passkeys()) as { userName?: string; userDisplayName?: string }[]
    await expect
      .poll(async () => (await kept())[0])
      .toMatchObject({ userName: OWNER.email, userDisplayName: OWNER.name })
  })
})
