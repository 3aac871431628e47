/**
 * Every screen there is, come by as a person comes by it: in the pseudo-language no English is left, axe finds no
 * barrier, nothing is scrolled sideways, at a desk, on a phone and on the smallest phone, by day and by night.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readable } from '../test/outbox.ts'
import { findBarriers, openBrowser, PATIENCE, sidewaysScroll, type Visit } from './browser.ts'
import { findEnglish } from './english.ts'
import { type RunningEnamel, startEnamel } from './harness.ts'
import {
  type At,
  finishFirstRun,
  firstRunToSecondFactor,
  PASSWORD,
  reachAs,
  signOut,
  typeCode,
  typeCredentials,
} from './steps.ts'
import { lookAtForgot, lookAtPasskeys, lookAtRules, lookAtTimesAndNetworks, PRACTICE } from './screens.ts'
import { lookAtHome } from './home-screens.ts'
import { lookAtRoster } from './staff-screens-roster.ts'
import { lookAtFrontDesk, STOLEN, writeStolen } from './front-desk.ts'
import { lookAtKeepingTimes } from './log-screens-keeping.ts'
import { lookAtLog } from './log-screens-screen.ts'
import { type Findings, walker } from './looking.ts'
import { lookAtInviting } from './staff-screens-invite.ts'
import { lookAtExports } from './log-screens-exports.ts'
import { lookAtRoles } from './staff-screens-acts.ts'

const browser = await openBrowser()

/** Addresses of web/router.tsx, web/door-router.tsx and web/log-router.tsx, each looked at below; `$` is whatever is not there. */
const ADDRESSES = [
  '/',
  '/incidents',
  '/proof',
  '/proof/answers',
  '/settings',
  '/settings/security',
  '/settings/security/enforcement',
  '/settings/security/protected',
  '/settings/security/passkeys',
  '/settings/security/passkeys/security-keys',
  '/settings/security/session-timeout',
  '/settings/security/session-timeout/signed-in',
  '/settings/security/network-allow-list',
  '/settings/security/passwords',
  '/settings/security/audit-log',
  '/settings/security/outside-copies',
  '/settings/security/keeping-times',
  '/settings/security/audit-log/exports',
  '/settings/security/audit-log/check',
  '/settings/it',
  '/settings/staff',
  '/settings/staff/people/invite',
  '/settings/staff/people/invite/table',
  '/settings/staff/roles',
  '/settings/staff/second-owner',
  '/handover',
  '/settings/staff/review',
  '/settings/staff/review/$reviewId',
  '/settings/staff/review/$reviewId/lists',
  '/settings/staff/leavers',
  '/settings/staff/secrets',
  '/settings/staff/systems',
  '/settings/staff/systems/add',
  '/settings/staff/systems/newcomer',
  '/settings/staff/systems/$systemId',
  '/profile/known',
  '/settings/staff/leavers/list',
  '/settings/staff/leavers/start/$personId',
  '/settings/staff/leavers/$runId',
  '/settings/staff/leavers/$runId/hand',
  '/profile/tasks',
  '/settings/it/reach',
  '/settings/communications',
  '/settings/communications/email',
  '/settings/communications/email/sending',
  '/profile',
  '/profile/security',
  '/settings/clinic',
  '/settings/clinic/places',
  '/settings/clinic/law',
  '/history',
  '/settings/clinic/opening-hours',
  '/guided-setup',
  '/settings/it/computers',
  '/profile/about',
  '/settings/staff/people',
  '/settings/staff/people/$personId',
  '/settings/devices',
  '/settings/devices/shared-computers',
  '/settings/devices/known-devices',
  '/shared-computer',
  '/profile/sessions',
  '/profile/password-manager',
  '/profile/questions',
  '/profile/mails',
  '/profile/reminders',
  '/settings/clinic/reminders',
  '/settings/clinic/beyond',
  '/settings/clinic/concerns',
  '/profile/reported',
  '/guides',
  '/guides/$name',
  '/guides/security-best-practices',
  '/sign-in',
  '/locked',
  '/enrol',
  '/recover',
  '/forgot',
  '/new-password',
  '/not-me',
  '/task',
  '/read',
  '/join',
  '/setup',
  '/setup/pages',
  '$',
]

it('knows every address of the router, so that no page is forgotten', () => {
  const router = ['web/router.tsx', 'web/door-router.tsx', 'web/log-router.tsx']
    .map((path) => readFileSync(join(import.meta.dirname, '..', path), 'utf8'))
    .join()
  const written = /\b(?:path: |page\(\s*|group\(\s*)'([^']+)'/g
  const paths = [...router.matchAll(written)].map((match) => match[1] ?? '')
  expect(paths.toSorted()).toEqual(ADDRESSES.toSorted())
})

