/** Roles along the ranks: what is offered, what is refused, what holds at the next click; and the ownership, handed over. */
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { findBarriers, openBrowser, sidewaysScroll, type Visit } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn } from './marsh-lane.ts'
import { PASSWORD } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const ADA = { name: 'Ada Marsh', email: 'ada@marshlane.example', role: 'OWNER' } as const
const YAA = { name: 'Yaa Fernwell', email: 'yaa@marshlane.example', role: 'ADMIN' } as const
const HANA = { name: 'Hana Quill', email: 'hana@marshlane.example', role: 'HR_MANAGER' } as const
const TOBI = { name: 'Tobi Larkspur', email: 'tobi@marshlane.example', role: 'NURSE' } as const

await enamel.seed({
  clinics: [
    {
      name: 'Marsh Lane Dental',
      country: 'GB',
      zone: 'Europe/London',
      people: [ADA, YAA, HANA, TOBI].map((person) => ({ ...person, password: PASSWORD, totpSecret: secret })),
    },
  ],
})

const visits = new Map<string, Visit>()

/** Everybody has one browser of their own for the whole journey; whose session ended signs in there again. */
const enter = async ({ email }: { email: string }): Promise<Visit> => {
  const known = visits.get(email)
  if (known && !known.page.url().includes('/sign-in')) return known
  const visit = known ?? (await browser.visit())
  visits.set(email, visit)
  await comeIn({ page: visit.page, enamel }, { name: '', email, role: 'NURSE', secret })
  return visit
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** By the list, as people come to a page of somebody. */
async function openPerson(page: Page, name: string): Promise<void> {
  const inside = new URL(page.url()).pathname.startsWith('/settings/staff')
  if (inside) await page.getByRole('link', { name: say('menu.settings.staff.people'), exact: true }).click()
  else await page.goto(`${enamel.origin}/settings/staff/people`)
  await page.getByRole('heading', { level: 1, name: say('menu.settings.staff.people') }).waitFor()
  await page.getByRole('link', { name }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByRole('heading', { name: say('staff.acts.title') }).waitFor()
}

const options = (page: Page) => page.getByLabel(say('staff.acts.role.new')).locator('option').allInnerTexts()

/** What the page's own code would send, whatever the screen offers. */
const forced = (page: Page, path: string, body: object) =>
  page.evaluate(
    async ([url, sent]) => {
      const answer = await fetch(url, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: sent,
      })
      return ((await answer.json()) as { code?: string }).code
    },
    [path, JSON.stringify(body)] as const,
  )

describe('roles', () => {
  it('are given below one’s own, with what they bring; above, nothing is offered and the server refuses', async () => {
    const { page } = await enter(HANA)
    await openPerson(page, TOBI.name)
    const tobi = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await press(page, say('staff.acts.role'))
    expect(await options(page)).toEqual([
      say('staff.acts.role.choose'),
      ...(
        ['DENTIST', 'HYGIENIST', 'THERAPIST', 'RECEPTIONIST', 'BILLING_STAFF', 'STAFF', 'VIEWER'] as const
      ).map((role) => say(`role.${role}`)),
    ])
    await page.getByLabel(say('staff.acts.role.new')).selectOption('RECEPTIONIST')
    await page.getByText(say('staff.acts.role.same_rights')).waitFor()
    await page.getByLabel(say('staff.acts.reason')).fill('Runs the front desk from now on')
    await press(page, say('staff.acts.role.act', { role: say('role.RECEPTIONIST') }))
    await page
      .getByText(say('staff.acts.role.done', { name: TOBI.name, role: say('role.RECEPTIONIST') }))
      .waitFor()

    const wanted = { role: 'ADMIN', reason: 'Because I say so' }
    expect(await forced(page, `/api/staff/people/${tobi}/role`, wanted)).toBe('staff.role_too_high')
    await openPerson(page, YAA.name)
    await page.getByText(say('staff.acts.none.rank', { name: YAA.name })).waitFor()
    expect(await page.getByRole('button', { name: say('staff.acts.role'), exact: true }).count()).toBe(0)
    const yaa = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const lower = { role: 'VIEWER', reason: 'Because I say so' }
    expect(await forced(page, `/api/staff/people/${yaa}/role`, lower)).toBe('staff.rank_too_low')
  })

  it('hold at the next click of whom they are about', async () => {
    const [owner, tobi] = [await enter(ADA), await enter(TOBI)]
    await openPerson(owner.page, TOBI.name)
    await press(owner.page, say('staff.acts.role'))
    await owner.page.getByLabel(say('staff.acts.role.new')).selectOption('ADMIN')
    await owner.page.getByText(say('staff.may.audit.read'), { exact: true }).waitFor()
    await owner.page.getByText(say('staff.acts.role.told_owners', { name: TOBI.name })).waitFor()
    await owner.still()
    expect(await findBarriers(owner.page)).toEqual([])
    await owner.page.getByLabel(say('staff.acts.reason')).fill('Looks after Enamel with me')
    await press(owner.page, say('staff.acts.role.act', { role: say('role.ADMIN') }))
    await owner.page
      .getByText(say('staff.acts.role.done', { name: TOBI.name, role: say('role.ADMIN') }))
      .waitFor()
    await tobi.page.goto(`${enamel.origin}/settings/security/audit-log`)
    await tobi.page
      .getByRole('heading', { level: 1, name: say('menu.settings.security.audit_log') })
      .waitFor()
  })
})

describe('access', () => {
  it('ends at the next click, and is given back on the same page', async () => {
    const [owner, yaa] = [await enter(ADA), await enter(YAA)]
    await openPerson(owner.page, YAA.name)
    await press(owner.page, say('staff.acts.disable'))
    await owner.page.getByLabel(say('staff.acts.reason')).fill('Lost her keys and her phone')
    await press(owner.page, say('staff.acts.disable.act'))
    await owner.page.getByText(say('staff.acts.disable.done', { name: YAA.name, n: 1 })).waitFor()
    await yaa.page.goto(`${enamel.origin}/profile/security`)
    await yaa.page.getByText(say('session.ended.membership_ended')).waitFor()
    await press(owner.page, say('staff.acts.enable'))
    await owner.page.getByLabel(say('staff.acts.reason')).fill('Both were found')
    await press(owner.page, say('staff.acts.enable.act'))
    await owner.page.getByText(say('staff.acts.enable.done', { name: YAA.name })).waitFor()
    await owner.page.getByRole('button', { name: say('staff.acts.disable'), exact: true }).waitFor()
  })

  it('is never the only Owner’s to lose', async () => {
    const { page } = await enter(YAA)
    await openPerson(page, ADA.name)
    await page.getByText(say('staff.acts.none.rank', { name: ADA.name })).waitFor()
  })
})

describe('the ownership', () => {
  it('goes over when both have confirmed it', async () => {
    const owner = await enter(ADA)
    await openPerson(owner.page, YAA.name)
    await press(owner.page, say('staff.acts.offer'))
    await owner.page.getByLabel(say('staff.acts.offer.giver')).selectOption('HR_MANAGER')
    await owner.page.getByLabel(say('staff.acts.reason')).fill('I retire in June')
    await press(owner.page, say('staff.acts.offer.act'))
    await owner.page.getByRole('button', { name: say('staff.acts.offer.withdraw') }).waitFor()

    const yaa = await enter(YAA)
    await yaa.page.goto(enamel.origin)
    await yaa.page.getByRole('link', { name: say('checklist.next.answer_ownership.button') }).click()
    await yaa.page
      .getByRole('heading', { name: say('handover.title', { from: ADA.name, clinic: 'Marsh Lane Dental' }) })
      .waitFor()
    await yaa.page.setViewportSize({ width: 320, height: 640 })
    await yaa.still()
    expect([await findBarriers(yaa.page), await sidewaysScroll(yaa.page)]).toEqual([[], 0])
    await press(yaa.page, say('handover.accept'))
    await yaa.page.getByText(say('handover.accepted', { clinic: 'Marsh Lane Dental' })).waitFor()
    // Who gave it is what they chose, at their next click.
    await owner.page.reload()
    await owner.page.getByText(say('staff.acts.none.rank', { name: YAA.name })).waitFor()
  })
})
