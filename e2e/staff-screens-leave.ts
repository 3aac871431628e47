/** The walk past the screens of somebody's leaving. */
import { catalogue } from '../features/catalogue.ts'
import { comeIn } from './marsh-lane.ts'
import { PRACTICE, type Walker } from './screens.ts'
import { type At, PASSWORD } from './steps.ts'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA'
const HANAKO = { ...PRACTICE.owner, role: 'OWNER', secret: SECRET } as const
const TARO = { name: '鈴木 太郎', email: 'taro@shika.example', role: 'NURSE' } as const

/** What the clinic's list says is the clinic's, in the language it was written in. */
export const LEAVER_DATA = Object.entries(catalogue).flatMap(([key, said]) =>
  key.startsWith('leavers.default.') ? [said] : [],
)

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtLeaving(here: At, { say, look, open }: Walker): Promise<void> {
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
  await open('/settings/staff', 'settings, by the name of staff')
  await open('/incidents', 'incidents, before a leaving')
  await page.getByLabel(say('incidents.question.deputy')).fill(TARO.name)
  await press(say('incidents.save'))
  await page.getByText(say('incidents.saved')).waitFor()

  await open('/settings/staff/leavers', 'leavers: nobody')
  await page.getByLabel(say('leavers.choose')).selectOption({ index: 2 })
  await press(say('leavers.choose.go'))
  await page.getByRole('heading', { name: say('leavers.start.title', { name: TARO.name }) }).waitFor()
  await look('leaving: before it begins')
  await page.getByText(say('leavers.start.later'), { exact: true }).click()
  await press(say('leavers.plan.act'))
  await page.getByText(say('field.day')).first().waitFor()
  await look('leaving: planned without a day')
  await page.getByLabel(say('leavers.plan.day')).fill('2026-12-24')
  await page.getByLabel(say('leavers.plan.time')).fill('17:30')
  await press(say('leavers.plan.act'))
  await page.getByRole('link', { name: say('leavers.row.open', { name: TARO.name }) }).click()
  await page.getByRole('button', { name: say('leavers.planned.call_off') }).waitFor()
  await look('leaving: planned')
  await press(say('leavers.planned.call_off'))
  await page.getByRole('dialog').waitFor()
  await look('leaving: called off, asked')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: say('leavers.planned.now') }).click()
  await page.getByRole('button', { name: say('leavers.start.act') }).waitFor()
  await press(say('leavers.start.act'))
  await page.getByRole('heading', { level: 1, name: TARO.name, exact: true }).waitFor()
  await look('leaving: begun')
  await press(say('leavers.run.show_here'))
  await look('leaving: what Enamel ended')
  const title = say('leaver.heir.plan_deputy', { what: TARO.name })
  await press(say('leavers.item.give_named', { title }))
  await page.getByRole('dialog').waitFor()
  await look('leaving: who has it now')
  await page.getByLabel(say('leavers.give.who')).selectOption({ index: 1 })
  await press(say('leavers.give.act'))
  await page.getByText(say('leavers.item.heir', { name: HANAKO.name })).waitFor()
  const mailbox = catalogue['leavers.default.mailbox']
  await press(say('leavers.item.else_named', { title: mailbox }))
  await page.getByText(say('leavers.else.not_applicable'), { exact: true }).click()
  await press(say('leavers.else.act'))
  await page.getByText(say('problem.leavers.reason_needed')).first().waitFor()
  await look('leaving: does not apply, without a reason')
  await page.keyboard.press('Escape')
  await press(say('leavers.item.done_named', { title: mailbox }))
  await page.getByRole('button', { name: say('leavers.item.reopen_named', { title: mailbox }) }).waitFor()
  await look('leaving: something done')
  await page.getByRole('link', { name: say('leavers.hand') }).click()
  await page.getByRole('heading', { name: say('leavers.hand.title') }).waitFor()
  await look('leaving: handing over, to a colleague')
  await page.getByText(say('leavers.hand.link'), { exact: true }).click()
  await press(say('leavers.hand.link.act'))
  await page.getByText(say('field.not_empty')).first().waitFor()
  await page.getByLabel(say('leavers.hand.name')).fill('佐藤')
  await press(say('leavers.hand.link.act'))
  await page.getByText(say('leavers.hand.nothing')).waitFor()
  await look('leaving: handing over by a link, nothing ticked')
  await page.getByText(catalogue['leavers.default.keys'], { exact: true }).click()
  await press(say('leavers.hand.link.act'))
  await page.getByText(say('leavers.hand.made', { name: '佐藤' })).waitFor()
  await look('leaving: the link')
  const link = (await page.locator('code').first().textContent()) ?? ''
  await page.goto(link)
  await page.getByRole('heading', { name: say('leavers.linked.title', { name: TARO.name }) }).waitFor()
  await look('task: things about somebody who left')
  const key = catalogue['leavers.default.keys']
  await press(say('leavers.task.not_applicable_named', { title: key }))
  await page.getByRole('dialog').waitFor()
  await look('task: does not apply')
  await page.keyboard.press('Escape')
  await open('/profile/tasks', 'profile: no tasks')
  await open('/settings/staff/leavers', 'leavers: one who is leaving')
  await page.getByRole('link', { name: say('leavers.row.open', { name: TARO.name }) }).click()
  await page.getByRole('heading', { name: say('leavers.links.title') }).waitFor()
  await look('leaving: a link that works')
  await press(say('leavers.notice'))
  await page.getByRole('dialog').waitFor()
  await look('leaving: notice to other clinics')
  await page.keyboard.press('Escape')
  await press(say('leavers.add'))
  await page.getByRole('dialog').waitFor()
  await look('leaving: one thing more')
  await page.keyboard.press('Escape')
  await press(say('leavers.undo.act'))
  await page.getByRole('dialog').waitFor()
  await look('leaving: a mistake')
  await page.keyboard.press('Escape')
  await press(say('leavers.close.act_open'))
  await page.getByRole('dialog').waitFor()
  await look('leaving: closed with things open, asked')
  await page.getByLabel(say('leavers.close.reason')).fill('残りは月曜日')
  await press(say('leavers.close.act'))
  await page.getByRole('heading', { name: say('leavers.closed.title') }).waitFor()
  await look('leaving: closed')
  await open('/settings/staff/leavers', 'leavers: one who left')
  await open('/settings/staff/leavers/list', 'leavers: the list')
  await press(say('leavers.list.change_named', { title: mailbox }))
  await page.getByRole('dialog').waitFor()
  await look('leavers: an item of the list')
}
