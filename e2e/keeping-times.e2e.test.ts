/** How long the log is kept, what is held and what is erased of somebody: an Owner at the screen, and the day after. */
import { beforeAll, expect, it, vi } from 'vitest'
import { openBrowser, PATIENCE, type Visit } from './browser.ts'
import type { RunningEnamel } from './harness.ts'
import { comeIn, openAtNoon, OWNER, VIEWER } from './marsh-lane.ts'
import { lookAt } from './pictures.ts'
import { say } from './words.ts'

vi.setConfig({ testTimeout: 120_000 * PATIENCE })

const PATIENT = '0190a7c2-5b1e-7c3d-8f00-1a2b3c4d5e6f'
const PAGE = '/settings/security/keeping-times'

const browser = await openBrowser()
let enamel: RunningEnamel
let visit: Visit

beforeAll(async () => {
  ;({ enamel, visit } = await openAtNoon(browser))
}, 120_000 * PATIENCE)

const button = (name: string) => visit.page.getByRole('button', { name, exact: true })
const dialog = () => visit.page.getByRole('dialog')
const field = (name: string) => dialog().getByLabel(name, { exact: true })

async function open(): Promise<void> {
  await visit.page.goto(`${enamel.origin}${PAGE}`)
  await visit.page.getByRole('heading', { level: 1 }).waitFor()
}

const keep = (time: string) => button(say('keeping.change.act', { time })).click()
const changeOf = (kind: 'details' | 'patient' | 'decisions') =>
  button(say('keeping.change.named', { what: say(`keeping.kind.${kind}`) }))

it('shows how long each kind is kept, and why', async () => {
  await open()
  await changeOf('details').waitFor()
  await lookAt(visit, 'page')
})

it('refuses what is too short, in a sentence that says how long', async () => {
  await changeOf('patient').click()
  await lookAt(visit, 'change')
  await field(say('keeping.change.months')).fill('6')
  await field(say('keeping.change.reason')).fill('We want to keep less')
  await keep(say('keeping.months', { n: 6 }))
  await dialog()
    .getByText(say('problem.keeping_times.too_short', { n: '12' }))
    .waitFor()
  await lookAt(visit, 'too-short')
})

it('asks about what is far longer than is usual, and begins with a longer time at once', async () => {
  await field(say('keeping.change.months')).fill('600')
  await dialog().getByText(say('keeping.change.long')).waitFor()
  await lookAt(visit, 'far-longer')
  await dialog().getByRole('checkbox').check()
  await keep(say('keeping.years', { n: 50 }))
  await dialog().waitFor({ state: 'detached' })
  await changeOf('details').click()
  await field(say('keeping.change.months')).fill('6')
  await field(say('keeping.change.reason')).fill('Half a year is enough to look into anything')
  await keep(say('keeping.months', { n: 6 }))
  await dialog().waitFor({ state: 'detached' })
  await visit.page
    .getByText(say('keeping.years', { n: 50 }))
    .first()
    .waitFor()
  await lookAt(visit, 'changed')
})

it('holds what is asked to be held, and lets it go', async () => {
  await button(say('keeping.hold')).click()
  await lookAt(visit, 'hold')
  await field(say('keeping.hold.whom')).selectOption({ label: say('keeping.whose.patient') })
  await field(say('keeping.hold.reason')).fill('Letter from the insurer of 3 March')
  await button(say('keeping.hold.act')).click()
  await dialog().getByText(say('field.patient_reference')).waitFor()
  await lookAt(visit, 'hold-patient')
  await field(say('keeping.whose.reference')).fill(
    `${enamel.origin}/settings/security/audit-log?patient=${PATIENT}`,
  )
  await button(say('keeping.hold.act')).click()
  await dialog().waitFor({ state: 'detached' })
  const lines = visit.page.getByRole('link', { name: say('keeping.whose.lines') })
  expect(await lines.getAttribute('href')).toContain(`patient=${PATIENT}`)
  await button(say('keeping.hold')).click()
  await field(say('keeping.hold.whom')).selectOption({ label: VIEWER.name })
  await field(say('keeping.hold.first')).fill('2026-01-01')
  await field(say('keeping.hold.reason')).fill('Letter from the insurer of 3 March')
  await button(say('keeping.hold.act')).click()
  await dialog().waitFor({ state: 'detached' })
  const what = visit.page.getByText(say('keeping.hold.person', { name: VIEWER.name }), { exact: false })
  await what.first().waitFor()
  await lookAt(visit, 'held')
  await button(say('keeping.lift'))
    .or(visit.page.getByRole('button', { name: /^Lift the hold/ }))
    .first()
    .click()
  await lookAt(visit, 'lift')
  await field(say('keeping.lift.reason')).fill('The insurer has settled')
  await button(say('keeping.lift.act')).click()
  await dialog().waitFor({ state: 'detached' })
  await visit.page.getByText(say('keeping.hold.over'), { exact: true }).waitFor()
})

it('erases what names somebody a day after it was ordered, and shows before which lines of others name them', async () => {
  // Of an Owner's own line: why a hold is no longer needed.
  await visit.page
    .getByRole('button', { name: /^Lift the hold/ })
    .first()
    .click()
  await field(say('keeping.lift.reason')).fill(`${VIEWER.name} has settled it with the insurer`)
  await button(say('keeping.lift.act')).click()
  await dialog().waitFor({ state: 'detached' })
  // Sealed, so that it can be found.
  await enamel.advance({ seconds: 5 })
  await button(say('keeping.redact')).click()
  await lookAt(visit, 'redact')
  await field(say('keeping.redact.whom')).selectOption({ label: VIEWER.name })
  await field(say('keeping.redact.reference')).fill('Letter 12 in the blue folder')
  await button(say('keeping.redact.look')).click()
  await dialog().getByText(`${VIEWER.name} has settled it with the insurer`).waitFor()
  await lookAt(visit, 'redact-others')
  await button(say('keeping.redact.act')).click()
  await dialog().waitFor({ state: 'detached' })
  await visit.page.getByText(say('keeping.redaction.of', { name: VIEWER.name })).waitFor()
  await lookAt(visit, 'waiting')
  await enamel.advance({ days: 2 })
  await enamel.advance({ days: 1 })
  await visit.page.goto(`${enamel.origin}/sign-in`)
  await comeIn({ page: visit.page, enamel }, OWNER)
  await open()
  await visit.page
    .getByText(say('keeping.redaction.of', { name: VIEWER.name }))
    .waitFor({ state: 'detached' })
  await lookAt(visit, 'done')
})
