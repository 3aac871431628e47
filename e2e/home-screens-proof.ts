/** The walk past proof: answers, the folder, a reader's link, and what the reader sees. */
import { openAsHanako, TARO } from './hanako.ts'
import { PRACTICE, type Walker } from './screens.ts'
import type { At } from './steps.ts'

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtProof(here: At, { say, look, open }: Walker): Promise<void> {
  const { page } = here
  await openAsHanako(here, say, { people: [TARO] })
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
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
