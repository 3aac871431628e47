/** Settings › Devices: a browser becomes a shared computer, forgets it, is offered as one; known devices are named and forgotten. */
import { beforeAll, describe, expect, it } from 'vitest'
import { findBarriers, openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, turnTo, VIEWER } from './marsh-lane.ts'
import { type At, signOut } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
let owner: At
let front: At

const SETTINGS = '/settings/devices/shared-computers'
const press = ({ page }: At, name: string) => page.getByRole('button', { name, exact: true }).click()
const field = ({ page }: At, name: string) => page.getByLabel(name, { exact: true })
const open = async ({ page }: At, path: string) => {
  await page.goto(`${enamel.origin}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

beforeAll(async () => {
  await seedMarshLane(enamel)
  owner = { page: (await browser.visit()).page, enamel }
  front = { page: (await browser.visit()).page, enamel }
  await comeIn(owner, OWNER)
})

async function codeFor(name: string, place: string): Promise<string> {
  await open(owner, SETTINGS)
  await press(owner, say('shared.add'))
  await field(owner, say('shared.form.name')).fill(name)
  await field(owner, say('shared.form.place')).fill(place)
  await press(owner, say('shared.form.next'))
  const dialog = owner.page.getByRole('dialog', { name: say('shared.code.title', { name }) })
  const code = /[2-9A-Z]{5}-[2-9A-Z]{5}/.exec(await dialog.innerText())?.[0] ?? ''
  await press(owner, say('shared.code.done'))
  return code
}

async function typeCode(code: string): Promise<void> {
  await open(front, '/shared-computer')
  await field(front, say('shared.mark.code')).fill(code)
  await press(front, say('shared.mark.act'))
}

describe('a shared computer', () => {
  it('is made by a code typed at it: a wrong one is refused with what to do, the right one names the computer', async () => {
    const code = await codeFor('Front desk 1', 'Reception')
    await typeCode('AAAAA-AAAAA')
    await front.page.getByText(say('problem.shared_computers.code_not_matching')).first().waitFor()
    expect(await findBarriers(front.page)).toEqual([])
    await typeCode(code.toLowerCase())
    await front.page
      .getByRole('heading', { name: say('shared.mark.done.title', { name: 'Front desk 1' }) })
      .waitFor()
    await front.page.getByRole('link', { name: say('shared.mark.sign_in') }).click()
    await front.page.waitForURL(/\/sign-in/)
    await comeIn(front, VIEWER)
    await open(front, '/profile/sessions')
    await front.page
      .getByText(say('sessions.at_shared', { name: 'Front desk 1' }))
      .first()
      .waitFor()
  })

  it('stands in the list, gets another name, and loses its mark: whoever sits there is signed out', async () => {
    await open(owner, SETTINGS)
    await press(owner, say('shared.list.change_named', { name: 'Front desk 1' }))
    await field(owner, say('shared.form.name')).fill('Front desk')
    await press(owner, say('shared.form.save'))
    await press(owner, say('shared.list.take_named', { name: 'Front desk' }))
    await press(owner, say('shared.take.act'))
    await owner.page.getByText(say('shared.empty.title')).waitFor()
    await turnTo(front)
    await front.page.waitForURL(/\/sign-in/)
    await front.page.getByText(say('session.ended.mark_taken')).waitFor()
  })

  it('whose browser forgot it says so at its sign-in page, and where a new code comes from', async () => {
    await typeCode(await codeFor('Surgery 2', 'First floor'))
    await front.page
      .getByRole('heading', { name: say('shared.mark.done.title', { name: 'Surgery 2' }) })
      .waitFor()
    await front.page.context().clearCookies()
    await open(front, '/sign-in')
    const notice = front.page.getByText(/was the shared computer Surgery 2/)
    await notice.waitFor()
    await notice.getByRole('link').click()
    await field(front, say('shared.mark.code')).waitFor()
  })
})

describe('a browser that two people use', () => {
  it('is asked about on the Owner’s Home, and named there without a code', async () => {
    await comeIn(front, VIEWER)
    await open(front, '/')
    await signOut(front, VIEWER.name)
    await comeIn(front, OWNER)
    await open(owner, '/')
    await owner.page
      .getByRole('main')
      .getByRole('link', { name: /Settings › Devices/ })
      .click()
    await owner.page.getByRole('heading', { name: say('shared.offer.title') }).waitFor()
    expect(await findBarriers(owner.page)).toEqual([])
    await press(owner, say('shared.offer.yes'))
    await field(owner, say('shared.form.name')).fill('Laboratory')
    await field(owner, say('shared.form.place')).fill('Basement')
    await press(owner, say('shared.offer.mark'))
    await owner.page
      .getByRole('button', { name: say('shared.list.change_named', { name: 'Laboratory' }), exact: true })
      .waitFor()
  })
})

describe('known devices', () => {
  it('are named by their person, and forgotten by an Owner with the reason', async () => {
    await open(owner, '/profile/sessions')
    const mine = owner.page.getByRole('list', { name: say('devices.mine') }).getByRole('listitem')
    await mine
      .first()
      .getByRole('button', { name: /^Rename/ })
      .click()
    await field(owner, say('devices.rename.name')).fill('Work laptop')
    await press(owner, say('devices.rename.save'))
    await mine.getByText('Work laptop').waitFor()

    await open(owner, '/settings/devices/known-devices')
    const theirs = owner.page
      .getByRole('list', { name: say('devices.all.of', { name: VIEWER.name }) })
      .getByRole('listitem')
    await theirs.first().waitFor()
    const before = await theirs.count()
    await theirs.first().getByRole('button').click()
    await field(owner, say('devices.all.reason')).fill('Replaced')
    await press(owner, say('devices.forget.act'))
    await owner.page.getByText(/is forgotten/).waitFor()
    await expect.poll(() => theirs.count()).toBe(before - 1)
    expect(await findBarriers(owner.page)).toEqual([])
  })
})
