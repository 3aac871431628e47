/** A practice never loses its last Owner: not by two at once, not by a screen; and who alone is left gets in by the command. */
import { describe, expect, it } from 'vitest'
import { openBrowser, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn } from './marsh-lane.ts'
import { PASSWORD } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const ADA = { name: 'Ada Marsh', email: 'ada@marshlane.example', role: 'OWNER', secret: SECRET } as const
const YAA = { name: 'Yaa Fernwell', email: 'yaa@marshlane.example', role: 'OWNER', secret: SECRET } as const
const NEW = 'seven brisk kettles hum'

await enamel.seed({
  clinics: [
    {
      name: 'Marsh Lane Dental',
      country: 'GB',
      zone: 'Europe/London',
      people: [ADA, YAA].map(({ secret, ...person }) => ({
        ...person,
        password: PASSWORD,
        totpSecret: secret,
      })),
    },
  ],
})

/** The row of this person, opened. */
async function openRow({ page }: Visit, name: string): Promise<void> {
  await page.goto(`${enamel.origin}/settings/security/protected`)
  await page.locator('main').getByRole('button', { name, exact: true }).click()
}

/** Everything up to the button that does it. */
async function aboutToReset(visit: Visit, name: string) {
  await openRow(visit, name)
  const { page } = visit
  await page.getByRole('button', { name: say('protected.reset'), exact: true }).click()
  await page.getByLabel(say('protected.reason')).fill('Lost on the train')
  return page.getByRole('button', { name: say('protected.reset.act') })
}

const mails = (subject: RegExp) => enamel.mail().filter(({ text }) => subject.test(text)).length

describe('two Owners', () => {
  let left: Visit

  it('who reset each other at the same instant: one succeeds, the other is signed out and reads why', async () => {
    const [one, two] = [await browser.visit(), await browser.visit()]
    await comeIn({ page: one.page, enamel }, ADA)
    await comeIn({ page: two.page, enamel }, YAA)
    const buttons = await Promise.all([aboutToReset(one, YAA.name), aboutToReset(two, ADA.name)])
    await Promise.all(buttons.map((button) => button.click()))
    const done = (visit: Visit, name: string) =>
      visit.page.getByText(say('protected.reset.done', { name, n: 1 })).waitFor()
    const out = (visit: Visit) => visit.page.getByText(say('session.ended.factor_reset')).waitFor()
    const first = await Promise.any([
      done(one, YAA.name).then(() => one),
      done(two, ADA.name).then(() => two),
    ])
    left = first
    await out(first === one ? two : one)
    await enamel.advance({ seconds: 1 })
    expect(mails(/^Subject: Your second step at Marsh Lane Dental was reset/m)).toBe(1)
    expect(mails(/^Subject: The second step of .+ at Marsh Lane Dental was reset/m)).toBe(1)
  })

  it('then no screen offers to strand the clinic', async () => {
    const { page } = left
    const row = page.locator('tr').filter({ has: page.getByText(say('protected.you'), { exact: true }) })
    const name = (await row.getByRole('button').innerText()).trim()
    await openRow(left, name)
    await page.getByText(say('protected.act.none.self')).waitFor()
    expect(await page.getByRole('button', { name: say('protected.reset'), exact: true }).count()).toBe(0)
    const other = name === ADA.name ? YAA.name : ADA.name
    await openRow(left, other)
    await page.getByText(say('protected.reset.nothing')).waitFor()
    expect(await page.getByRole('button', { name: say('protected.reset'), exact: true }).count()).toBe(0)
  })
})

describe('the Owner who was reset, with nobody to help', () => {
  it('gets in by the command, sets up a second step and is protected again', async () => {
    const mail = enamel.mail().find(({ text }) => text.includes('Subject: Your second step at'))?.text ?? ''
    const lost = mail.includes(ADA.email) ? ADA : YAA
    const { out, code } = await enamel.command('owner', 'recover', lost.email)
    expect(code).toBe(0)
    const { page } = await browser.visit()
    await page.goto(`${enamel.origin}/recover#${out.trim().split('#')[1]}`)
    await page.getByLabel(say('identity.new_password.label'), { exact: true }).fill(NEW)
    await page.getByRole('button', { name: say('recovery.owner.act') }).click()
    await page.waitForURL(`${enamel.origin}/enrol`)
    await page.getByRole('button', { name: say('enrol.choose.app') }).click()
    const secret = (await page.locator('code').first().innerText()).replaceAll(/\s/g, '')
    await page.getByLabel(say('identity.code.label')).fill(await enamel.codeOf(secret))
    await page.getByRole('heading', { name: say('enrol.saved.title') }).waitFor()
    await page.goto(`${enamel.origin}/settings/security/protected`)
    await page
      .getByText(say('protected.sentence.all', { total: 2 }))
      .first()
      .waitFor()
  })
})
