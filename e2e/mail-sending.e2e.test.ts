/** How Enamel sends: set up with a wrong password told in words, then the right one; and was this mail from you? */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { atEnd } from '../test/at-end.ts'
import { createAuthority, startMailServer, type TestMailServer } from '../test/mail-server.ts'
import { openBrowser } from './browser.ts'
import { type RunningEnamel, startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, VIEWER } from './marsh-lane.ts'
import type { At } from './steps.ts'
import { say } from './words.ts'

const ACCOUNT = { username: 'front@marshlane.example', password: 'wobbly-lanterns-27' }
const PAGE = '/settings/communications/email/sending'

const browser = await openBrowser()
let enamel: RunningEnamel
let server: TestMailServer
let here: At

const button = (name: string) => here.page.getByRole('button', { name, exact: true })
const field = (name: string) => here.page.getByLabel(name, { exact: true })

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'enamel-mail-'))
  atEnd(() => rmSync(folder, { recursive: true }))
  const authority = await createAuthority()
  writeFileSync(join(folder, 'authority.pem'), authority.cert)
  server = await startMailServer({
    security: 'tls',
    certificate: await authority.issue(),
    account: ACCOUNT,
  })
  enamel = await startEnamel({ environment: { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') } })
  await seedMarshLane(enamel)
  here = { page: (await browser.visit()).page, enamel }
  await comeIn(here, OWNER)
  // The mail about this sign-in has gone before there is a server to count mails at.
  await enamel.advance({ seconds: 1 })
})

describe('how Enamel sends', () => {
  it('is found from the sentence that mail is not sent', async () => {
    const { page } = here
    await page.goto(`${enamel.origin}/profile/security`)
    await page.getByRole('link', { name: 'Set up sending' }).click()
    await page.getByRole('heading', { name: say('mail.server.title') }).waitFor()
    await page.getByText(say('mail.server.lead.outbox')).waitFor()
    await button(say('mail.server.setup')).click()
  })

  it('says of each provider what is needed, and asks for the server only where it has to', async () => {
    const { page } = here
    for (const provider of ['google', 'microsoft', 'zoho', 'own_host', 'other'] as const) {
      await field(say('mail.form.provider')).selectOption(provider)
      await page.getByText(say(`mail.provider.${provider}.about`)).waitFor()
      const asked = await field(say('mail.form.host')).count()
      expect([provider, asked]).toEqual([provider, ['google', 'microsoft'].includes(provider) ? 0 : 1])
    }
    expect(await field(say('mail.form.port')).inputValue()).toBe('587')
  })

  it('is not saved with a wrong password: said in words, with what to do; what was typed stays', async () => {
    const { page } = here
    await field(say('mail.form.host')).fill('localhost')
    await field(say('mail.form.port')).fill(String(server.port))
    await field(say('mail.form.security')).selectOption('tls')
    await field(say('mail.form.username')).fill(ACCOUNT.username)
    await field(say('mail.form.password')).fill('the mailbox’s own password')
    expect(await field(say('mail.form.from')).inputValue()).toBe(ACCOUNT.username)
    await button(say('mail.form.save')).click()
    const alert = page.getByRole('alert')
    await alert.getByText(say('mail.reason.password_wrong.what')).waitFor()
    const text = await alert.innerText()
    expect(text).toContain(say('mail.form.not_saved'))
    expect(text).toContain(say('mail.reason.password_wrong.do'))
    expect(text).toContain('535 5.7.8')
    expect(await field(say('mail.form.host')).inputValue()).toBe('localhost')
    expect(server.received).toEqual([])
  })

  it('is saved with the right one, and a test is in the inbox', async () => {
    const { page } = here
    await field(say('mail.form.password')).fill(ACCOUNT.password)
    await button(say('mail.form.save')).click()
    await page.getByText(say('mail.test.went', { address: OWNER.email })).waitFor()
    await page.getByText(/^Works: the last mail went/).waitFor()
    expect(server.received).toMatchObject([{ from: ACCOUNT.username, to: [OWNER.email] }])
    expect(server.received[0]?.text).toContain('A test from Enamel at Marsh Lane Dental')
    expect(await page.content()).not.toContain(ACCOUNT.password)
    await page
      .getByRole('link', { name: say('menu.home') })
      .first()
      .click()
    await page.locator('#step-1').waitFor()
    expect(await page.getByText('Set up sending').count()).toBe(0)
  })

  it('says so on the screens that need mail when it stops working, and why', async () => {
    const { page } = here
    server.behave({ auth: '534 5.7.9 Application-specific password required' })
    await page.goto(`${enamel.origin}${PAGE}`)
    await button(say('mail.server.test')).click()
    await page.getByRole('alert').getByText(say('mail.reason.app_password_needed.do')).waitFor()
    await page.goto(`${enamel.origin}/`)
    await page.getByRole('link', { name: 'See what is wrong' }).click()
    await page.getByText(say('mail.server.lead.not_working')).waitFor()
  })

  it('and what waited goes once it works again', async () => {
    const { page } = here
    const other: At = { page: (await browser.visit()).page, enamel }
    await comeIn(other, VIEWER)
    await enamel.advance({ seconds: 1 })
    await page.reload()
    await page.getByText(`A new browser signed in as you at Marsh Lane Dental`).waitFor()
    await page.getByText(say('mail.unsent.waiting', { n: 1 })).waitFor()
    await other.page.goto(`${enamel.origin}/profile/mails`)
    await other.page.getByText(say('mail.mine.state.waiting'), { exact: true }).waitFor()
    server.behave({})
    await button(say('mail.server.test')).click()
    await page.getByText(say('mail.test.went', { address: OWNER.email })).waitFor()
    await enamel.advance({ seconds: 1 })
    expect(server.received.map(({ to }) => to[0])).toContain(VIEWER.email)
    await other.page.reload()
    await other.page.getByText(say('mail.mine.state.sent'), { exact: true }).waitFor()
    expect(await other.page.getByText('A test from Enamel').count(), 'a mail to somebody else').toBe(0)
    await other.page.context().close()
  })

  it('is changed without typing the password again, but not for another server', async () => {
    const { page } = here
    await page.reload()
    await button(say('mail.server.change')).click()
    await field(say('mail.form.from')).fill('enamel@marshlane.example')
    await button(say('mail.form.save')).click()
    await page.getByText(/from enamel@marshlane\.example/).waitFor()
    await button(say('mail.server.change')).click()
    await field(say('mail.form.host')).fill('127.0.0.1')
    await button(say('mail.form.save')).click()
    await page.getByText(say('problem.mail.password_needed')).waitFor()
    await button(say('step_up.not_now')).click()
  })

  it('is stopped after a question that says what then', async () => {
    const { page } = here
    await button(say('mail.server.stop')).click()
    await page.getByRole('dialog').getByText(say('mail.stop.to_outbox')).waitFor()
    await button(say('mail.stop.act')).click()
    await page.getByText(say('mail.server.lead.outbox')).waitFor()
  })
})
