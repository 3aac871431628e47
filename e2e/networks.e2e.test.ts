/** The list of networks as an Owner sets it up: tried before it is saved, and what those outside of it see. */
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, turnTo, VIEWER } from './marsh-lane.ts'
import { typeCredentials } from './steps.ts'
import { say } from './words.ts'

// The browser is on this computer, and says where it comes from as a named proxy would.
const enamel = await startEnamel({ environment: { ENAMEL_TRUSTED_PROXIES: 'loopback' } })
const browser = await openBrowser()
const PRACTICE = '203.0.113.7'
const HOME = '198.51.100.20'
let owner: Visit
let viewer: Visit

const be = (visit: Visit, address: string) => visit.page.setExtraHTTPHeaders({ 'x-forwarded-for': address })
const press = ({ page }: Visit, name: string) => page.getByRole('button', { name, exact: true }).click()
const field = ({ page }: Visit, name: string) => page.getByLabel(name, { exact: true })

beforeAll(async () => {
  await seedMarshLane(enamel)
  owner = await browser.visit()
  viewer = await browser.visit()
  await be(owner, PRACTICE)
  await be(viewer, HOME)
  await comeIn({ page: viewer.page, enamel }, VIEWER)
  await comeIn({ page: owner.page, enamel }, OWNER)
  await owner.page.goto(`${enamel.origin}/settings/security/network-allow-list`)
})

describe('the list of networks', () => {
  it('says what is no network, and takes what was meant', async () => {
    await owner.page.getByLabel(say('networks.on')).check()
    await press(owner, say('networks.add'))
    await field(owner, say('networks.network', { n: 1 })).fill('203.0.113.5/24')
    await field(owner, say('networks.note', { n: 1 })).fill('Practice')
    await press(owner, say('networks.take_offer', { offer: '203.0.113.0/24' }))
    await owner.page.getByText(say('networks.you.in', { address: PRACTICE })).waitFor()
    expect(await field(owner, say('networks.network', { n: 1 })).inputValue()).toBe('203.0.113.0/24')
  })

  it('says before saving who would be out, and answers for any address', async () => {
    await owner.page.getByText(say('networks.now.out', { n: 1, names: VIEWER.name })).waitFor()
    await field(owner, say('networks.try')).fill(HOME)
    await owner.page.getByText(say('networks.try.not_in', { address: HOME })).waitFor()
    await field(owner, say('networks.try')).fill('::ffff:203.0.113.9')
    await owner.page
      .getByText(say('networks.try.in', { address: '::ffff:203.0.113.9', network: '203.0.113.0/24' }))
      .waitFor()
  })

  it('does not shut out whoever saves it', async () => {
    await owner.page.getByLabel(say('networks.owners')).uncheck()
    await field(owner, say('networks.network', { n: 1 })).fill('192.0.2.0/24')
    await owner.page.getByText(say('networks.you.blocked', { address: PRACTICE })).waitFor()
    await press(owner, say('networks.save_on'))
    await owner.page.getByText(say('problem.networks.would_shut_out', { address: PRACTICE })).waitFor()
    await field(owner, say('networks.network', { n: 1 })).fill('203.0.113.0/24')
    await press(owner, say('networks.save_on'))
    await owner.page.getByText(say('networks.saved')).waitFor()
  })

  it('shows who is outside a page that says what to do, and lets them on when they are back', async () => {
    await turnTo({ page: viewer.page, enamel })
    await viewer.page.getByRole('heading', { name: say('outside.title') }).waitFor()
    await be(viewer, '203.0.113.40')
    await press(viewer, say('outside.look'))
    await viewer.page.getByRole('heading', { name: say('outside.title') }).waitFor({ state: 'detached' })
    await viewer.page
      .locator('#step-1')
      .or(viewer.page.getByRole('heading', { level: 1 }))
      .first()
      .waitFor()
    await be(viewer, HOME)
    await viewer.page.reload()
    await viewer.page
      .locator('main')
      .getByRole('button', { name: say('person.sign_out') })
      .click()
    await viewer.page.waitForURL(/\/sign-in/)
  })

  it('lets nobody in from outside, and says so when all was right', async () => {
    await typeCredentials({ page: viewer.page, enamel }, VIEWER.email)
    await viewer.page.getByText(say('problem.session.outside_network')).first().waitFor()
    await be(viewer, '203.0.113.40')
    await press(viewer, say('identity.sign_in.act'))
    await viewer.page.waitForURL(`${enamel.origin}/`)
  })

  it('of a clinic whose address changed is mended from Enamel’s own computer', async () => {
    await be(owner, HOME)
    await owner.page.reload()
    await owner.page.getByRole('heading', { name: say('outside.title') }).waitFor()
    const { out } = await enamel.command('owner', 'recover', OWNER.email)
    expect(out).toContain('/recover#')
  })
})
