/** Coming and coming back: a team invited by a table, one who joins, and one who left and starts afresh. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readable } from '../test/outbox.ts'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, VIEWER } from './marsh-lane.ts'
import { PASSWORD, typeCredentials } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
await seedMarshLane(enamel)
const browser = await openBrowser()
const NEW = 'seven brisk kettles hum'
const MAEVE = { name: 'Maeve Marsh', email: 'maeve@marshlane.example' }

async function asOwner(): Promise<Page> {
  const { page } = await browser.visit()
  await comeIn({ page, enamel }, OWNER)
  return page
}

/** The newest link that was mailed to this address. */
async function linkTo(email: string): Promise<string> {
  await enamel.advance({ seconds: 1 })
  const mails = enamel.mail().map(({ text }) => readable(text))
  const links = mails
    .filter((text) => text.includes(`To: ${email}`))
    .flatMap((text) => /\/join#[\w-]+/.exec(text)?.[0] ?? [])
  return `${enamel.origin}${links.at(-1) ?? expect.unreachable(`no invitation to ${email}`)}`
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** As somebody new, with a password. */
async function joinAnew(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: say('join.new') }).click()
  await page.getByLabel(say('join.new.name'), { exact: true }).fill(name)
  await page.getByLabel(say('join.new.password'), { exact: true }).fill(NEW)
  await press(page, say('join.new.act'))
  await page.waitForURL(`${enamel.origin}/profile/security`)
}

