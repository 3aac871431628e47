/** The walk past the guides: what is looked for in them, each of them, and the ten steps as they stand. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openAsHanako } from './hanako.ts'
import type { Walker } from './screens.ts'
import type { At } from './steps.ts'

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtGuides(here: At, { say, look, open }: Walker): Promise<void> {
  const { page, enamel } = here
  await openAsHanako(here, say)
  await open('/guides', 'guides')
  await open('/guides?q=phone', 'guides: found')
  await page.locator('mark').first().waitFor()
  await look('guides: found, all there')
  await open('/guides?q=zzz', 'guides: nothing found')
  for (const file of readdirSync(join(import.meta.dirname, '../guides'))) {
    const name = file.replace('.md', '')
    await page.goto(`${enamel.origin}/guides/${name}`)
    await page.locator('main table').first().waitFor()
    await look(`guide: ${name}`)
  }
}
