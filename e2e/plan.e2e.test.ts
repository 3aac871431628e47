/** The plan in ten minutes: answered on the last screen of the first run, printed, corrected later, by two people at once. */
import { describe, expect, it } from 'vitest'
import { getFirstPages } from '../features/checklist/contract.ts'
import { getPlanPdf } from '../features/incidents/contract.ts'
import { findBarriers, openBrowser, sidewaysScroll } from './browser.ts'
import { startEnamel } from './harness.ts'
import { type At, firstRun, holdBack, type SetUp, signInWithApp } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()
const phone = await browser.visit({ width: 390, height: 844 })

const question = (at: At, field: 'leader' | 'deputy' | 'insurer' | 'onPaper' | 'meetingPlace') =>
  at.page.getByLabel(say(`incidents.question.${field}`))
const press = (at: At, name: string) => at.page.getByRole('button', { name, exact: true }).click()

/** The pages of a PDF as the browser that is signed in is given it. */
async function pdfOf(at: At, url: string) {
  const answer = await at.page.request.get(`${enamel.origin}${url}`)
  const body = await answer.body()
  const text = body.toString('latin1')
  return {
    type: answer.headers()['content-type'],
    begins: text.slice(0, 5),
    pages: [...text.matchAll(/\/Type \/Page\n/g)].length,
    size: /\/MediaBox \[([^\]]*)\]/.exec(text)?.[1],
  }
}

describe('the last screen of the first run', () => {
  let at: At
  let made: SetUp

  it('on a phone takes answers and opens the two pages in a tab of their own', async () => {
    const { page } = phone
    at = {
      page,
      enamel,
      look: async (screen) => {
        if (screen !== 'setup: done') return
        await phone.still()
        expect(await sidewaysScroll(page)).toBe(0)
        expect(await findBarriers(page)).toEqual([])
        await question(at, 'leader').fill('Ada Marsh, 0700 555 0110')
        await question(at, 'onPaper').fill('Blue folder, staff room')
        // The pages come beside this one, which stays.
        const beside = phone.context.waitForEvent('page')
        await press(at, say('setup.done.print'))
        const opened = await beside
        await opened.waitForURL(`**${getFirstPages.url}`, { waitUntil: 'commit' }).catch(() => undefined)
        await opened.close()
        expect(new URL(page.url()).pathname).toBe('/setup/pages')
        expect(await pdfOf(at, getFirstPages.url)).toEqual({
          type: 'application/pdf',
          begins: '%PDF-',
          pages: 2,
          size: '0 0 595.28 841.89',
        })
        // Typed, and not saved by a button of its own: going on saves it.
        await question(at, 'deputy').fill('Ọlá Marigold')
      },
    }
    made = await firstRun(at)
  })

  it('has saved what was typed when Home is opened', async () => {
    const { page } = at
    await page
      .getByRole('link', { name: say('menu.incidents') })
      .filter({ visible: true })
      .first()
      .click()
    await question(at, 'leader').waitFor()
    expect(await question(at, 'leader').inputValue()).toBe('Ada Marsh, 0700 555 0110')
    expect(await question(at, 'deputy').inputValue()).toBe('Ọlá Marigold')
  })

  it('corrected later: what is typed outlives the page and the server being away, until it is saved', async () => {
    const { page } = at
    await question(at, 'insurer').fill('Fernhill Mutual, 0700 555 0140')
    await page.route('**/api/incidents/plan', (route) => route.abort('connectionrefused'))
    await press(at, say('incidents.save'))
    await page.getByText(say('problem.client.offline')).waitFor()
    expect(await question(at, 'insurer').inputValue()).toBe('Fernhill Mutual, 0700 555 0140')
    await page.unroute('**/api/incidents/plan')
    // What a browser writes about a server that is away is expected here; anything else is not.
    expect(
      phone.takeComplaints().filter((complaint) => !complaint.includes('ERR_CONNECTION_REFUSED')),
    ).toEqual([])
    await page.reload()
    await page.getByText(say('incidents.kept')).waitFor()
    expect(await question(at, 'insurer').inputValue()).toBe('Fernhill Mutual, 0700 555 0140')
    await press(at, say('incidents.save'))
    await page.getByText(say('incidents.saved')).waitFor()
    await page.reload()
    await question(at, 'insurer').waitFor()
    expect(await page.getByText(say('incidents.kept')).count()).toBe(0)
    expect(await question(at, 'insurer').inputValue()).toBe('Fernhill Mutual, 0700 555 0140')
    expect((await pdfOf(at, getPlanPdf.url)).pages).toBe(1)
  })

  it('keeps what is typed while it is being saved', async () => {
    const { page } = at
    const saving = await holdBack(page, { method: 'PUT', url: /\/api\/incidents\/plan$/ })
    await question(at, 'insurer').fill('Fernhill Mutual, 0700 555 0141')
    await press(at, say('incidents.save'))
    await saving.asked
    await question(at, 'insurer').fill('Fernhill Mutual, 0700 555 0142')
    saving.letThrough()
    await page.getByText(say('incidents.saved')).waitFor()
    expect(await question(at, 'insurer').inputValue()).toBe('Fernhill Mutual, 0700 555 0142')
    await page.unrouteAll({ behavior: 'wait' })
    await page.reload()
    await page.getByText(say('incidents.kept')).waitFor()
    expect(await question(at, 'insurer').inputValue()).toBe('Fernhill Mutual, 0700 555 0142')
    await press(at, say('incidents.save'))
    await page.getByText(say('incidents.saved')).waitFor()
    await page.reload()
    await question(at, 'insurer').waitFor()
    expect(await question(at, 'insurer').inputValue()).toBe('Fernhill Mutual, 0700 555 0142')
  })

  it('by two at once: answers to different questions are both kept, to the same one both are shown', async () => {
    const { page } = await browser.visit()
    const other: At = { page, enamel }
    await signInWithApp(other, { email: made.owner.email, secret: made.secret })
    await page.goto(`${enamel.origin}/incidents`)
    await question(other, 'deputy').fill('Tobi Larkspur')
    await question(at, 'meetingPlace').fill('In the staff room')
    await press(at, say('incidents.save'))
    await at.page.getByText(say('incidents.saved')).waitFor()
    await press(other, say('incidents.save'))
    await page.getByText(say('incidents.saved')).waitFor()
    expect(await question(other, 'meetingPlace').inputValue()).toBe('In the staff room')

    // This page still believes that the deputy is Ọlá.
    await question(at, 'deputy').fill('Nneka Ash')
    await press(at, say('incidents.save'))
    await at.page.getByText(say('incidents.meanwhile', { by: made.owner.name })).waitFor()
    await at.page
      .getByText(say('incidents.meanwhile.theirs', { by: made.owner.name, answer: 'Tobi Larkspur' }))
      .waitFor()
    expect(await question(at, 'deputy').inputValue()).toBe('Nneka Ash')
    await press(at, say('incidents.save'))
    // That it is saved was said a moment ago already; what goes with the saving is the warning.
    await at.page
      .getByText(say('incidents.meanwhile', { by: made.owner.name }))
      .waitFor({ state: 'detached' })
    await page.reload()
    expect(await question(other, 'deputy').inputValue()).toBe('Nneka Ash')
  })
})
