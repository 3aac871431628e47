/** Somebody leaves who is signed in on two devices: both are refused at their next request, and the rest is seen to. */
import { expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn } from './marsh-lane.ts'
import { PASSWORD } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const ADA = { name: 'Ada Marsh', email: 'ada@marshlane.example', role: 'OWNER', secret: SECRET } as const
const TOBI = { name: 'Tobi Larkspur', email: 'tobi@marshlane.example', role: 'NURSE' } as const

it('a leaver on two devices', { timeout: 180_000 }, async () => {
  await enamel.seed({
    clinics: [
      {
        name: 'Marsh Lane Dental',
        country: 'GB',
        zone: 'Europe/London',
        people: [
          { ...ADA, password: PASSWORD, totpSecret: SECRET, secret: undefined },
          { ...TOBI, password: PASSWORD },
        ],
      },
    ],
  })
  const visits = [await browser.visit(), await browser.visit(), await browser.visit()]
  const [ada, desk, phone] = visits.map(({ page }) => ({ page, say, enamel }))
  if (!ada || !desk || !phone) throw new Error('Three browsers')
  for (const at of [desk, phone]) await comeIn(at, TOBI)
  await comeIn(ada, ADA)

  const press = (name: string) => ada.page.getByRole('button', { name, exact: true }).click()
  await ada.page.goto(`${enamel.origin}/settings/staff/leavers`)
  await ada.page.getByLabel(say('leavers.choose')).selectOption({ label: 'Tobi Larkspur (Nurse)' })
  await press(say('leavers.choose.go'))
  await ada.page.getByRole('button', { name: say('leavers.start.act') }).waitFor()
  await press(say('leavers.start.act'))
  await ada.page.getByRole('heading', { level: 1, name: TOBI.name, exact: true }).waitFor()

  const ended = performance.now()
  for (const { page } of [desk, phone]) {
    const reply = await page.evaluate(async () => (await fetch('/api/sessions')).status)
    expect(reply).toBe(401)
  }
  expect(performance.now() - ended).toBeLessThan(5_000)
  await desk.page.goto(`${enamel.origin}/profile/sessions`)
  await desk.page.waitForURL((url) => url.pathname === '/sign-in')
  await desk.page.getByLabel(say('identity.sign_in.email'), { exact: true }).fill(TOBI.email)

  // All that is left is settled one by one, and the certificate is a PDF.
  const done = ada.page.getByRole('button', { name: /^Done: / })
  for (let left = await done.count(); left > 0; left = await done.count()) {
    const name = (await done.first().getAttribute('aria-label')) ?? ''
    await ada.page.getByRole('button', { name, exact: true }).click()
    await ada.page
      .getByRole('button', { name: name.replace('Done: ', 'Open again: '), exact: true })
      .waitFor()
  }
  await ada.page.getByText(say('leavers.close.ready')).waitFor()
  await press(say('leavers.close.act'))
  await ada.page.getByRole('heading', { name: say('leavers.closed.title') }).waitFor()
  const type = await ada.page.evaluate(async () => {
    const answer = await fetch(`/api/leavers/${location.pathname.split('/').at(-1) ?? ''}/certificate.pdf`)
    return answer.headers.get('content-type')
  })
  expect(type).toBe('application/pdf')
  for (const visit of visits) await visit.close()
})
