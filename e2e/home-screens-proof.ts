/** The walk past proof: answers, the folder, a reader's link, and what the reader sees. */
import { comeIn } from './marsh-lane.ts'
import { PRACTICE, type Walker } from './screens.ts'
import { type At, PASSWORD } from './steps.ts'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXE'
const HANAKO = { ...PRACTICE.owner, role: 'OWNER', secret: SECRET } as const
const TARO = { name: '鈴木 太郎', email: 'taro@shika.example', role: 'NURSE' } as const

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtProof(here: At, { say, look, open }: Walker): Promise<void> {
  const { page, enamel } = here
  await enamel.seed({
    clinics: [
      {
        name: PRACTICE.clinic,
        country: 'NG',
        zone: 'Africa/Lagos',
        people: [
          { ...HANAKO, password: PASSWORD, totpSecret: SECRET, secret: undefined },
          { ...TARO, password: PASSWORD },
        ],
      },
    ],
  })
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await page.goto(`${enamel.origin}/sign-in?lang=${say.language}`)
  await comeIn(here, HANAKO)
  await open('/proof', 'proof: nothing made yet')
  await press(say('proof.links.give'))
  await page.getByRole('dialog').waitFor()
  await press(say('proof.links.show'))
  await look('proof: a link without a name')
  await page.getByLabel(say('proof.links.name'), { exact: true }).fill('保険会社')
  await press(say('proof.links.show'))
  const shown = page.getByRole('dialog').locator('code')
  await shown.waitFor()
  const link = (await shown.textContent()) ?? ''
  await look('proof: the link, shown once')
  await press(say('proof.links.done'))
  await page.getByText('保険会社').waitFor()
  await look('proof: a folder and a link')
  await open('/proof/answers', 'proof: what insurers ask')
  await page.getByLabel(say('proof.answers.form'), { exact: true }).selectOption('ransomware')
  await look('proof: the other form')
  await open('/read', 'a reader without a link')
  await page.goto(link)
  await page.getByRole('heading', { name: say('proof.read.title', { clinic: PRACTICE.clinic }) }).waitFor()
  await look('what a reader sees')
  await open('/read#invented', 'a reader’s link that opens nothing')
}
