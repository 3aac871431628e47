/** The walk past the screens of lists of other systems, and of the second person who is not there. */
import { readable } from '../test/outbox.ts'
import { HANAKO, openAsHanako, TARO } from './hanako.ts'
import type { Walker } from './screens.ts'
import type { At } from './steps.ts'

const KOFI = { name: '石川 健', email: 'ken@kaikei.example' }

/** Names and addresses that stand on the screens as they are. */
export const LIST_DATA = [TARO, KOFI].flatMap(({ name, email }) => [name, email])

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtLists(here: At, { visit, say, look, open }: Walker): Promise<void> {
  const { page, enamel } = here
  await openAsHanako(here, say, { people: [TARO] })
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await page.goto(`${enamel.origin}/settings/staff/review`)
  await press(say('review.begin.act'))
  await page.getByRole('link', { name: say('review.lists.title') }).click()
  await page.getByRole('heading', { name: say('review.lists.add'), level: 2 }).waitFor()
  await look('lists: none yet')
  await page.getByLabel(say('review.lists.name'), { exact: true }).fill('歯科手帳')
  await page.getByText(say('review.lists.how.typed'), { exact: true }).click()
  await press(say('review.lists.act'))
  await look('lists: nothing typed')
  await page
    .getByLabel(say('review.lists.text'), { exact: true })
    .fill(`太郎 鈴木\n${HANAKO.email}\n森 次郎\n佐藤 太郎`)
  await press(say('review.lists.act'))
  await page.getByRole('heading', { name: say('review.lists.whose'), level: 2 }).waitFor()
  await look('lists: whose accounts are these')
  await press(say('review.lists.take_out_label', { name: '歯科手帳' }))
  await page.getByRole('dialog').waitFor()
  await look('lists: taking one out')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: say('review.lists.back') }).click()
  await page.getByRole('button', { name: say('review.second.ask') }).waitFor()
  await look('review: an Owner alone')
  await press(say('review.second.nobody'))
  await page.getByRole('dialog').waitFor()
  await look('review: no second person')
  await page.keyboard.press('Escape')
  await press(say('review.second.ask'))
  await page.getByLabel(say('review.second.name'), { exact: true }).fill(KOFI.name)
  await page.getByLabel(say('review.second.address'), { exact: true }).fill(KOFI.email)
  await look('review: asking somebody outside')
  await press(say('review.second.send'))
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await enamel.advance({ seconds: 1 })
  const links = enamel.mail().flatMap(({ text }) => /\/task#[\w-]{43}/.exec(readable(text))?.[0] ?? [])
  await page.goto(`${enamel.origin}${links.at(-1) ?? ''}`)
  await page.getByRole('button', { name: say('review.task.keep'), exact: true }).waitFor()
  await look('task: one person’s access')
  await page.getByRole('button', { name: say('review.task.keep'), exact: true }).click()
  await page.getByRole('heading', { name: say('review.task.kept.title') }).waitFor()
  await look('task: kept')
  await visit.still()
  await open('/', 'home: a review under way')
}
