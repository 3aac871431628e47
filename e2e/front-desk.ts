/** The walk past the screens of a shared computer, and of a password that thieves came to know. */
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from '../test/at-end.ts'
import { comeIn } from './marsh-lane.ts'
import { PRACTICE, type Walker } from './screens.ts'
import { type At, PASSWORD, signOut, typeCode, typeCredentials } from './steps.ts'

export const STOLEN = 'violet harbour seldom rains'

const HANAKO = { ...PRACTICE.owner, role: 'OWNER', secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA' } as const
export const TARO = {
  name: '鈴木 太郎',
  email: 'taro@shika.example',
  role: 'NURSE',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXB',
} as const
const PIN = '684259'
const COMPUTER = { name: '受付 1', place: '一階' }

/** A file as ENAMEL_PWNED_FILE names it, with these passwords in it; removed at the end. */
export function writeStolen(passwords: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'enamel-e2e-stolen-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'pwned.txt')
  const lines = passwords.map((password) => hash('sha1', password, 'hex').toUpperCase())
  writeFileSync(
    file,
    lines
      .toSorted()
      .map((line) => `${line}:3\r\n`)
      .join(''),
  )
  return file
}

/** Begins at the sign-in page of an Enamel without a clinic, and leaves it at the lock screen. */
export async function lookAtFrontDesk(here: At, walker: Walker): Promise<void> {
  await here.enamel.seed({
    clinics: [
      {
        name: PRACTICE.clinic,
        country: 'NG',
        zone: 'Africa/Lagos',
        people: [
          { ...HANAKO, password: PASSWORD, totpSecret: HANAKO.secret, secret: undefined },
          { ...TARO, password: STOLEN, totpSecret: TARO.secret, secret: undefined },
        ],
      },
    ],
  })
  await lookAtStolenPassword(here, walker)
  await comeIn(here, HANAKO)
  await here.page.locator('#step-1').waitFor()
  await lookAtMarking(here, walker)
  await comeIn(here, HANAKO)
  await lookAtPinAndShift(here, walker)
  await lookAtLock(here, walker)
}

async function lookAtStolenPassword(here: At, { say, look }: Walker): Promise<void> {
  const { page, enamel } = here
  await page.goto(`${enamel.origin}/sign-in?lang=${say.language}`)
  await typeCredentials(here, TARO.email, STOLEN)
  await typeCode(here, TARO.secret)
  await page.waitForURL(`${enamel.origin}/new-password`)
  const field = page.getByLabel(say('identity.new_password.label'), { exact: true })
  await field.waitFor()
  await look('a new password, because thieves know the old one')
  await field.fill(STOLEN)
  await page.getByRole('button', { name: say('identity.must_password.act') }).click()
  await page.getByRole('alert').or(page.locator('[aria-invalid="true"]')).first().waitFor()
  await look('a new password, the same again')
  await field.fill(`${STOLEN} anew`)
  await page.getByRole('button', { name: say('identity.must_password.act') }).click()
  await page.waitForURL(`${enamel.origin}/`)
  await page.locator('#step-7').waitFor()
  await look('home of somebody who sees their own part')
  await signOut(here, TARO.name)
}

async function lookAtMarking({ page }: At, { say, open, look }: Walker): Promise<void> {
  await page.locator('main a[href="/settings/devices/shared-computers"]').first().waitFor()
  await look('home: a browser that two people used')
  await open('/settings/devices/shared-computers', 'shared computers: one that nobody has answered for')
  await page.getByRole('button', { name: say('shared.offer.yes') }).click()
  await page.getByRole('dialog').waitFor()
  await look('shared computers: the name of one that was asked about')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: say('shared.this_is') }).click()
  await page.getByLabel(say('shared.form.name'), { exact: true }).fill(COMPUTER.name)
  await page.getByLabel(say('shared.form.place'), { exact: true }).fill(COMPUTER.place)
  await look('shared computers: this one')
  await page.getByRole('button', { name: say('shared.form.this.act') }).click()
  await page.waitForURL(/\/sign-in/)
  await page.getByLabel(say('identity.sign_in.email')).waitFor()
  await look('sign-in: marked as a shared computer')
}

async function lookAtPinAndShift({ page }: At, { say, open, look }: Walker): Promise<void> {
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await open('/profile/security', 'profile: security, at a shared computer')
  await press(say('pin.set'))
  await page.getByLabel(say('pin.label')).fill('140783')
  await press(say('pin.save'))
  await page.getByText(say('field.pin_date')).waitFor()
  await look('profile: security, a weak PIN')
  await page.getByLabel(say('pin.label')).fill(PIN)
  await press(say('pin.save'))
  await page.getByRole('button', { name: say('pin.change'), exact: true }).waitFor()
  await look('profile: security, a PIN')
  await open('/settings/devices/shared-computers', 'shared computers: this one is')
  await press(say('shared.list.shift_named', { name: COMPUTER.name }))
  const end = page.getByRole('button', { name: say('shared.shift.end_named', { name: HANAKO.name }) })
  await end.waitFor()
  await look('shared computers: who is in this shift')
  await end.click()
  await page.getByText(say('shared.shift.end.mine')).waitFor()
  await look('shared computers: ending a shift')
  await page.keyboard.press('Escape')
  await end.waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function lookAtLock({ page }: At, { visit, say, look }: Walker): Promise<void> {
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  await press(say('lock.act'))
  await page.waitForURL(/\/locked/)
  const show = page.getByRole('button', { name: say('lock.show'), exact: true })
  const name = page.getByRole('button', { name: HANAKO.name, exact: true })
  await show.or(name).first().waitFor()
  await look('locked')
  if (await show.isVisible()) await show.click()
  await name.waitFor()
  await look('locked: the names')
  await name.click()
  await page.getByLabel(say('lock.pin'), { exact: true }).waitFor()
  await look('locked: the PIN')
  await page.keyboard.type('531864')
  const problem = page.getByRole('alert')
  await problem.waitFor()
  await look('locked: a wrong PIN')
  await press(say('lock.by.password'))
  await problem.waitFor({ state: 'detached' })
  for (const guess of ['one', 'two', 'three', 'four']) {
    await page.getByLabel(say('lock.password'), { exact: true }).fill(`wrong for the ${guess} time`)
    const answered = page.waitForResponse((response) => response.url().includes('/unlock'))
    await press(say('lock.unlock'))
    await answered
    await visit.still()
    if (guess === 'one') await look('locked: a wrong password')
  }
  await page.getByRole('button', { name: say('lock.else'), exact: true }).waitFor()
  await look('locked: signing in in full again')
}
