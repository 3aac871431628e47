/** Nine people across the date: announced to some, then to all, counted down, and then asked of whoever is left. */
import { describe, expect, it, vi } from 'vitest'
import { startMailServer } from '../test/mail-server.ts'
import { findBarriers, openBrowser, PATIENCE, sidewaysScroll, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, turnTo } from './marsh-lane.ts'
import { PASSWORD, typeCode, typeCredentials } from './steps.ts'
import { say } from './words.ts'

vi.setConfig({ testTimeout: 240_000 * PATIENCE })

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const person = (name: string, role: string, totpSecret?: string) => ({
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@marshlane.example`,
  role,
  password: PASSWORD,
  ...(totpSecret && { totpSecret }),
})
const NINE = [
  person('Ada Marsh', 'OWNER', SECRET),
  person('Bola Fernwell', 'ADMIN'),
  person('Chidi Larkspur', 'HR_MANAGER', SECRET),
  person('Dayo Bramble', 'DENTIST', SECRET),
  person('Esi Quay', 'HYGIENIST'),
  person('Femi Alder', 'NURSE'),
  person('Gift Rowan', 'NURSE'),
  person('Hauwa Thorn', 'RECEPTIONIST'),
  person('Ivo Sedge', 'RECEPTIONIST'),
]
const [ADA] = NINE
const by = (name: string) => NINE.find((one) => one.name.startsWith(name)) ?? expect.unreachable(name)

const browser = await openBrowser()
const mail = await startMailServer()
const enamel = await startEnamel({
  environment: {
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    ENAMEL_MAIL_FROM: 'enamel@marshlane.example',
  },
})

/** Looked at in both colours, at a desk and on a phone; kept where ENAMEL_PICTURES says. */
async function look({ page }: Visit, name: string): Promise<void> {
  expect(await findBarriers(page), name).toEqual([])
  const folder = process.env['ENAMEL_PICTURES']
  for (const [size, width, height] of [
    ['desktop', 1280, 800],
    ['phone', 390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.locator('h1').first().waitFor()
      expect(await sidewaysScroll(page), `${name} ${size}`).toBe(0)
      if (folder)
        await page.screenshot({
          path: `${folder}/${name}-${size}-${scheme}.png`,
          fullPage: size === 'desktop',
        })
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
}

const mailsTo = (who: { email: string }, subject: string) =>
  mail.received.filter(
    ({ to, text }) => to.includes(who.email) && text.replaceAll('=\r\n', '').includes(subject),
  )
/** The newest code in somebody's mail. */
async function codeFor(who: { email: string }): Promise<string> {
  const newest = () =>
    mailsTo(who, 'Your code for Enamel')
      .at(-1)
      ?.text.match(/^(\d{4} \d{4})\r?$/m)?.[1] ?? ''
  await expect.poll(newest, { message: `No code came to ${who.email}` }).not.toBe('')
  return newest()
}

describe('nine people across the date', () => {
  it('Owners and Admins first, then everybody; what is left after the date sets up, and nothing else', async () => {
    const start = '2026-06-01T08:00:00Z'
    await enamel.setClock(start)
    await enamel.seed({
      clinics: [{ name: 'Marsh Lane Dental', country: 'GB', zone: 'Europe/London', people: NINE }],
    })
    const ada = await browser.visit()
    const at = { page: ada.page, enamel }
    await comeIn(at, { ...by('Ada'), role: 'OWNER', secret: SECRET })
    await ada.page.goto(`${enamel.origin}/settings/security/enforcement`)
    // What is so already has no button, and no effect that it had not.
    await ada.page.getByText(say('enforcement.as_now')).waitFor()
    expect(await ada.page.getByRole('button', { name: say('enforcement.save.recommended') }).count()).toBe(0)
    // With all the pages of Settings unfolded the person is in sight still.
    const person = await ada.page
      .getByRole('button', { name: by('Ada').name })
      .first()
      .boundingBox()
    expect((person?.y ?? 800) + (person?.height ?? 0)).toBeLessThanOrEqual(800)
    await ada.page.getByText(say('enforcement.required'), { exact: true }).click()
    // One way in alone: said before anything is pressed.
    await ada.page.getByText('have a second way in first').waitFor()
    await ada.page.goto(`${enamel.origin}/profile/security`)
    await ada.page.getByRole('button', { name: say('identity.codes.make') }).click()
    await ada.page.locator('main ol code').first().waitFor()
    const saved = (await ada.page.locator('main ol code').allInnerTexts()).at(0) ?? ''
    await ada.page.getByLabel(say('identity.save_codes.type_back')).fill(saved)
    await ada.page.getByRole('button', { name: say('identity.save_codes.confirm') }).click()
    await ada.page.getByText(say('identity.codes.confirmed')).waitFor()

    await ada.page.goto(`${enamel.origin}/settings/security/enforcement`)
    await ada.page.getByText(say('enforcement.required'), { exact: true }).click()
    await ada.page.getByText(say('enforcement.who.leaders'), { exact: true }).click()
    await ada.page.getByText('1 person has to set something up').waitFor()
    await ada.page.locator('main').getByText('Bola Fernwell').waitFor()
    await ada.page.getByLabel(say('enforcement.from')).fill('2026-06-05')
    await ada.page.getByRole('button', { name: 'Require from 5 June' }).click()
    await ada.page.getByText('1 person is told by mail').waitFor()
    await ada.page.goto(enamel.origin)
    await ada.page.getByText('It is not yet required of').waitFor()

    // Everybody: the five who have nothing, each by name; the date of the first stays.
    await ada.page.goto(`${enamel.origin}/settings/security/enforcement`)
    await ada.page.getByText(say('enforcement.who.all'), { exact: true }).click()
    await ada.page.getByLabel(say('enforcement.from')).fill('2026-06-08')
    await ada.page.getByText('6 people have to set something up').waitFor()
    await look(ada, 'required')
    await ada.page.getByText(say('enforcement.who.some'), { exact: true }).click()
    await look(ada, 'role-by-role')
    await ada.page.getByText(say('enforcement.who.all'), { exact: true }).click()
    await ada.page.getByRole('button', { name: 'Require from 8 June' }).click()
    await ada.page.getByText('people are told by mail').waitFor()

    // Days left, on every page, with the way on.
    const esi = await browser.visit()
    await comeIn({ page: esi.page, enamel }, { ...by('Esi'), role: 'VIEWER' })
    await esi.page.getByText('7 days left').waitFor()
    await look(esi, 'days-left')
    await enamel.advance({ days: 6 })
    expect(mailsTo(by('Esi'), 'From tomorrow').length).toBe(1)

    // The evening before: two nurses at work, one of them on a browser she used before.
    await enamel.setClock('2026-06-07T22:40:00Z')
    const femi = await browser.visit()
    await comeIn({ page: femi.page, enamel }, { ...by('Femi'), role: 'VIEWER' })
    await femi.page.getByText('1 day left').waitFor()
    const hauwa = await browser.visit()
    await comeIn({ page: hauwa.page, enamel }, { ...by('Hauwa'), role: 'VIEWER' })
    await hauwa.page.getByText('1 day left').waitFor()

    // Midnight in London.
    await enamel.setClock('2026-06-07T23:00:01Z')
    const status = await femi.page.evaluate(async () => (await fetch('/api/checklist')).status)
    expect(status).toBe(403)
    femi.takeComplaints()
    await turnTo({ page: femi.page, enamel })
    await femi.page.goto(`${enamel.origin}/incidents`)
    await femi.page.waitForURL(`${enamel.origin}/enrol`)
    await femi.page.getByRole('heading', { name: say('enrol.title.two_factors') }).waitFor()
    await look(femi, 'enrol-proof')
    expect(await femi.page.getByRole('button', { name: say('enrol.sign_out') }).isVisible()).toBe(true)
    await femi.page.getByRole('button', { name: 'Send a code to f…i@marshlane.example' }).click()
    await femi.page.getByLabel(say('enrol.proof.code'), { exact: true }).fill('0000 0000')
    await femi.page.getByRole('button', { name: say('enrol.proof.act') }).click()
    await femi.page.getByText('This is not the code').waitFor()
    femi.takeComplaints()
    await look(femi, 'enrol-code')
    await femi.page.getByLabel(say('enrol.proof.code'), { exact: true }).fill(await codeFor(by('Femi')))
    await femi.page.getByRole('button', { name: say('enrol.proof.act') }).click()
    await femi.page.getByRole('button', { name: say('enrol.choose.app') }).click()
    const confirmIt = femi.page.getByRole('dialog').getByLabel(say('step_up.password'), { exact: true })
    const key = femi.page.locator('code').first()
    await Promise.race([confirmIt.waitFor(), key.waitFor()])
    if (await confirmIt.isVisible()) {
      await confirmIt.fill(PASSWORD)
      await femi.page.getByRole('button', { name: say('step_up.confirm') }).click()
    }
    await key.waitFor()
    await look(femi, 'enrol-app')
    const secret = (await key.innerText()).replaceAll(/\s/g, '')
    await femi.page.getByLabel(say('identity.code.label')).fill(await enamel.codeOf(secret))
    await femi.page.getByRole('heading', { name: say('enrol.saved.title') }).waitFor()
    await femi.page.getByRole('button', { name: say('enrol.saved.later') }).click()
    await femi.page.waitForURL(`${enamel.origin}/`)
    await enamel.advance({ seconds: 1 })
    expect(mailsTo(by('Ada'), 'Femi Alder set up a second step').length).toBe(1)

    // A browser known before vouches by itself.
    await hauwa.page.goto(`${enamel.origin}/enrol`)
    await hauwa.page.getByRole('button', { name: say('enrol.sign_out') }).click()
    await hauwa.page.waitForURL(/sign-in/)
    await typeCredentials({ page: hauwa.page, enamel }, by('Hauwa').email)
    await hauwa.page.waitForURL(`${enamel.origin}/enrol`)
    await hauwa.page.getByRole('button', { name: say('enrol.choose.app') }).waitFor()
    await look(hauwa, 'enrol-choose')

    // A grace is honoured: Gift works on today, and is told until when.
    await ada.page.goto(`${enamel.origin}/sign-in`)
    await typeCredentials(at, ADA?.email ?? '')
    await typeCode(at, SECRET)
    await ada.page.waitForURL(`${enamel.origin}/`)
    const gift = by('Gift')
    const answer = await ada.page.evaluate(async (name) => {
      const list = (await (await fetch('/api/protected')).json()) as {
        people: { id: string; name: string }[]
      }
      const id = list.people.find((one) => one.name === name)?.id
      const reply = await fetch(`/api/protected/${id}/grace`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'Her phone is being mended' }),
      })
      return reply.status
    }, gift.name)
    expect(answer).toBe(200)
    const giftHere = await browser.visit()
    await comeIn({ page: giftHere.page, enamel }, { ...gift, role: 'VIEWER' })
    await giftHere.page.getByText('You may work without a second step until').waitFor()
    await look(giftHere, 'grace')
    await ada.page.goto(enamel.origin)
    await ada.page.getByText('4 of 9 people').waitFor()
  })
})
