/** The walk past what somebody of two clinics sees: the choice, and the switch in their menu. */
import { PRACTICE, type Walker } from './screens.ts'
import { type At, PASSWORD, typeCode, typeCredentials } from './steps.ts'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXD'
const OTHER = '港歯科'

/** Names that stand on the screens as they are. */
export const CLINIC_DATA = [OTHER]

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtClinics(here: At, { say, look }: Walker): Promise<void> {
  const { page, enamel } = here
  const person = { ...PRACTICE.owner, role: 'OWNER', password: PASSWORD, totpSecret: SECRET }
  await enamel.seed({
    clinics: [PRACTICE.clinic, OTHER].map((name) => ({
      name,
      country: 'NG',
      zone: 'Africa/Lagos',
      people: [person],
    })),
  })
  await page.goto(`${enamel.origin}/sign-in?lang=${say.language}`)
  const at = { ...here, say }
  await typeCredentials(at, PRACTICE.owner.email)
  await typeCode(at, SECRET)
  await page.getByRole('button', { name: OTHER, exact: true }).waitFor()
  await look('sign-in: which clinic')
  await page.getByRole('button', { name: OTHER, exact: true }).click()
  await page.waitForURL(`${enamel.origin}/`)
  await page.locator('h1').first().waitFor()
  await page.getByRole('button', { name: PRACTICE.owner.name }).filter({ visible: true }).first().click()
  await page.getByRole('button', { name: PRACTICE.clinic, exact: true }).waitFor()
  await look('the menu of the person, of two clinics')
}
