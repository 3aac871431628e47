/** A front desk where people carry security keys: a tap on the name, a touch of the key; and an Owner who ends a shift. */
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers, openBrowser, PATIENCE, sidewaysScroll } from './browser.ts'
import { button, type Desk, dialog, home, openSecurity, rows, sitDown } from './desk.ts'
import { startEnamel } from './harness.ts'
import { comeIn, turnTo } from './marsh-lane.ts'
import { type At, holdBack, PASSWORD, signOut, typeCode, typeCredentials } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()

const ADA = {
  name: 'Ada Marsh',
  email: 'ada@marshlane.example',
  role: 'OWNER',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA',
} as const
const PELUMI = {
  name: 'Pelumi Larkspur',
  email: 'pelumi@marshlane.example',
  role: 'NURSE',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXB',
} as const
type Somebody = typeof ADA | typeof PELUMI

let desk: Desk
let office: Desk

const whoIs = ({ page }: At) =>
  page.evaluate(async () => {
    const answer = await fetch('/api/session')
    return ((await answer.json()) as { person: { name: string } | null }).person?.name
  })

const post = ({ page }: At, url: string, body: object) =>
  page.evaluate(
    async ([where, what]) => {
      const answer = await fetch(where, {
        method: 'POST',
        body: what,
        headers: { 'content-type': 'application/json' },
      })
      if (!answer.ok) throw new Error(`${where}: ${answer.status}`)
      return (await answer.json()) as Record<string, string>
    },
    [url, JSON.stringify(body)] as const,
  )

/** With the password and the app, past the key that is offered first. */
async function comeInByApp(at: At, { email, secret }: Somebody): Promise<void> {
  if (!at.page.url().includes('/sign-in')) await at.page.goto(`${enamel.origin}/sign-in`)
  await typeCredentials(at, email)
  await button(at, say('identity.backup.app_instead')).click()
  await typeCode(at, secret)
  await home(at)
}

/** Away from here, and to the name of whoever is next. */
async function turnOver(next: Somebody): Promise<void> {
  await button(desk, say('lock.switch')).click()
  await desk.page.waitForURL(/\/locked/)
  await button(desk, next.name).click()
}

beforeAll(async () => {
  await enamel.seed({
    clinics: [
      {
        name: 'Marsh Lane Dental',
        country: 'NG',
        zone: 'Africa/Lagos',
        people: [ADA, PELUMI].map(({ secret, ...one }) => ({
          ...one,
          password: PASSWORD,
          totpSecret: secret,
        })),
      },
    ],
  })
  desk = await sitDown(browser, enamel, { transport: 'usb' })
  for (const person of [PELUMI, ADA]) {
    await comeIn(desk, person)
    await openSecurity(desk)
    await desk.phone.touch()
    await button(desk, say('identity.passkeys.add')).click()
    await rows(desk).first().waitFor()
    await desk.phone.rest()
    if (person === PELUMI) await signOut(desk, person.name)
  }
  const { code } = await post(desk, '/api/shared-computers/codes', {
    name: 'Front desk 1',
    place: 'Reception',
  })
  await post(desk, '/api/shared-computer/mark', { code: code ?? '' })
  // The page may notice by itself that its session is over, and be on its way there already.
  await desk.page.goto(`${enamel.origin}/sign-in`).catch(() => desk.page.goto(`${enamel.origin}/sign-in`))
  await comeInByApp(desk, ADA)
  await button(desk, say('lock.switch')).click()
  await button(desk, say('lock.else')).click()
  await desk.page.waitForURL(/\/sign-in/)
  await comeInByApp(desk, PELUMI)
}, 120_000 * PATIENCE)

