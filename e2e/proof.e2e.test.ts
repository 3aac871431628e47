/** Proof is given to somebody outside, who reads it in a browser of their own until the practice ends it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, VIEWER } from './marsh-lane.ts'
import type { At } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
let owner: At
let reader: At
let link = ''

const READER = 'Harbour Insurance, Ms Reed'
const press = (name: string) => owner.page.getByRole('button', { name, exact: true }).click()
const title = say('proof.read.title', { clinic: 'Marsh Lane Dental' })

beforeAll(async () => {
  await seedMarshLane(enamel)
  owner = { page: (await browser.visit()).page, enamel }
  reader = { page: (await browser.visit()).page, enamel }
  await comeIn(owner, OWNER)
})

describe('a reader’s link', () => {
  it('is made under Proof, and shown once', async () => {
    await owner.page
      .getByRole('link', { name: say('menu.proof'), exact: true })
      .filter({ visible: true })
      .first()
      .click()
    await owner.page.getByRole('heading', { name: say('menu.proof'), level: 1 }).waitFor()
    await press(say('proof.links.give'))
    await owner.page.getByLabel(say('proof.links.name'), { exact: true }).fill(READER)
    await press(say('proof.links.show'))
    const shown = owner.page.getByRole('dialog').locator('code')
    await shown.waitFor()
    link = (await shown.textContent()) ?? ''
    expect(link).toMatch(/\/read#[\w-]{43}$/)
    await press(say('proof.links.done'))
    await owner.page.getByText(say('proof.links.views', { n: 0, last: '' })).waitFor()
    expect(await owner.page.content()).not.toContain(link.split('#')[1])
  })

  it('opens in a browser that is not signed in: answers by name, and the folder that can be checked', async () => {
    await reader.page.goto(link)
    await reader.page.getByRole('heading', { name: title }).waitFor()
    // Out of the address bar at once.
    expect(reader.page.url()).toBe(`${enamel.origin}/read`)
    const first = reader.page.locator('[data-question=two_factors_enamel]')
    expect(await first.innerText()).toContain(say('proof.answer.yes_except'))
    expect(await first.innerText()).toContain(VIEWER.name)
    const saved = reader.page.waitForEvent('download')
    await reader.page.locator('main').getByRole('button').first().click()
    const download = await saved
    expect(download.suggestedFilename()).toMatch(/^Marsh Lane Dental – Proof \d{4}-\d\d-\d\d\.zip$/)
    const folder = mkdtempSync(join(tmpdir(), 'enamel-read-'))
    await download.saveAs(join(folder, 'folder.zip'))
    const checked = spawnSync('bash', ['-c', 'unzip -q folder.zip && sha256sum -c SHA256SUMS --quiet'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect([checked.status, checked.stdout]).toEqual([0, ''])
  })

  it('lets nobody any further in', async () => {
    await reader.page.goto(`${enamel.origin}/proof`)
    await reader.page.getByRole('heading', { name: say('identity.sign_in.title') }).waitFor()
  })

  it('opens nothing once it is ended, and says no more than that', async () => {
    await owner.page.reload()
    await press(say('proof.links.take_back_named', { name: READER }))
    await owner.page.getByText(say('proof.links.is_taken_back', { name: READER })).waitFor()
    for (const address of [link, `${enamel.origin}/read#${'A'.repeat(43)}`]) {
      await reader.page.goto('about:blank')
      await reader.page.goto(address)
      await reader.page.getByRole('heading', { name: say('proof.read.over.title') }).waitFor()
      expect(await reader.page.locator('main').innerText()).not.toContain(READER)
    }
  })
})
