/** A nurse lost her phone: reset, a code beside the Admin, a new app; and the way that needs nobody, a backup code. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openBrowser, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn } from './marsh-lane.ts'
import { PASSWORD, signOut, typeCredentials } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const person = <R extends 'OWNER' | 'ADMIN' | 'NURSE'>(name: string, role: R) => ({
  name,
  role,
  email: `${name.split(' ')[0]?.toLowerCase()}@marshlane.example`,
  secret: SECRET,
})
const ADA = person('Ada Marsh', 'OWNER')
const PELUMI = person('Pelumi Okafor', 'ADMIN')
const TOBI = person('Tobi Larkspur', 'NURSE')

await enamel.seed({
  clinics: [
    {
      name: 'Marsh Lane Dental',
      country: 'GB',
      zone: 'Europe/London',
      people: [ADA, PELUMI, TOBI].map(({ secret, ...one }) => ({
        ...one,
        password: PASSWORD,
        totpSecret: secret,
      })),
    },
  ],
})

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const mailsTo = (address: string) => enamel.mail().filter(({ text }) => text.includes(address))
/** Types the code from somebody beside her, then sets up the new phone; gives its secret. */
async function setUpAgain({ page }: Visit, code: string): Promise<string> {
  await page.waitForURL(`${enamel.origin}/enrol`)
  await page.getByLabel(say('enrol.proof.code'), { exact: true }).fill(code)
  await press(page, say('enrol.proof.act'))
  await page.getByRole('button', { name: say('enrol.choose.app') }).click()
  const secret = (await page.locator('code').first().innerText()).replaceAll(/\s/g, '')
  await page.getByLabel(say('identity.code.label')).fill(await enamel.codeOf(secret))
  await page.getByRole('heading', { name: say('enrol.saved.title') }).waitFor()
  await page.getByRole('button', { name: say('enrol.saved.later') }).click()
  await page.waitForURL(`${enamel.origin}/`)
  return secret
}

describe('a nurse who lost her phone', () => {
  let nurse: Visit
  let admin: Visit

  it('is reset by an Admin, and whoever holds the phone is out at the next step', async () => {
    nurse = await browser.visit()
    await comeIn({ page: nurse.page, enamel }, TOBI)
    admin = await browser.visit({ width: 390, height: 844 })
    await comeIn({ page: admin.page, enamel }, PELUMI)
    const { page } = admin
    await page.goto(`${enamel.origin}/settings/security/protected`)
    await page.locator('main').getByRole('button', { name: TOBI.name, exact: true }).click()
    await press(page, say('protected.reset'))
    await press(page, say('protected.reset.act'))
    await page.getByText(say('field.not_empty')).first().waitFor()
    await page.getByLabel(say('protected.reason')).fill('Left on the 38 bus')
    await press(page, say('protected.reset.act'))
    await page.getByText(say('protected.reset.done', { name: TOBI.name, n: 1 })).waitFor()

    await nurse.page.goto(`${enamel.origin}/profile/sessions`)
    await nurse.page.getByText(say('session.ended.factor_reset')).waitFor()
  })

  it('signs in with her password, types the code of the Admin beside her, and sets up the new phone', async () => {
    const { page } = admin
    await press(page, say('protected.code'))
    await press(page, say('protected.code.act'))
    await page.getByText(say('protected.code.shown', { name: TOBI.name })).waitFor()
    const code = (await page.getByText(/^\d{4} \d{4}$/).innerText()).trim()

    await typeCredentials({ page: nurse.page, enamel }, TOBI.email)
    const secret = await setUpAgain(nurse, code)
    await nurse.page.locator('main h1').waitFor()
    await signOut({ page: nurse.page, enamel }, TOBI.name)
    await comeIn({ page: nurse.page, enamel }, { ...TOBI, secret })
    await nurse.page.locator('main h1').waitFor()
  })

  it('is told by mail at every step, and so is the Owner; nobody by the code itself', async () => {
    await enamel.advance({ seconds: 1 })
    const subjects = (address: string) =>
      mailsTo(address)
        .map(({ text }) => /^Subject: (.+)$/m.exec(text)?.[1] ?? '')
        .join('\n')
    expect(subjects(TOBI.email)).toContain('Your second step at Marsh Lane Dental was reset')
    expect(subjects(TOBI.email)).toContain('A code was made for you at Marsh Lane Dental')
    expect(subjects(ADA.email)).toContain('The second step of Tobi Larkspur')
    expect(subjects(ADA.email)).toContain('Pelumi Okafor made a code for Tobi Larkspur')
    for (const { text } of enamel.mail()) expect(text).not.toMatch(/\b\d{4} \d{4}\b/)
  })

  it('another day needs nobody: a backup code stands in for the phone', async () => {
    const { page } = nurse
    await page.goto(`${enamel.origin}/profile/security`)
    await press(page, say('identity.codes.make_new'))
    await press(page, say('identity.codes.make.act'))
    await page.locator('main ol code').first().waitFor()
    const code = (await page.locator('main ol code').first().innerText()).trim()
    await page.goto(`${enamel.origin}/`)
    await signOut({ page, enamel }, TOBI.name)
    await typeCredentials({ page, enamel }, TOBI.email)
    await press(page, say('identity.code.another_way'))
    await page.getByLabel(say('identity.backup.label')).fill(code)
    await press(page, say('identity.code.act'))
    await page.getByRole('heading', { name: say('identity.backup.used.title') }).waitFor()
  })
})
