/** The walk past who knows what, the systems in use, and what somebody says of themselves. */
import { suggestedSystems } from '../pure/systems/systems.ts'
import { comeIn } from './marsh-lane.ts'
import { PRACTICE, type Walker } from './screens.ts'
import { type At, PASSWORD } from './steps.ts'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA'
const HANAKO = { ...PRACTICE.owner, role: 'OWNER', secret: SECRET } as const
const TARO = { name: '鈴木 太郎', email: 'taro@shika.example', role: 'NURSE' } as const

/** Names of systems as they are in the world. */
export const SYSTEM_DATA = suggestedSystems('NG').flatMap(({ names }) => [...names])

/** Begins at the sign-in page of an Enamel without a clinic. */
export async function lookAtKnowing(here: At, { say, look, open }: Walker): Promise<void> {
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
  const main = page.locator('main')
  await page.goto(`${enamel.origin}/sign-in?lang=${say.language}`)
  await comeIn(here, HANAKO)

  await open('/settings/staff/secrets', 'who knows what: nothing yet')
  await press(say('secrets.add'))
  await page.getByRole('dialog').getByLabel(TARO.name).waitFor()
  await page.getByLabel(say('secrets.form.name'), { exact: true }).fill('警報 4711')
  await page.getByLabel(say('secrets.form.place'), { exact: true }).fill('裏口')
  await press(say('secrets.form.put'))
  await page.getByText(say('field.looks_like_secret')).waitFor()
  await look('who knows what: the code itself')
  await page.getByLabel(say('secrets.form.name'), { exact: true }).fill('警報')
  await page.getByRole('dialog').getByLabel(TARO.name).check()
  await page.getByRole('dialog').getByLabel(HANAKO.name).check()
  await press(say('secrets.form.put'))
  await page.getByRole('button', { name: say('secrets.act.replaced_named', { name: '警報' }) }).waitFor()
  await look('who knows what')
  await press(say('secrets.act.knowers_named', { name: '警報' }))
  await page.getByRole('dialog').getByLabel(TARO.name).uncheck()
  await look('who knows what: somebody left out')
  await press(say('secrets.form.save'))
  await page.getByRole('heading', { name: say('secrets.to_change'), exact: true }).waitFor()
  await look('who knows what: to be changed')
  await press(say('secrets.act.replaced_named', { name: '警報' }))
  await page.getByRole('dialog').getByLabel(TARO.name).check()
  await look('who knows what: it was changed')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('secrets.replaced.act'), exact: true })
    .click()
  await page.getByRole('heading', { name: say('secrets.to_tell'), exact: true }).waitFor()
  await look('who knows what: to be told')
  await press(say('secrets.act.edit_named', { name: '警報' }))
  await page.getByRole('dialog').waitFor()
  await press(say('secrets.end'))
  await look('who knows what: off the list, asked')
  await page.keyboard.press('Escape')
  await open('/profile/known', 'what I know')

  await open('/settings/staff/systems', 'systems: to tick')
  await press(say('systems.add.act', { n: 0 }))
  await page.getByText(say('systems.add.nothing')).waitFor()
  await look('systems: nothing ticked')
  await page.getByLabel('Google Workspace').check()
  await page.getByLabel('TeamViewer').check()
  await press(say('systems.add.act', { n: 2 }))
  await page.getByRole('link', { name: say('systems.add_more') }).waitFor()
  await look('systems')
  await open('/settings/staff/systems/add', 'systems: more')
  await open('/settings/staff/systems', 'systems, again')
  await page.getByRole('link', { name: say('systems.open_named', { name: 'TeamViewer' }) }).click()
  await page.getByRole('heading', { level: 1, name: 'TeamViewer' }).waitFor()
  await page.getByLabel(say('systems.form.factor')).selectOption('all_but')
  await page.getByLabel(say('systems.form.shared')).selectOption('yes')
  await press(say('systems.state'))
  await page.getByText(say('systems.said', { name: 'TeamViewer' })).waitFor()
  await press(say('systems.again'))
  await main.getByLabel(TARO.name, { exact: false }).first().check()
  await main.getByLabel(say('systems.login', { name: TARO.name })).fill('taro')
  await look('one system')
  await press(say('systems.accounts.state'))
  await page.getByText(say('systems.accounts.said', { name: 'TeamViewer', n: 1 })).waitFor()
  await press(say('systems.end'))
  await page.getByRole('dialog').waitFor()
  await look('one system: off the list, asked')
  await page.keyboard.press('Escape')
  await open('/settings/staff/systems/newcomer?role=NURSE', 'what a newcomer needs')
  await open('/settings/staff/systems/newcomer?role=VIEWER', 'what a newcomer needs: nothing to go by')
}