it('would find a barrier, a word of English and a page that is too wide', async () => {
  const visit = await browser.visit({ width: 320 })
  await visit.page.setContent(
    '<html lang="en"><title>⟦Ţíţłé⟧</title><main><h1>⟦Ţíţłé⟧</h1><img src="data:,"><p title="Plain" style="width: 400px">⟦Ŵíđé⟧ words</p>',
  )
  expect((await findBarriers(visit.page)).join('\n')).toContain('image-alt at img')
  expect(await findEnglish(visit.page, [])).toEqual(['⟦Ŵíđé⟧ words', 'Plain'])
  expect(await sidewaysScroll(visit.page)).toBeGreaterThan(80)
  await visit.close()
})

async function walk(enamel: RunningEnamel, visit: Visit): Promise<Findings> {
  const { say, open, look, screens, faults } = walker(enamel, visit)
  const { page } = visit
  const here: At = { page, say, enamel, look }

  await open(`/setup?lang=${say.language}`, 'setup: no link')
  await open('/setup#invented', 'setup: a wrong link')
  await firstRunToSecondFactor(here, PRACTICE)
  for (const reachedAs of ['name', 'number'] as const) {
    await reachAs(page, reachedAs)
    await page.getByRole('heading', { name: say('setup.second.title') }).waitFor()
    await look(`setup: second factor, by a ${reachedAs}`)
    await page.unrouteAll({ behavior: 'wait' })
  }
  await page.reload()
  await page.getByRole('heading', { name: say('setup.second.title') }).waitFor()
  const { secret, codes } = await finishFirstRun(here, PRACTICE)
  await page.locator('#step-1').waitFor()
  await lookAtHome(here, { visit, say, open, look })

  await open('/incidents', 'incidents: the plan')
  await page.getByLabel(say('incidents.question.leader')).fill('x'.repeat(81))
  await page.getByRole('button', { name: say('incidents.save'), exact: true }).click()
  await look('incidents: an answer too long')
  await page.getByLabel(say('incidents.question.leader')).fill('花子')
  await page.getByRole('button', { name: say('incidents.save'), exact: true }).click()
  await page.getByText(say('incidents.saved')).waitFor()
  await page.getByLabel(say('incidents.question.deputy')).fill('太郎')
  await page.reload()
  await page.getByText(say('incidents.kept')).waitFor()
  await look('incidents: typed before')
  await open('/setup/pages', 'setup: the two pages again')

  await open('/settings', 'settings')
  await open('/settings/security', 'settings, by the name of a group')
  await lookAtRules(here, { visit, say, open, look })
  await open('/settings/security/passkeys/security-keys', 'security keys')
  await lookAtTimesAndNetworks({ ...here, enamel }, { visit, say, open, look })
  await open('/settings/security/passwords', 'settings: passwords')
  await lookAtLog(here, { visit, say, open, look })
  await lookAtKeepingTimes(here, { visit, say, open, look })
  await lookAtExports(here, { visit, say, open, look })
  await open('/settings/security/audit-log/check', 'check of the log')
  await lookAtRoles(here, { visit, say, open, look })
  await open('/settings/it', 'settings, by the name of the shut part')
  await page
    .locator('main')
    .getByRole('button', { name: say('menu.settings.it') })
    .click()
  await look('settings, the shut part opened')
  await open('/settings/it/reach', 'how others reach Enamel')
  await lookAtRoster(here, { visit, say, open, look })
  await lookAtInviting(here, { visit, say, open, look })
  await open('/settings/devices', 'settings, by the name of the devices')
  await open('/settings/devices/shared-computers', 'shared computers')
  await page.getByRole('button', { name: say('shared.add') }).click()
  await page.getByLabel(say('shared.form.name'), { exact: true }).fill('花子 1')
  await page.getByLabel(say('shared.form.place'), { exact: true }).fill('受付')
  await look('shared computers: a new one')
  await page.getByRole('button', { name: say('shared.form.next') }).click()
  await page.getByText(say('shared.code.title', { name: '花子 1' })).waitFor()
  await look('shared computers: its code')
  await page.getByRole('button', { name: say('shared.code.done') }).click()
  await open('/settings/devices/known-devices', 'known devices')
  await open('/shared-computer', 'where a code is typed')
  await open('/settings/communications', 'settings, by the name of another group')
  await open('/settings/communications/email', 'settings, by the name of a group in a group')
  await open('/settings/communications/email/sending', 'how Enamel sends')
  await page.getByRole('button', { name: say('mail.server.setup') }).click()
  await look('how Enamel sends: a provider')
  await page.getByLabel(say('mail.form.provider'), { exact: true }).selectOption('other')
  await page.getByLabel(say('mail.form.host'), { exact: true }).fill('127.0.0.1')
  await page.getByLabel(say('mail.form.port'), { exact: true }).fill('1')
  await page.getByLabel(say('mail.form.security'), { exact: true }).selectOption('none')
  await page.getByLabel(say('mail.form.from'), { exact: true }).fill(PRACTICE.owner.email)
  await page.getByRole('button', { name: say('mail.form.save') }).click()
  await page.getByText(say('mail.reason.no_connection.what')).waitFor()
  await look('how Enamel sends: what went wrong')
  await open('/profile/password-manager', 'profile: password manager')
  await open('/profile/mails', 'profile: mails from Enamel')
  await open('/profile', 'profile')
  await open('/profile/sessions', 'profile: sessions')
  await open('/profile/security', 'profile: security')
  await enamel.advance({ minutes: 11 })
  await page.reload()
  await page.getByRole('button', { name: say('identity.codes.make_new') }).click()
  await look('profile: security, new codes')
  await page.getByRole('button', { name: say('identity.codes.make.act') }).click()
  await page.getByLabel(say('step_up.password'), { exact: true }).waitFor()
  await look('confirm it is you')
  await page.keyboard.press('Escape')
  await open('/no/such/page', 'no such page')

  await signOut(here, PRACTICE.owner.name)
  await open('/setup', 'setup: done already')
  await open('/locked', 'locked: no shared computer, so the sign-in page')
  await open('/sign-in', 'sign-in')
  await page.getByRole('button', { name: say('identity.sign_in.cannot') }).click()
  await look('sign-in: cannot get in')
  await open('/recover', 'recover: no link')
  await open('/recover#invented', 'recover: a wrong link')
  const { out } = await enamel.command('owner', 'recover', PRACTICE.owner.email)
  await page.goto(`${enamel.origin}/recover#${out.trim().split('#')[1]}`)
  await page.getByLabel(say('identity.new_password.label'), { exact: true }).fill('password1')
  await look('recover: a new password, a bad one')
  await lookAtForgot(here, { visit, say, open, look })
  await open('/not-me', 'not me: no link')
  await open('/not-me#invented', 'not me: a wrong link')
  await open('/task', 'task: no link')
  await open('/task#invented', 'task: a wrong link')
  const notices = enamel.mail().flatMap(({ text }) => /\/not-me#[\w-]+/.exec(readable(text))?.[0] ?? [])
  await page.goto(`${enamel.origin}${notices.at(-1) ?? ''}`)
  await page.getByRole('button', { name: say('recovery.not_me.act') }).waitFor()
  await look('not me: what it does')
  await page.goto(`${enamel.origin}/sign-in`)
  await typeCredentials(here, PRACTICE.owner.email, 'a wrong password for this')
  await page.getByText(say('problem.identity.not_matching')).first().waitFor()
  await look('sign-in: wrong')
  await page.reload()
  await typeCredentials({ ...here, look: async () => undefined }, PRACTICE.owner.email, PASSWORD)
  await page.getByLabel(say('identity.code.label')).waitFor()
  await look('sign-in: code')
  await page.getByRole('button', { name: say('identity.code.another_way') }).click()
  await look('sign-in: backup code')
  await page.getByLabel(say('identity.backup.label')).fill(codes[0] ?? '')
  await page.getByRole('button', { name: say('identity.code.act') }).click()
  await page.getByRole('heading', { name: say('identity.backup.used.title') }).waitFor()
  await look('sign-in: codes left')
  await page.goto(`${enamel.origin}/`)
  await signOut({ ...here, look: async () => undefined }, PRACTICE.owner.name)
  await typeCredentials({ ...here, look: async () => undefined }, PRACTICE.owner.email, PASSWORD)
  await typeCode(here, secret)
  await page.waitForURL(`${enamel.origin}/`)
  await lookAtPasskeys(here, { visit, say, open, look })
  return { screens, faults }
}

describe('every screen', () => {
  it(
    'has no barrier, nothing to scroll sideways, and no English in the pseudo-language',
    { timeout: 600_000 * PATIENCE },
    async () => {
      const enamel = await startEnamel()
      const visit = await browser.visit()
      const { screens, faults } = await walk(enamel, visit)
      process.stdout.write(`${screens.length} screens\n`)
      expect([...new Set(faults)]).toEqual([])
      expect(screens.length).toBeGreaterThan(20)
    },
  )

  it(
    'of a front desk, its lock, its shift, and of a password that thieves know is as good',
    async () => {
      const enamel = await startEnamel({ environment: { ENAMEL_PWNED_FILE: writeStolen([STOLEN]) } })
      const visit = await browser.visit()
      const found = walker(enamel, visit)
      await lookAtFrontDesk({ page: visit.page, say: found.say, enamel }, found)
      process.stdout.write(`${found.screens.length} screens\n`)
      expect([...new Set(found.faults)]).toEqual([])
      expect(found.screens).toHaveLength(20)
    },
    300_000 * PATIENCE,
  )
})