describe('a team', () => {
  it('is invited by a table, which is mended first, and one of them joins', async () => {
    const page = await asOwner()
    await page.goto(`${enamel.origin}/settings/staff/people`)
    await page.getByRole('link', { name: say('invite.act'), exact: true }).click()
    await page.getByRole('link', { name: say('invite.many') }).click()
    const choose = (rows: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'team.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
    const team = (name: string) =>
      `Name;E-mail;Role\n${MAEVE.name};${MAEVE.email};Nurse\n${name};otto@marshlane.example;Dentist\n`
    await choose(team('"=HYPERLINK(""http://evil.example"")"'))
    await page.getByText(say('invite.table.row.formula')).waitFor()
    expect(await page.getByRole('button', { name: say('invite.table.send', { n: 2 }) }).count()).toBe(0)
    await choose(team('Otto Marsh'))
    await press(page, say('invite.table.send', { n: 2 }))
    await page.waitForURL(/people\?tab=pending/)
    await page.getByText(MAEVE.email).waitFor()
    await page.getByText('otto@marshlane.example').waitFor()

    const { page: theirs } = await browser.visit()
    await theirs.goto(await linkTo(MAEVE.email))
    await theirs.getByText(MAEVE.email).waitFor()
    // Neither the address bar nor the history keeps the token.
    expect(theirs.url()).toBe(`${enamel.origin}/join`)
    await joinAnew(theirs, MAEVE.name)
    await theirs.getByText(say('join.done', { clinic: 'Marsh Lane Dental' })).waitFor()

    await page.goto(`${enamel.origin}/settings/staff/people`)
    await page.getByRole('link', { name: MAEVE.name }).waitFor()
    const { page: again } = await browser.visit()
    await again.goto(await linkTo(MAEVE.email))
    await again.getByRole('heading', { name: say('join.gone.used') }).waitFor()
  })

  it('is told when an invitation was cancelled', async () => {
    const page = await asOwner()
    await page.goto(`${enamel.origin}/settings/staff/people?tab=pending`)
    await page
      .getByRole('button', { name: say('invite.pending.cancel.named', { name: 'Otto Marsh' }) })
      .click()
    await press(page, say('invite.pending.cancel.act'))
    await page.getByText(say('invite.pending.cancelled', { name: 'Otto Marsh' })).waitFor()
    const { page: theirs } = await browser.visit()
    await theirs.goto(await linkTo('otto@marshlane.example'))
    await theirs.getByRole('heading', { name: say('join.gone.cancelled') }).waitFor()
  })
})

describe('somebody who left', () => {
  it('comes back by an invitation and starts afresh', async () => {
    const { page: before } = await browser.visit()
    await comeIn({ page: before, enamel }, VIEWER)
    const page = await asOwner()
    await page.goto(`${enamel.origin}/settings/staff/people`)
    await page.getByRole('link', { name: VIEWER.name }).click()
    await page.getByRole('heading', { level: 1, name: VIEWER.name }).waitFor()
    const personId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await page.goto(`${enamel.origin}/settings/staff/leavers/start/${personId}`)
    await press(page, say('leavers.start.act'))
    await page.waitForURL(/\/settings\/staff\/leavers\/[0-9a-f-]{36}$/)

    await page.goto(`${enamel.origin}/settings/staff/people/invite`)
    await page.getByLabel(say('invite.name'), { exact: true }).fill(VIEWER.name)
    await page.getByLabel(say('invite.address'), { exact: true }).fill(VIEWER.email)
    await page.getByLabel(say('invite.role'), { exact: true }).selectOption('RECEPTIONIST')
    await press(page, say('invite.send'))
    await page.waitForURL(/people\?tab=pending/)

    // What was theirs opens nothing, at the door or here.
    await before.goto(`${enamel.origin}/sign-in`)
    await typeCredentials({ page: before, enamel }, VIEWER.email, PASSWORD)
    await before.getByText(say('problem.identity.not_matching')).first().waitFor()
    const { page: theirs } = await browser.visit()
    await theirs.goto(await linkTo(VIEWER.email))
    await theirs.getByRole('button', { name: say('join.known') }).click()
    await theirs.getByLabel(say('join.known.password'), { exact: true }).fill(PASSWORD)
    await press(theirs, say('join.known.act'))
    await theirs.locator('[aria-invalid=true]').waitFor()
    await press(theirs, say('join.back'))
    await joinAnew(theirs, 'Ivo Bramble-Marsh')

    await page.goto(`${enamel.origin}/settings/staff/people`)
    await page.getByRole('link', { name: 'Ivo Bramble-Marsh' }).waitFor()
  })
})

describe('somebody of another clinic', () => {
  it('goes on with the password and the app they have, and is of both', async () => {
    const ngozi = { name: 'Ngozi Quay', email: 'ngozi@quay.example', role: 'OWNER' } as const
    await enamel.seed({
      clinics: [
        {
          name: 'Quay Dental',
          country: 'NG',
          zone: 'Africa/Lagos',
          people: [{ ...ngozi, password: PASSWORD }],
        },
      ],
    })
    const { page } = await browser.visit()
    await comeIn({ page, enamel }, ngozi)
    await page.goto(`${enamel.origin}/settings/staff/people/invite`)
    await page.getByLabel(say('invite.name'), { exact: true }).fill('Dr Fernwell')
    await page.getByLabel(say('invite.address'), { exact: true }).fill(OWNER.email)
    await page.getByLabel(say('invite.role'), { exact: true }).selectOption('DENTIST')
    await press(page, say('invite.send'))
    await page.waitForURL(/people\?tab=pending/)

    const { page: theirs } = await browser.visit()
    await theirs.goto(await linkTo(OWNER.email))
    await theirs.getByRole('button', { name: say('join.known') }).click()
    await theirs.getByLabel(say('join.known.password'), { exact: true }).fill(PASSWORD)
    await press(theirs, say('join.known.act'))
    await theirs.getByRole('heading', { name: say('join.known.second') }).waitFor()
    await enamel.advance({ seconds: 30 })
    await theirs.getByLabel(say('identity.code.label')).fill(await enamel.codeOf(OWNER.secret))
    await theirs.waitForURL(`${enamel.origin}/`)
    await theirs.getByText('Quay Dental').first().waitFor()

    // By the name they have, not by the one they were invited under.
    await page.goto(`${enamel.origin}/settings/staff/people`)
    await page.getByRole('link', { name: OWNER.name }).waitFor()
  })
})
