/** The walk past the guides: what is looked for in them, each of them, and the ten steps as they stand. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { comeIn } from './marsh-lane.ts'
import { PRACTICE, type Walker } from './screens.ts'
import { type At, PASSWORD } from './steps.ts'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXE'

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtGuides(here: At, { say, look, open }: Walker): Promise<void> {
  const { page, enamel } = here
  const owner = { ...PRACTICE.owner, role: 'OWNER', secret: SECRET } as const
  await enamel.seed({
    clinics: [
      {
        name: PRACTICE.clinic,
        country: 'NG',
        zone: 'Africa/Lagos',
        people: [{ ...owner, password: PASSWORD, totpSecret: SECRET, secret: undefined }],
      },
    ],
  })
  await page.goto(`${enamel.origin}/sign-in?lang=${say.language}`)
  await comeIn({ ...here, say }, owner)
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
