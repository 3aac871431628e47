/** Somebody of two clinics: asked for one after the second step, and over to the other from their menu. */
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { OWNER, VIEWER } from './marsh-lane.ts'
import { type At, PASSWORD, signOut, typeCode, typeCredentials } from './steps.ts'
import { say } from './words.ts'

const HERE = 'Marsh Lane Dental'
const THERE = 'Harbour Smiles'

const enamel = await startEnamel()
const browser = await openBrowser()
let at: At

beforeAll(async () => {
  const person = { name: OWNER.name, email: OWNER.email, password: PASSWORD }
  await enamel.seed({
    clinics: [
      {
        name: HERE,
        country: 'NG',
        zone: 'Africa/Lagos',
        people: [
          { ...person, role: 'OWNER', totpSecret: OWNER.secret },
          { ...VIEWER, password: PASSWORD },
        ],
      },
      { name: THERE, country: 'NG', zone: 'Africa/Lagos', people: [{ ...person, role: 'VIEWER' }] },
    ],
  })
  at = { page: (await browser.visit()).page, enamel }
})

const choice = (name: string) => at.page.getByRole('button', { name, exact: true })

/** Up to the question which clinic. */
async function prove(): Promise<void> {
  await at.page.goto(`${enamel.origin}/sign-in`)
  await typeCredentials(at, OWNER.email)
  await typeCode(at, OWNER.secret)
  await at.page.getByRole('heading', { name: say('identity.clinics.title') }).waitFor()
}

/** The button of the person's menu, which says the role they have here. */
const menu = (role: 'OWNER' | 'VIEWER', page = at.page) =>
  page.getByRole('button', { name: new RegExp(`${OWNER.name}\\s*${say(`role.${role}`)}`) })
const inside = async (role: 'OWNER' | 'VIEWER') => {
  await at.page.waitForURL(`${enamel.origin}/`)
  await menu(role).waitFor()
}

describe('somebody of two clinics', () => {
  it('chooses after the second step; the page loaded anew still asks', async () => {
    await prove()
    await choice(HERE).waitFor()
    expect(await choice(HERE).evaluate((button) => button === document.activeElement)).toBe(true)
    await at.page.reload()
    await choice(THERE).waitFor()
    await choice(THERE).press('Enter')
    await inside('VIEWER')
  })

  it('switches from their menu; another tab comes along, and what was open there is gone', async () => {
    const other: At = { page: await at.page.context().newPage(), enamel }
    await other.page.goto(`${enamel.origin}/profile/security`)
    await other.page.getByRole('heading', { level: 1 }).waitFor()
    await menu('VIEWER').click()
    await at.page.getByText(say('identity.clinics.switch')).waitFor()
    await choice(HERE).click()
    await inside('OWNER')
    await menu('OWNER', other.page).waitFor()
    await other.page.close()
  })

  it('finds the clinic of last time first, and goes there by one key', async () => {
    await signOut(at, OWNER.name)
    await prove()
    await choice(HERE).waitFor()
    const names = await at.page
      .getByRole('list', { name: say('identity.clinics.list') })
      .getByRole('button')
      .allInnerTexts()
    expect(names).toEqual([HERE, THERE])
    await at.page.keyboard.press('Enter')
    await inside('OWNER')
  })

  it('is asked nothing of this in one clinic alone', async () => {
    await signOut(at, OWNER.name)
    await typeCredentials(at, VIEWER.email)
    await at.page.waitForURL(`${enamel.origin}/`)
    // A menu that is opened before the page has come closes with its coming.
    await at.page.locator('#step-1').waitFor()
    await at.page.getByRole('button', { name: VIEWER.name, exact: false }).first().click()
    await at.page.getByRole('button', { name: say('person.sign_out'), exact: true }).waitFor()
    expect(await at.page.getByText(say('identity.clinics.switch')).count()).toBe(0)
  })
})