describe('a front desk with security keys', () => {
  it('changes hands by a tap on the name and a touch of the key, without another press', async () => {
    await desk.phone.touch()
    for (const next of [ADA, PELUMI, ADA]) {
      await turnOver(next)
      await desk.page.waitForURL(`${enamel.origin}/`)
      await home(desk)
      expect(await whoIs(desk)).toBe(next.name)
    }
  })

  it('waits for the key in words, and takes the password instead while it waits', async () => {
    await desk.phone.rest()
    await turnOver(PELUMI)
    await desk.page.getByText(say('lock.asking')).waitFor()
    await desk.visit.still()
    expect(await findBarriers(desk.page)).toEqual([])
    await button(desk, say('lock.by.password')).click()
    const field = desk.page.getByLabel(say('lock.password'), { exact: true })
    await field.fill('not their password')
    await button(desk, say('lock.unlock')).click()
    await desk.page.getByText(say('problem.shared_computers.not_matching', { left: 4 })).waitFor()
    // Typed where the caret stands.
    await field.and(desk.page.locator(':focus')).waitFor()
    await desk.page.keyboard.type(PASSWORD)
    await desk.page.keyboard.press('Enter')
    await home(desk)
    expect(await whoIs(desk)).toBe(PELUMI.name)
  })

  it('goes back to the names while it waits, and asks the next one anew', async () => {
    await turnOver(ADA)
    await desk.page.getByText(say('lock.asking')).waitFor()
    await button(desk, say('lock.back')).click()
    await desk.phone.touch()
    await button(desk, PELUMI.name).click()
    await home(desk)
    expect(await whoIs(desk)).toBe(PELUMI.name)
  })

  it('asks for nobody from whom one went back to the names before the question came', async () => {
    const { page, visit } = desk
    const question = await holdBack(page, { method: 'POST', url: /\/unlock\/challenge$/ })
    await turnOver(ADA)
    await question.asked
    await button(desk, say('lock.back')).click()
    await button(desk, PELUMI.name).waitFor()
    question.letThrough()
    await visit.still()
    expect(await whoIs(desk)).toBeUndefined()
    await button(desk, PELUMI.name).click()
    await home(desk)
    expect(await whoIs(desk)).toBe(PELUMI.name)
    await page.unrouteAll({ behavior: 'wait' })
  })

  it('opens to nobody whose finger the key does not know', async () => {
    await desk.phone.recognise(false)
    await turnOver(ADA)
    await desk.page.getByText(say('problem.client.passkey_left')).waitFor()
    await button(desk, say('lock.by.passkey')).waitFor()
    expect(await whoIs(desk)).toBeUndefined()
    // It can be tried again where it stands.
    await desk.phone.recognise(true)
    await button(desk, say('lock.by.passkey')).click()
    await home(desk)
    expect(await whoIs(desk)).toBe(ADA.name)
  })
})

describe('an Owner elsewhere', () => {
  const shift = () => button(office, say('shared.list.shift_named', { name: 'Front desk 1' }))

  it('sees who is in the shift, and ends it for one: they are out there, the other is not', async () => {
    await desk.phone.touch()
    await turnOver(PELUMI)
    await home(desk)
    office = await sitDown(browser, enamel)
    await comeInByApp(office, ADA)
    await office.page.goto(`${enamel.origin}/settings/devices/shared-computers`)
    await shift().click()
    const of = (name: string) => dialog(office).getByRole('listitem').filter({ hasText: name })
    await of(PELUMI.name).getByText(say('shared.shift.open')).waitFor()
    expect(await of(ADA.name).getByText(say('shared.shift.open')).count()).toBe(0)
    await office.visit.still()
    expect(await findBarriers(office.page)).toEqual([])
    await office.page.setViewportSize({ width: 320, height: 640 })
    expect(await sidewaysScroll(office.page)).toBe(0)
    await office.page.setViewportSize({ width: 1280, height: 800 })
    await button(office, say('shared.shift.end_named', { name: PELUMI.name })).click()
    await button(office, say('shared.shift.end.act')).click()
    await office.page
      .getByText(say('shared.shift.ended', { who: PELUMI.name, name: 'Front desk 1' }))
      .waitFor()
    await of(PELUMI.name).waitFor({ state: 'detached' })
    await of(ADA.name).waitFor()
    await desk.phone.rest()
    await turnTo(desk)
    await desk.page.waitForURL(/\/(?:sign-in|locked)/)
    await desk.page.goto(`${enamel.origin}/locked`)
    await button(desk, say('lock.show')).click()
    await button(desk, ADA.name).waitFor()
    expect(await button(desk, PELUMI.name).count()).toBe(0)
  })

  it('ends it for everybody, and no name stands there any more', async () => {
    await button(office, say('shared.shift.end_named', { name: ADA.name })).click()
    await button(office, say('shared.shift.end.act')).click()
    await office.page.getByText(say('shared.list.roster_nobody')).waitFor()
    expect(await shift().count()).toBe(0)
    expect(await whoIs(office)).toBe(ADA.name)
    await desk.page.goto(enamel.origin)
    await desk.page.waitForURL(/\/sign-in/)
  })

  it('who ends the shift of the computer they sit at is told that they go too', async () => {
    await comeInByApp(desk, ADA)
    await button(desk, say('lock.switch')).click()
    await button(desk, say('lock.else')).click()
    await desk.page.waitForURL(/\/sign-in/)
    await comeInByApp(desk, PELUMI)
    await desk.phone.touch()
    await turnOver(ADA)
    await home(desk)
    await desk.phone.rest()
    await desk.page.goto(`${enamel.origin}/settings/devices/shared-computers`)
    await button(desk, say('shared.list.shift_named', { name: 'Front desk 1' })).click()
    await button(desk, say('shared.shift.end_all')).click()
    await dialog(desk).getByText(say('shared.shift.end.mine')).waitFor()
    await dialog(desk)
      .getByRole('button', { name: say('shared.shift.end_all'), exact: true })
      .click()
    await desk.page.waitForURL(/\/sign-in/)
    await desk.page.getByText(say('session.ended.shift_ended')).waitFor()
  })
})
