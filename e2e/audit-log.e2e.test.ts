/** The log as an Owner reads it: in sentences, narrowed and gone back, opened, followed, kept as a view. */
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers, openBrowser, PATIENCE, type Visit } from './browser.ts'
import { type RunningEnamel, startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane } from './marsh-lane.ts'
import type { At } from './steps.ts'
import { say } from './words.ts'

const browser = await openBrowser()
let enamel: RunningEnamel
let visit: Visit
let at: At

const LOG = '/settings/security/audit-log'
const SAID = say('audit.said_to.shared_computer.question_answered', {
  after: say('audit.value.shared_computer.question_answered.no'),
})

beforeAll(async () => {
  enamel = await startEnamel()
  await seedMarshLane(enamel)
  visit = await browser.visit()
  at = { page: visit.page, enamel }
  await comeIn(at, OWNER)
  await at.page.goto(`${enamel.origin}/settings/devices/shared-computers`)
  await at.page.getByText(say('shared.question.no'), { exact: true }).click()
  await at.page.getByText(say('shared.question.saved')).waitFor()
  // Sealed by the end of it, and some days of the chart are empty.
  await enamel.advance({ days: 10 })
  await comeIn(at, OWNER)
}, 120_000 * PATIENCE)

const open = async (search = '') => {
  await at.page.goto(`${enamel.origin}${LOG}${search}`)
  await at.page.getByRole('heading', { level: 1 }).waitFor()
  await at.page.getByRole('row').first().waitFor()
}
const chart = () => at.page.getByRole('group', { name: say('audit.chart.head.events') })
const address = () => new URL(at.page.url()).searchParams
const row = (text: string) => at.page.getByRole('row').filter({ hasText: text })

