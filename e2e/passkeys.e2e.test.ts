/** Passkeys, from the first one made to the last one removed, with Chromium's virtual authenticator. */
import { beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import {
  button,
  type Desk,
  dialog,
  home,
  leaveToTheDoor,
  openSecurity,
  rows,
  sitDown,
  standAtTheDoor,
} from './desk.ts'
import { startEnamel } from './harness.ts'
import { comeIn, OWNER, seedMarshLane, turnTo, VIEWER } from './marsh-lane.ts'
import { type At, holdBack, PASSWORD, typeCode, typeCredentials } from './steps.ts'
import { say } from './words.ts'

const enamel = await startEnamel()
const browser = await openBrowser()

const subjects = () => enamel.mail().map(({ text }) => /^Subject: (.*)$/m.exec(text)?.[1] ?? '')

/** With the password and the app, past the passkey that is offered first. */
async function comeInByApp(at: At): Promise<void> {
  await at.page.goto(`${enamel.origin}/sign-in`)
  await typeCredentials(at, OWNER.email)
  await at.page.getByRole('heading', { name: say('identity.passkey.title') }).waitFor()
  await button(at, say('identity.backup.app_instead')).click()
  await typeCode(at, OWNER.secret)
  await home(at)
}

beforeAll(() => seedMarshLane(enamel))

describe('somebody with a password alone', () => {
  let desk: Desk
  let codes: string[] = []

  beforeAll(async () => {
    desk = await sitDown(browser, enamel)
    await comeIn(desk, VIEWER)
    await openSecurity(desk)
  })

  it('is told calmly that a passkey made at localhost stays there, and makes one all the same', async () => {
    const { page, phone } = desk
    await page.getByText(say('identity.passkeys.none')).waitFor()
    await page.getByText(say('identity.passkeys.localhost')).waitFor()
    await phone.touch()
    await button(desk, say('identity.passkeys.add')).click()
    await rows(desk).first().waitFor()
    const [made] = await phone.passkeys()
    expect(made?.isResidentCredential).toBe(true)
    expect(made?.rpId).toBe('localhost')
    // 64 random bytes, no name and no address (WebAuthn L3 §14.6.1).
    expect(Buffer.from(made?.userHandle ?? '', 'base64')).toHaveLength(64)
    expect(await rows(desk).first().innerText()).toContain(say('identity.passkeys.never_used'))
  })

  it('is shown backup codes at once, since it is the first second factor', async () => {
    const { page } = desk
    await page.locator('main ol code').first().waitFor()
    codes = await page.locator('main ol code').allInnerTexts()
    expect(codes).toHaveLength(10)
    await page.getByLabel(say('identity.save_codes.type_back')).fill(codes[0] ?? '')
    await button(desk, say('identity.save_codes.confirm')).click()
    await page.getByText(say('identity.codes.confirmed')).waitFor()
  })

  it('cannot keep a second one in the same place', async () => {
    const { page, phone } = desk
    await button(desk, say('identity.passkeys.add')).click()
    await page.getByText(say('problem.client.passkey_here_already')).waitFor()
    expect(await phone.passkeys()).toHaveLength(1)
    expect(await rows(desk).count()).toBe(1)
  })

  it('signs in by the button', async () => {
    await leaveToTheDoor(desk, VIEWER.name)
    await desk.phone.touch()
    await button(desk, say('identity.sign_in.by_passkey')).click()
    await home(desk)
    await openSecurity(desk)
    await rows(desk).getByText(say('identity.passkeys.this_sign_in')).waitFor()
    expect(await desk.page.getByText(say('identity.passkeys.never_used')).count()).toBe(0)
  })

  it('signs in by choosing it from the list under the e-mail field', async () => {
    const { page, phone } = desk
    await leaveToTheDoor(desk, VIEWER.name)
    expect(await page.getByLabel(say('identity.sign_in.email')).getAttribute('autocomplete')).toBe(
      'username webauthn',
    )
    // The virtual device chooses the moment the list is there, without any press.
    await phone.touch()
    await page.reload()
    await home(desk)
  })

  it('signs in after the sign-in page stood open for longer than a challenge holds', async () => {
    const { phone } = desk
    await leaveToTheDoor(desk, VIEWER.name)
    await enamel.advance({ minutes: 11 })
    await phone.touch()
    await button(desk, say('identity.sign_in.by_passkey')).click()
    await home(desk)
  })

  it('is asked once more where the list under the field had grown old unseen', async () => {
    const { page, phone } = desk
    await leaveToTheDoor(desk, VIEWER.name)
    await page.goto(`${enamel.origin}/health/live`)
    let asked = 0
    await page.route(/\/api\/sign-in\/passkey$/, async (route) => {
      if (route.request().method() === 'GET') {
        asked += 1
        const answer = await route.fetch()
        // As long as the computer slept: the challenge is over when the passkey comes.
        if (asked === 1) await enamel.advance({ minutes: 11 })
        else await phone.rest()
        await route.fulfill({ response: answer })
      } else await route.fallback()
    })
    await phone.touch()
    await page.goto(`${enamel.origin}/sign-in`)
    await page.getByText(say('problem.client.passkey_late')).waitFor()
    await desk.visit.still()
    await page.unrouteAll({ behavior: 'wait' })
    expect(asked).toBe(2)
    await phone.touch()
    await button(desk, say('identity.sign_in.by_passkey')).click()
    await home(desk)
  })

  it('is asked by the button alone where the list under the field is late', async () => {
    const { page, phone, visit } = desk
    await leaveToTheDoor(desk, VIEWER.name)
    const list = await holdBack(page, { method: 'GET', url: /\/api\/sign-in\/passkey$/ })
    await page.reload()
    await list.asked
    const question = page.waitForResponse(/\/api\/sign-in\/passkey$/)
    await button(desk, say('identity.sign_in.by_passkey')).click()
    await question
    list.letThrough()
    await visit.still()
    await page.unrouteAll({ behavior: 'wait' })
    // Still waiting: the list that came after it has not ended the question of the button.
    expect(await page.getByText(say('identity.passkey.asking')).isVisible()).toBe(true)
    await phone.touch()
    await page.reload()
    await home(desk)
  })

  it('is offered the passkey after the password, and the other way that is there', async () => {
    const { page, phone } = desk
    await leaveToTheDoor(desk, VIEWER.name)
    await typeCredentials(desk, VIEWER.email)
    await page.getByRole('heading', { name: say('identity.passkey.title') }).waitFor()
    await button(desk, say('identity.code.another_way')).waitFor()
    // There is no authenticator app.
    expect(await button(desk, say('identity.backup.app_instead')).count()).toBe(0)
    // The password alone opens nothing, also after loading the page anew.
    await page.goto(`${enamel.origin}/profile/security`)
    await page.getByRole('heading', { name: say('identity.passkey.title') }).waitFor()
    await phone.touch()
    await button(desk, say('identity.passkey.act')).click()
    await page.getByRole('heading', { name: say('identity.security.title') }).waitFor()
  })

  it('comes in with a backup code on a day without the device', async () => {
    const elsewhere: At = { page: (await browser.visit()).page, enamel }
    const { page } = elsewhere
    await page.goto(`${enamel.origin}/sign-in`)
    await typeCredentials(elsewhere, VIEWER.email)
    await button(elsewhere, say('identity.code.another_way')).click()
    await page.getByLabel(say('identity.backup.label')).fill(codes[1] ?? '')
    await button(elsewhere, say('identity.code.act')).click()
    await page.getByRole('heading', { name: say('identity.backup.used.title') }).waitFor()
  })

  it('confirms by passkey that it is them, or another way, and nothing happens before', async () => {
    const { page, phone } = desk
    await openSecurity(desk)
    await enamel.advance({ minutes: 11 })
    await phone.rest()
    await button(desk, say('identity.codes.make_new')).click()
    await button(desk, say('identity.codes.make.act')).click()
    const use = dialog(desk).getByRole('button', { name: say('step_up.passkey'), exact: true })
    await use.and(page.locator(':focus')).waitFor()
    await dialog(desk)
      .getByRole('button', { name: say('step_up.other') })
      .click()
    await dialog(desk).getByLabel(say('step_up.password'), { exact: true }).waitFor()
    await dialog(desk).getByLabel(say('step_up.backup_code')).waitFor()
    await dialog(desk)
      .getByRole('button', { name: say('step_up.use_passkey') })
      .click()
    // Somebody else's finger.
    await phone.recognise(false)
    await phone.touch()
    await use.click()
    await dialog(desk).getByText(say('problem.client.passkey_left')).waitFor()
    expect(await page.locator('main ol code').count()).toBe(0)
    await phone.recognise(true)
    await use.click()
    await page.locator('main ol code').first().waitFor()
    codes = await page.locator('main ol code').allInnerTexts()
  })

  it('confirms by password and backup code on a day without the device; the password alone is not enough', async () => {
    const { page } = desk
    await openSecurity(desk)
    await enamel.advance({ minutes: 11 })
    await button(desk, say('identity.codes.make_new')).click()
    await button(desk, say('identity.codes.make.act')).click()
    await dialog(desk)
      .getByRole('button', { name: say('step_up.other') })
      .click()
    await dialog(desk).getByLabel(say('step_up.password'), { exact: true }).fill(PASSWORD)
    await button(desk, say('step_up.confirm')).click()
    await dialog(desk).locator('[aria-invalid=true]').waitFor()
    await dialog(desk)
      .getByLabel(say('step_up.backup_code'))
      .fill(codes[2] ?? '')
    await button(desk, say('step_up.confirm')).click()
    await page.locator('main ol code').first().waitFor()
  })
})

describe('several passkeys', () => {
  let desk: Desk
  let laptop: Desk

  beforeAll(async () => {
    desk = await sitDown(browser, enamel)
    await comeIn(desk, OWNER)
    await openSecurity(desk)
    await desk.phone.touch()
    await button(desk, say('identity.passkeys.add')).click()
    await rows(desk).first().waitFor()
    laptop = await sitDown(browser, enamel, { defaultBackupEligibility: false, defaultBackupState: false })
    await comeInByApp(laptop)
    await openSecurity(laptop)
    await laptop.phone.touch()
    await button(laptop, say('identity.passkeys.add')).click()
    await rows(laptop).nth(1).waitFor()
  })

  it('are each on one device or on several, and have names of their owner’s own', async () => {
    const { page } = laptop
    await rows(laptop).getByText(say('identity.passkeys.one_device')).waitFor()
    await rows(laptop).getByText(say('identity.passkeys.synced')).waitFor()
    await rows(laptop)
      .filter({ hasText: say('identity.passkeys.one_device') })
      .getByRole('button', { name: say('identity.passkeys.rename') })
      .click()
    const name = dialog(laptop).getByLabel(say('identity.passkeys.rename.label'))
    await name.fill('x'.repeat(61))
    await button(laptop, say('identity.passkeys.rename.act')).last().click()
    await dialog(laptop).locator('[aria-invalid=true]').waitFor()
    await name.fill('Laptop <b>of Yaa</b>')
    await dialog(laptop)
      .getByRole('button', { name: say('identity.passkeys.rename.act') })
      .click()
    await rows(laptop).getByText('Laptop <b>of Yaa</b>', { exact: true }).waitFor()
    await page.reload()
    await rows(laptop).getByText('Laptop <b>of Yaa</b>', { exact: true }).waitFor()

    await button(laptop, say('identity.passkeys.rename_named', { name: 'Laptop <b>of Yaa</b>' })).click()
    await dialog(laptop).getByLabel(say('identity.passkeys.rename.label')).fill('')
    await dialog(laptop)
      .getByRole('button', { name: say('identity.passkeys.rename.act') })
      .click()
    await rows(laptop).getByText(say('identity.passkey.nameless'), { exact: true }).nth(1).waitFor()
  })

  it('are removed after a look at what that means; sessions that one opened end, and it opens none', async () => {
    await leaveToTheDoor(laptop, OWNER.name)
    await laptop.phone.touch()
    await button(laptop, say('identity.sign_in.by_passkey')).click()
    await home(laptop)

    await openSecurity(desk)
    await rows(desk)
      .filter({ hasText: say('identity.passkeys.one_device') })
      .getByRole('button', { name: say('identity.passkeys.remove') })
      .click()
    await dialog(desk).getByText(say('identity.passkeys.remove.device')).waitFor()
    await button(desk, say('identity.passkeys.remove.act')).click()
    await desk.page.getByText(say('identity.passkeys.removed', { n: 1 })).waitFor()
    await expect.poll(() => rows(desk).count()).toBe(1)

    await turnTo(laptop)
    await laptop.page.waitForURL(/\/sign-in/)
    await laptop.page.getByText(say('session.ended.passkey_removed')).waitFor()
    await standAtTheDoor(laptop)
    await laptop.phone.touch()
    await button(laptop, say('identity.sign_in.by_passkey')).click()
    await laptop.page.getByText(say('problem.identity.passkey_not_matching')).waitFor()
    expect(laptop.page.url()).toContain('/sign-in')
    // The one that stayed was told of as the only one that counts, so the provider keeps it.
    expect(await desk.phone.passkeys()).toHaveLength(1)
  })

  it('are offered no longer by what kept them, once their person is in another way', async () => {
    const { page, phone } = laptop
    expect(await phone.passkeys()).toHaveLength(1)
    await phone.rest()
    await typeCredentials(laptop, OWNER.email)
    await button(laptop, say('identity.backup.app_instead')).click()
    await typeCode(laptop, OWNER.secret)
    await home(laptop)
    await expect.poll(() => phone.passkeys()).toEqual([])
    expect(page.url()).toBe(`${enamel.origin}/`)
  })

  it('leave the others of the person alone: the one that stays opens the door', async () => {
    await leaveToTheDoor(desk, OWNER.name)
    await desk.phone.touch()
    await button(desk, say('identity.sign_in.by_passkey')).click()
    await home(desk)
  })

  it('leave password and app as they were: three ways in for whoever has set them up', async () => {
    await comeInByApp({ page: (await browser.visit()).page, enamel })
  })

  it('are forgotten by what kept them, once they are removed', async () => {
    await openSecurity(desk)
    await rows(desk)
      .getByRole('button', { name: say('identity.passkeys.remove') })
      .click()
    await button(desk, say('identity.passkeys.remove.act')).click()
    await desk.page.getByText(say('identity.passkeys.none')).waitFor()
    await expect.poll(() => desk.phone.passkeys()).toEqual([])
  })

  it('were told of by mail when they came and when they went', async () => {
    await enamel.advance({ seconds: 1 })
    const clinic = 'Marsh Lane Dental'
    expect(subjects()).toEqual(
      expect.arrayContaining([
        say('mail.passkey_added.subject', { clinic }),
        say('mail.passkey_removed.subject', { clinic }),
      ]),
    )
  })
})
