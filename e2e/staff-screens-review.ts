/** The walk past the screens of the quarterly review, from its beginning to its signed end. */
import { HANAKO, openAsHanako, TARO } from './hanako.ts'
import { comeIn } from './marsh-lane.ts'
import type { Walker } from './screens.ts'
import { type At, signOut } from './steps.ts'

const AKIRA = { name: '田中 明', email: 'akira@shika.example', role: 'ADMIN' } as const
const YUKI = { name: '佐藤 雪', email: 'yuki@shika.example', role: 'NURSE' } as const

/** Names and addresses that stand on the screens as they are. */
export const REVIEW_DATA = [AKIRA, TARO, YUKI].flatMap(({ name, email }) => [name, email])

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtReview(here: At, { say, look, open }: Walker): Promise<void> {
  const { page, enamel } = here
  await openAsHanako(here, say, { people: [AKIRA, TARO, YUKI] })
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await open('/profile/questions', 'questions to me: none')
  await open('/settings/staff/review', 'reviews: none yet')
  await press(say('review.begin.act'))
  await page.getByRole('heading', { name: say('review.part.mine', { n: 3 }) }).waitFor()
  await look('review: begun')
  await page.getByLabel(say('review.row.tick', { name: TARO.name })).check()
  await page.getByLabel(say('review.row.tick', { name: YUKI.name })).check()
  await look('review: two that were looked at')
  await page.getByLabel(say('review.row.tick', { name: YUKI.name })).uncheck()
  await press(say('review.row.ask', { name: YUKI.name }))
  await page.getByRole('dialog').waitFor()
  await look('review: asking first')
  await press(say('review.ask.act'))
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await press(say('review.row.change_role', { name: AKIRA.name }))
  await press(say('review.take.change_role.act'))
  await look('review: another role, without a reason')
  await page.keyboard.press('Escape')
  await press(say('review.row.keep', { name: AKIRA.name }))
  await page.getByRole('heading', { name: say('review.part.mine', { n: 2 }) }).waitFor()
  await press(say('review.row.disable', { name: TARO.name }))
  await page.getByLabel(say('review.take.note')).fill('引っ越し')
  await look('review: ending access')
  await press(say('review.take.disable.act'))
  await page.getByRole('heading', { name: say('review.part.mine', { n: 1 }) }).waitFor()
  await look('review: half way')
  await open('/settings/staff/review', 'reviews: one that is open')
  await press(say('review.call_off'))
  await page.getByRole('dialog').waitFor()
  await look('reviews: calling off')
  await page.keyboard.press('Escape')

  await signOut({ ...here, look: async () => undefined }, HANAKO.name)
  await comeIn({ ...here, look: async () => undefined }, YUKI)
  await open('/profile/questions', 'questions to me: one')
  await page.getByLabel(say('review.questions.why')).fill('毎日')
  await press(say('review.questions.act'))
  await page.getByRole('button', { name: say('review.questions.again') }).waitFor()
  await signOut({ ...here, look: async () => undefined }, YUKI.name)

  await comeIn({ ...here, look: async () => undefined }, AKIRA)
  await page.goto(`${enamel.origin}/settings/staff/review`)
  await page.getByRole('link', { name: say('review.open.act') }).click()
  await press(say('review.row.keep', { name: HANAKO.name }))
  await page.getByRole('heading', { name: say('review.part.mine', { n: 1 }) }).waitFor()
  await press(say('review.row.keep', { name: YUKI.name }))
  await page.getByRole('button', { name: say('review.close.act') }).waitFor()
  await look('review: everything decided')
  await press(say('review.close.act'))
  await page.getByRole('heading', { name: say('review.papers.title') }).waitFor()
  await look('review: closed')
  await open('/settings/staff/review', 'reviews: one before')
}