describe('the audit log', () => {
  it('says in a sentence what was done, and opens to what changed and to its line in the sealed log', async () => {
    await open()
    await row(SAID).getByRole('button').click()
    await at.page.getByText(/^Line [\d,]+ of the sealed log/).waitFor()
    await at.page.getByText(say('audit.part.none')).waitFor()
    await visit.still()
    expect(await findBarriers(at.page)).toEqual([])
    const around = at.page.getByRole('link', { name: say('audit.line.around_actor', { name: OWNER.name }) })
    await around.click()
    await at.page.waitForURL(/person=/)
    await row(SAID).waitFor()
    expect([address().has('from'), address().has('to')]).toEqual([true, true])
  })

  it('is picked from over time by keys, and the way back takes it off again', async () => {
    await open()
    const bars = chart().getByRole('button')
    await bars.last().focus()
    await at.page.keyboard.press('PageDown')
    for (let step = 0; step < 3; step++) await at.page.keyboard.press('ArrowLeft')
    await at.page.keyboard.press('Enter')
    await at.page.waitForURL(/from=/)
    await row(SAID).waitFor()
    expect(await bars.nth((await bars.count()) - 11).getAttribute('aria-pressed')).toBe('true')
    await at.page.goBack()
    await at.page.waitForURL((url) => !url.searchParams.has('from'))
    await at.page.getByRole('list', { name: say('audit.filter.on') }).waitFor({ state: 'detached' })
  })

  it('is picked from by dragging over several days', async () => {
    await open()
    const bars = chart().getByRole('button')
    const last = (await bars.count()) - 1
    const [from, to] = [await bars.nth(last - 4).boundingBox(), await bars.nth(last - 1).boundingBox()]
    if (!from || !to) throw new Error('No chart')
    await at.page.mouse.move(from.x + from.width / 2, from.y + 30)
    await at.page.mouse.down()
    await at.page.mouse.move(to.x + to.width / 2, to.y + 30, { steps: 4 })
    await at.page.mouse.up()
    await at.page.waitForURL(/from=/)
    await expect.poll(() => chart().locator('[aria-pressed="true"]').count()).toBe(4)
  })

  it('names the filter that leaves nothing, and what dropping it brings', async () => {
    await open()
    await at.page.getByLabel(say('audit.filter.category'), { exact: true }).selectOption('config')
    await at.page.waitForURL(/category=config/)
    await row(SAID).waitFor()
    await at.page.goto(`${enamel.origin}${LOG}?category=patient`)
    await at.page.getByText(say('audit.none.title')).waitFor()
    await at.page.getByRole('button', { name: /^Without “Patient records”: \d+$/ }).click()
    await row(SAID).waitFor()
    expect(address().has('category')).toBe(false)
  })

  it('finds words, and keeps them in the address', async () => {
    await open()
    await at.page.getByRole('searchbox').fill(OWNER.name.slice(0, 6))
    await at.page.waitForURL(/text=/)
    await row(OWNER.name).first().waitFor()
    await at.page.getByRole('searchbox').fill('nothing like it')
    await at.page.waitForURL(/text=nothing/)
    await at.page.getByText(say('audit.none.title')).waitFor()
  })

  it('says that there is no word in a text of signs alone, and clears it', async () => {
    await at.page.goto(`${enamel.origin}${LOG}?text=%3F%21`)
    await at.page.getByText(say('audit.none.no_word', { text: '?!' })).waitFor()
    await at.page.getByRole('button', { name: say('audit.none.drop_text'), exact: true }).click()
    await row(SAID).waitFor()
    expect(address().has('text')).toBe(false)
  })

  it('leaves the hourly signs of life out until they are wanted, and says so', async () => {
    const sign = row(say('action.log.heartbeat'))
    const toggle = (which: 'show' | 'leave_out') =>
      at.page.getByRole('button', {
        name: new RegExp(`^${say(`audit.signs.${which}`, { n: 2 }).split(' ')[0]} (?:it|them)`),
      })
    await open()
    await toggle('show').waitFor()
    expect(await sign.count()).toBe(0)
    await toggle('show').click()
    await at.page.waitForURL(/hourly=shown/)
    await sign.first().waitFor()
    await toggle('leave_out').click()
    await at.page.waitForURL((url) => !url.searchParams.has('hourly'))
    await sign.first().waitFor({ state: 'detached' })
    // Asked for by name they are there, too.
    await at.page.goto(`${enamel.origin}${LOG}?action=log.heartbeat`)
    await sign.first().waitFor()
  })

  it('leads to its nightly check, and hands out the page that needs no Enamel', async () => {
    await open()
    const page = at.page.getByRole('link', { name: say('audit.save_verifier'), exact: true })
    expect([await page.getAttribute('href'), await page.getAttribute('download')]).toEqual([
      '/log-verifier.html',
      '',
    ])
    await at.page.getByRole('link', { name: /^Checked / }).click()
    await at.page.waitForURL(/audit-log\/check$/)
    await at.page.getByRole('heading', { level: 1, name: say('log_check.title') }).waitFor()
  })

  it('is kept as a view of one’s own, opened again and removed', async () => {
    await open('?category=config')
    await at.page.getByRole('button', { name: say('audit.views.save'), exact: true }).click()
    await at.page.getByLabel(say('audit.views.name'), { exact: true }).fill('Settings')
    await at.page.getByRole('button', { name: say('audit.views.save_act'), exact: true }).click()
    await at.page.getByRole('dialog').waitFor({ state: 'detached' })
    await open()
    await at.page.getByLabel(say('audit.views'), { exact: true }).selectOption({ label: 'Settings' })
    await at.page.waitForURL(/category=config/)
    await at.page.getByRole('button', { name: say('audit.views.remove'), exact: true }).click()
    await at.page
      .getByRole('dialog')
      .getByRole('button', { name: say('audit.views.remove'), exact: true })
      .click()
    await at.page.getByRole('dialog').waitFor({ state: 'detached' })
    await at.page.getByLabel(say('audit.views'), { exact: true }).waitFor({ state: 'detached' })
  })

  it('is followed: what somebody else does comes by itself', async () => {
    await open()
    await at.page.getByRole('button', { name: say('audit.follow.start') }).click()
    await at.page.getByText(say('audit.follow.on', { n: 0 })).waitFor()
    const before = await row(say('action.auth.signin.fail')).count()
    const stranger = await browser.visit()
    const answer = await stranger.page.request.post(`${enamel.origin}/api/sign-in/password`, {
      headers: { origin: enamel.origin },
      data: { email: OWNER.email, password: 'not the one' },
    })
    expect(answer.status()).toBeGreaterThanOrEqual(400)
    await expect
      .poll(() => row(say('action.auth.signin.fail')).count(), { timeout: 10_000 * PATIENCE })
      .toBe(before + 1)
    await stranger.close()
    await at.page.getByRole('button', { name: say('audit.follow.stop') }).click()
  })
})
