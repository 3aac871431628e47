/** A page that only asks by itself keeps nobody signed in; a key does, and the end is told beforehand. */
import { beforeAll, describe, expect, it } from 'vitest'
import { whoAmI } from '../features/sessions/contract.ts'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane } from './marsh-lane.ts'
import type { At } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
let here: At

const warning = () => here.page.getByRole('dialog').getByText(say('idle.sentence'))

/** The server's word, which a reading does not change. */
async function secondsLeft(): Promise<number> {
  const answer = await here.page.request.get(`${enamel.origin}${whoAmI.url}`)
  const { now, session } = whoAmI.response.parse(await answer.json())
  if (!session) throw new Error('Nobody is signed in')
  return (Date.parse(session.idleEndsAt) - Date.parse(now)) / 1000
}

/** Time passes for the server and for the page, which asks meanwhile as often as it does in that time. */
async function pass(seconds: number): Promise<void> {
  const whole = Math.floor(seconds)
  await enamel.advance({ seconds: whole })
  await here.page.clock.runFor(whole * 1000)
}

beforeAll(async () => {
  await seedMarshLane(enamel)
  here = { page: (await browser.visit()).page, enamel }
  await here.page.clock.install()
  await comeIn(here, OWNER)
  await here.page.goto(`${enamel.origin}/profile/sessions`)
  await here.page.getByRole('heading', { level: 1 }).waitFor()
})

describe('a page at which nobody is', () => {
  it('asks the server every minute, and its time runs down all the same', async () => {
    const before = await secondsLeft()
    for (let minutes = 0; minutes < 20; minutes++) {
      await Promise.all([
        here.page.waitForResponse((answer) => answer.url().endsWith(whoAmI.url) && answer.ok()),
        pass(60),
      ])
    }
    expect(before - (await secondsLeft())).toBeGreaterThanOrEqual(1200)
  })

  it('warns 60 seconds before the end, and not earlier', async () => {
    await pass((await secondsLeft()) - 75)
    expect(await warning().count()).toBe(0)
    await pass((await secondsLeft()) - 58)
    await warning().waitFor()
  })

  it('stays when a key is pressed, with the whole time again', async () => {
    await here.page.keyboard.press('Shift')
    await warning().waitFor({ state: 'detached' })
    expect(await secondsLeft()).toBeGreaterThan(20 * 60)
  })

  it('is over on time without one, and the sign-in page says why', async () => {
    await pass((await secondsLeft()) - 20)
    await warning().waitFor()
    expect(await secondsLeft()).toBeGreaterThan(0)
    await pass(25)
    await here.page.waitForURL(/\/sign-in/)
    await here.page.getByText(say('session.ended.idle')).waitFor()
    await expect(secondsLeft()).rejects.toThrow('Nobody is signed in')
  })

  it('is on that page again after signing in', async () => {
    await comeIn(here, OWNER)
    expect(new URL(here.page.url()).pathname).toBe('/profile/sessions')
  })
})
