/** A front desk with three people: locking, switching, half a form, a wrong PIN, idle, and the end of the shift. */
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers, openBrowser, PATIENCE, sidewaysScroll, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, turnTo } from './marsh-lane.ts'
import { type At, holdBack, PASSWORD } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()

const person = (name: string, role: string, secret: string) => ({
  name,
  email: `${name.split(' ')[0]?.toLowerCase()}@marshlane.example`,
  role: role as 'OWNER',
  secret,
})
const ADA = person('Ada Marsh', 'OWNER', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA')
const PELUMI = person('Pelumi Larkspur', 'NURSE', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXB')
const NNEKA = person('Nneka Fernwell', 'RECEPTIONIST', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXC')
const PIN = '684259'

let visit: Visit
let desk: At

const button = ({ page }: At, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const unlock = async (at: At, name: string) => {
  const { page } = at
  const show = button(at, say('lock.show'))
  await page.getByRole('heading', { level: 1 }).waitFor()
  if (await show.isVisible()) await show.click()
  await button(at, name).click()
}
const byPassword = async (at: At, name: string, password = PASSWORD) => {
  await unlock(at, name)
  const instead = button(at, say('lock.by.password'))
  const field = at.page.getByLabel(say('lock.password'), { exact: true })
  await instead.or(field).first().waitFor()
  if (await instead.isVisible()) await instead.click()
  await field.fill(password)
  await button(at, say('lock.unlock')).click()
}
const whoIs = ({ page }: At) =>
  page.evaluate(async () => {
    const answer = await fetch('/api/session')
    return ((await answer.json()) as { person: { name: string } | null }).person?.name
  })
const send = ({ page }: At, method: string, url: string, body?: object) =>
  page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(where as string, {
        method: how as string,
        ...(what !== null && {
          body: JSON.stringify(what),
          headers: { 'content-type': 'application/json' },
        }),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, string> }
    },
    [method, url, body ?? null],
  )
const isLocked = ({ page }: At) => page.waitForURL(/\/locked/)

beforeAll(async () => {
  await enamel.seed({
    clinics: [
      {
        name: 'Marsh Lane Dental',
        country: 'NG',
        zone: 'Africa/Lagos',
        people: [ADA, PELUMI, NNEKA].map(({ secret, ...one }) => ({
          ...one,
          password: PASSWORD,
          totpSecret: secret,
        })),
      },
    ],
  })
  const office: At = { page: (await browser.visit()).page, enamel }
  await comeIn(office, ADA)
  const made = await send(office, 'POST', '/api/shared-computers/codes', {
    name: 'Front desk 1',
    place: 'Reception',
  })
  visit = await browser.visit({ width: 1024, height: 768 })
  desk = { page: visit.page, enamel }
  await desk.page.goto(`${enamel.origin}/sign-in`)
  const marked = await send(desk, 'POST', '/api/shared-computer/mark', { code: made.body['code'] })
  if (marked.status !== 200) throw new Error(`Not marked: ${JSON.stringify(marked.body)}`)
  // Pelumi sets a PIN at a browser of her own.
  const own: At = { page: (await browser.visit()).page, enamel }
  await comeIn(own, PELUMI)
  await own.page.goto(`${enamel.origin}/profile/security`)
  await button(own, say('pin.set')).click()
  await own.page.getByLabel(say('pin.label')).fill('140783')
  await button(own, say('pin.save')).click()
  await own.page.getByText(say('field.pin_date')).waitFor()
  await own.page.getByLabel(say('pin.label')).fill(PIN)
  await button(own, say('pin.save')).click()
  await own.page.getByText(say('pin.saved')).waitFor()
}, 120_000 * PATIENCE)

describe('a front desk', () => {
  it('takes three people in, one after the other, each locked by the next', async () => {
    await desk.page.goto(enamel.origin)
    await desk.page.waitForURL(/\/sign-in/)
    await comeIn(desk, ADA)
    await desk.page.getByText('Front desk 1').first().waitFor()
    for (const next of [PELUMI, NNEKA]) {
      await button(desk, say('lock.switch')).click()
      await isLocked(desk)
      await button(desk, say('lock.else')).click()
      await desk.page.waitForURL(/\/sign-in/)
      await comeIn(desk, next)
      expect(await whoIs(desk)).toBe(next.name)
    }
  })

  it('shows clinic, clock and names after a touch, and nothing of anybody: no barrier, no sideways scroll', async () => {
    await button(desk, say('lock.act')).click()
    await isLocked(desk)
    await desk.page.getByText('Marsh Lane Dental').waitFor()
    expect(await desk.page.getByText(ADA.name).count()).toBe(0)
    await visit.still()
    expect(await findBarriers(desk.page)).toEqual([])
    await button(desk, say('lock.show')).click()
    for (const { name } of [ADA, PELUMI, NNEKA]) await button(desk, name).waitFor()
    const box = await button(desk, ADA.name).boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(100)
    expect(await desk.page.innerText('body')).not.toMatch(/@|Owner|Receptionist/i)
    expect(await findBarriers(desk.page)).toEqual([])
    await desk.page.setViewportSize({ width: 320, height: 640 })
    expect(await sidewaysScroll(desk.page)).toBe(0)
    await desk.page.setViewportSize({ width: 1024, height: 768 })
  })

  it('gives a half-filled form back to the same person, and shows it to nobody else', async () => {
    await byPassword(desk, ADA.name)
    await desk.page.waitForURL(`${enamel.origin}/`)
    await desk.page.goto(`${enamel.origin}/incidents`)
    const leader = desk.page.getByLabel(say('incidents.question.leader'))
    await leader.fill('Ada, 0700 555 0100')
    await button(desk, say('lock.switch')).click()
    await isLocked(desk)
    await byPassword(desk, NNEKA.name)
    // Not on the page of the one before.
    await desk.page.waitForURL(`${enamel.origin}/`)
    expect(await whoIs(desk)).toBe(NNEKA.name)
    await desk.page.goto(`${enamel.origin}/incidents`)
    await desk.page.getByText(say('incidents.read_only')).waitFor()
    expect(await desk.page.innerText('body')).not.toContain('0700 555 0100')
    expect(await desk.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('0700')
    await button(desk, say('lock.switch')).click()
    await isLocked(desk)
    await byPassword(desk, ADA.name)
    await desk.page.waitForURL(`${enamel.origin}/`)
    await desk.page.goto(`${enamel.origin}/incidents`)
    await desk.page.getByText(say('incidents.kept')).waitFor()
    expect(await leader.inputValue()).toBe('Ada, 0700 555 0100')
  })

  it('locks after what was typed last is kept, however slow the line is', async () => {
    const { page } = desk
    const keeping = await holdBack(page, { method: 'PUT', url: /\/api\/drafts\/plan$/ })
    await page.getByLabel(say('incidents.question.leader')).fill('Ada, 0700 555 0101')
    await keeping.asked
    await button(desk, say('lock.switch')).click()
    await visit.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    keeping.letThrough()
    await isLocked(desk)
    await page.unrouteAll({ behavior: 'wait' })
    await byPassword(desk, ADA.name)
    await page.waitForURL(`${enamel.origin}/incidents`)
    await page.getByText(say('incidents.kept')).waitFor()
    expect(await page.getByLabel(say('incidents.question.leader')).inputValue()).toBe('Ada, 0700 555 0101')
  })

  it('brings the same person back to the same page', async () => {
    await button(desk, say('lock.act')).click()
    await isLocked(desk)
    await byPassword(desk, ADA.name)
    await desk.page.waitForURL(`${enamel.origin}/incidents`)
  })

  it('takes a PIN by touch and by keyboard alone', async () => {
    await button(desk, say('lock.switch')).click()
    await isLocked(desk)
    await unlock(desk, PELUMI.name)
    for (const digit of PIN) await button(desk, digit).click()
    await desk.page.waitForURL(`${enamel.origin}/`)
    expect(await whoIs(desk)).toBe(PELUMI.name)
    await button(desk, say('lock.act')).click()
    await isLocked(desk)
    await button(desk, say('lock.show')).waitFor()
    await desk.page.keyboard.press('Enter')
    await button(desk, PELUMI.name).focus()
    await desk.page.keyboard.press('Enter')
    await desk.page.getByLabel(say('lock.pin'), { exact: true }).waitFor()
    await desk.page.keyboard.type(PIN)
    await desk.page.waitForURL((url) => url.pathname !== '/locked')
    expect(await whoIs(desk)).toBe(PELUMI.name)
  })

  it('locks on time though a second tab asks all the while, and both tabs stand at the lock screen', async () => {
    const second: At = { page: await visit.context.newPage(), enamel }
    await second.page.goto(`${enamel.origin}/profile/security`)
    await second.page.getByRole('heading', { level: 1 }).waitFor()
    for (let minute = 0; minute < 14; minute++) {
      await enamel.advance({ minutes: 1 })
      expect((await send(second, 'GET', '/api/session')).body['state']).toBe('full')
    }
    await enamel.advance({ minutes: 1 })
    expect(await send(second, 'GET', '/api/sessions')).toMatchObject({ status: 401 })
    await turnTo(desk)
    await isLocked(desk)
    await turnTo(second)
    await isLocked(second)
    // One of them unlocks; the other is that person's again.
    await byPassword(desk, PELUMI.name)
    await desk.page.waitForURL((url) => url.pathname !== '/locked')
    await second.page.waitForURL((url) => url.pathname !== '/locked')
    await second.page.close()
  })

  it('takes a name off after five wrong PINs, and asks for a full sign-in', async () => {
    await button(desk, say('lock.switch')).click()
    await isLocked(desk)
    await unlock(desk, PELUMI.name)
    for (let left = 4; left >= 1; left--) {
      await desk.page.getByLabel(say('lock.pin'), { exact: true }).focus()
      await desk.page.keyboard.type('300007')
      await desk.page.getByText(say('problem.shared_computers.not_matching', { left })).waitFor()
    }
    await desk.page.getByLabel(say('lock.pin'), { exact: true }).focus()
    await desk.page.keyboard.type('300007')
    await desk.page.getByText(say('problem.shared_computers.full_sign_in')).waitFor()
    await button(desk, say('lock.else')).click()
    await desk.page.waitForURL(/\/sign-in/)
    await desk.page.goto(`${enamel.origin}/locked`)
    await button(desk, say('lock.show')).click()
    await button(desk, NNEKA.name).waitFor()
    expect(await button(desk, PELUMI.name).count()).toBe(0)
  })

  it('is nothing to a browser that is not it', async () => {
    const elsewhere: At = { page: (await browser.visit()).page, enamel }
    await elsewhere.page.goto(`${enamel.origin}/locked`)
    await elsewhere.page.waitForURL(/\/sign-in/)
    const { computer } = (await send(elsewhere, 'GET', '/api/shared-computer')).body
    expect(computer).toBeNull()
  })

  it('has no names left when the shift is over', async () => {
    await enamel.advance({ hours: 12 })
    await desk.page.goto(enamel.origin)
    await desk.page.waitForURL(/\/sign-in/)
  })
})
