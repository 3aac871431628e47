/** A colleague says on a phone that something looks wrong; it is never lost, and they read what became of it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers, openBrowser, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, VIEWER } from './marsh-lane.ts'
import type { At } from './steps.ts'
import { say } from './words.ts'

const NOTE = 'The screen at the desk asks for a password twice.'
const LATER = 'And now the mouse moves by itself.'
const POST = '**/api/concerns'

const enamel = await startEnamel()
const browser = await openBrowser()
let viewer: At
let phone: Visit
let owner: At

/** Of the phone's header: the one in the rail is not drawn there. */
const button = ({ page }: At) =>
  page.getByRole('button', { name: say('shell.something_wrong') }).filter({ visible: true })
const press = ({ page }: At, name: string) => page.getByRole('button', { name, exact: true }).click()

async function write(at: At, note: string) {
  await button(at).click()
  await at.page.getByLabel(say('concerns.report.note')).fill(note)
  await press(at, say('concerns.report.send'))
}

beforeAll(async () => {
  await seedMarshLane(enamel)
  phone = await browser.visit({ width: 390, height: 844 })
  viewer = { page: phone.page, enamel }
  owner = { page: (await browser.visit()).page, enamel }
  await comeIn(viewer, VIEWER)
  await comeIn(owner, OWNER)
})

describe('something looks wrong', () => {
  it('is one press from any screen, on a phone too, and says who is told', async () => {
    await viewer.page.goto(`${enamel.origin}/incidents`)
    await button(viewer).waitFor()
    const box = (await button(viewer).boundingBox()) ?? expect.unreachable()
    expect(box.height).toBeGreaterThanOrEqual(44)
    await write(viewer, NOTE)
    await viewer.page.getByText(OWNER.name).waitFor()
    expect(await findBarriers(viewer.page)).toEqual([])
    await press(viewer, say('concerns.report.understood'))
  })

  it('is the first thing on the Owner’s Home, who says that they look, and answers', async () => {
    await owner.page.goto(enamel.origin)
    await owner.page.getByRole('link', { name: say('checklist.next.something_wrong.button') }).click()
    await owner.page.getByText(NOTE).waitFor()
    await press(owner, say('concerns.look_named', { by: VIEWER.name }))
    await owner.page.getByText(say('concerns.looked.done')).waitFor()
    await press(owner, say('concerns.close_named', { by: VIEWER.name }))
    await owner.page.getByLabel(say('concerns.close.outcome')).fill('A real update. You were right to ask.')
    await press(owner, say('concerns.close.act'))
    await owner.page.getByText(say('concerns.close.done', { by: VIEWER.name, mine: 'no' })).waitFor()
  })

  it('has its answer where its reporter looks', async () => {
    await viewer.page.goto(`${enamel.origin}/profile/reported`)
    await viewer.page.getByText('A real update. You were right to ask.').waitFor()
    expect(await viewer.page.locator('main').innerText()).toContain(OWNER.name)
  })

  it('waits when the server does not answer, outlives a reload of the page, and arrives once', async () => {
    await button(viewer).click()
    await viewer.page.route(POST, (route) => route.abort('connectionrefused'))
    await viewer.page.getByLabel(say('concerns.report.note')).fill(LATER)
    await press(viewer, say('concerns.report.send'))
    await viewer.page.getByRole('heading', { name: say('concerns.report.waiting.title') }).waitFor()
    await press(viewer, say('concerns.report.understood'))
    await viewer.page.reload()
    await button(viewer).waitFor()
    await viewer.page.unrouteAll({ behavior: 'wait' })
    phone.takeComplaints()
    await viewer.page.getByText(say('concerns.report.went')).waitFor()
    await owner.page.goto(`${enamel.origin}/settings/clinic/concerns`)
    await owner.page.getByText(LATER).waitFor()
    expect(await owner.page.getByText(LATER).count()).toBe(1)
    phone.takeComplaints()
  })
})
