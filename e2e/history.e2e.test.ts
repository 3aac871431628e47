/** Something is done, and what changed says it: by whom, which step, how many points; and the law of the country beside. */
import { expect, it } from 'vitest'
import { openBrowser, PATIENCE } from './browser.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane } from './marsh-lane.ts'
import { speak } from './words.ts'

const say = speak('en')

it(
  'tells what changed the number, who did it, and that time passed where nobody did',
  async () => {
    const [enamel, browser] = [await startEnamel(), await openBrowser()]
    const { page } = await browser.visit()
    await seedMarshLane(enamel)
    const at = { page, say, enamel }
    await page.goto(`${enamel.origin}/sign-in`)
    await comeIn(at, OWNER)
    await enamel.advance({ seconds: 61 })
    await page.goto(`${enamel.origin}/settings/devices/shared-computers`)
    await page.getByText(say('shared.question.no'), { exact: true }).click()
    await page.getByText(say('shared.question.saved')).waitFor()
    await enamel.advance({ seconds: 61 })
    await page.goto(`${enamel.origin}/history`)
    const change = page.getByRole('listitem').filter({ hasText: say('checklist.step.3') })
    await change.first().waitFor()
    const told = (await change.first().innerText()).replaceAll(/\s+/g, ' ')
    expect(told).toContain('+8')
    expect(told).toContain(
      say('history.cause.event', {
        action: say('action.shared_computer.question_answered'),
        by: OWNER.name,
      }),
    )
    await page.getByLabel(say('history.by.label')).selectOption({ label: `${OWNER.name} (1)` })
    await change.first().waitFor()
    await page.getByRole('button', { name: say('chart.show_table') }).click()
    expect(await page.getByRole('table').innerText()).toContain('+8')
    await page.goto(`${enamel.origin}/settings/clinic/law`)
    await page.getByText(say('law.says.ndpa_breach')).waitFor()
    expect(await page.getByText(say('law.regime.hipaa')).count()).toBe(0)
  },
  120_000 * PATIENCE,
)
