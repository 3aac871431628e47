/** One call of each endpoint that succeeds; a test fails when a route has none. */
import { TOTP } from 'otpauth'
import * as clinics from '../../features/clinics/contract.ts'
import { newSetupLink } from '../../features/clinics/first-run.ts'
import { beginTotp, signInWithPassword } from '../../features/identity/contract.ts'
import { askForLink } from '../../features/recovery/contract.ts'
import { giveGrace } from '../../features/enforcement/protected-contract.ts'
import { listPasskeys } from '../../features/identity/passkey-contract.ts'
import { newRecoveryLink } from '../../features/recovery/service.ts'
import { saveMailServer } from '../../features/mail/contract.ts'
import { listSessions, whoAmI } from '../../features/sessions/contract.ts'
import { listSignedIn } from '../../features/session-rules/contract.ts'
import type { House } from '../app.ts'
import {
  addPasskeyTo,
  buildClinic,
  codeOf,
  confirm,
  PASSWORD,
  type Person,
  setTwoFactorRule,
  signIn,
} from '../builders.ts'
import { FOREIGN_LEAVERS, LEAVER_CALLS } from './leaver-calls.ts'
import { LOCK_CALLS, otherShift } from './lock-calls.ts'
import { startMailServer } from '../mail-server.ts'
import { readable } from '../outbox.ts'
import type { Visitor } from '../visitor.ts'
import { DEVICE_CALLS, FOREIGN_DEVICES } from './device-calls.ts'
import { ACCESS_CALLS } from './access-calls.ts'
import { FOREIGN_LOG, LOG_CALLS } from './log-calls.ts'
import { FILE_CALLS, FOREIGN_FILES } from './file-calls.ts'
import { BEYOND_CALLS } from './beyond-calls.ts'
import { CONCERN_CALLS, FOREIGN_CONCERNS } from './concern-calls.ts'
import { CHOOSE_CALLS } from './choose-calls.ts'
import { FOREIGN_INVITATIONS, INVITE_CALLS } from './invite-calls.ts'
import { FOREIGN_LISTS, LIST_CALLS } from './list-calls.ts'
import { ACTS_CALLS, FOREIGN_ACTS } from './acts-calls.ts'
import { CHECKLIST_CALLS } from './checklist-calls.ts'
import { FOREIGN_KEEPING, KEEPING_CALLS } from './keeping-calls.ts'
import { LAW_CALLS } from './law-calls.ts'
import { FOREIGN_KNOWN, KNOW_CALLS } from './know-calls.ts'
import { PASSKEY_CALLS } from './passkey-calls.ts'
import { REMINDER_CALLS } from './reminder-calls.ts'
import { FOREIGN_PROOF, PROOF_CALLS } from './proof-calls.ts'
import { FOREIGN_REVIEWS, REVIEW_CALLS } from './review-calls.ts'
import { FOREIGN_ROSTER, ROSTER_CALLS } from './roster-calls.ts'
import { FOREIGN_SETUP, SETUP_CALLS } from './setup-calls.ts'
import { asOwner, codesOf, freshOwner, halfSession, type Preparation, type Scene } from './scene.ts'

export { freshOwner, halfSession }
export { LEAVES_AN_EVENT, LEAVES_NO_EVENT } from './left-events.ts'

/** An Owner, confirmed just now, and a nurse who is signed in too. */
async function ownerAndNurse(house: House) {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  const nurse = clinic.the('NURSE')
  const visitor = await signIn(house, clinic.the('OWNER'))
  await signIn(house, nurse)
  await confirm(house, visitor, clinic.the('OWNER'))
  const { sessions } = await visitor.must(listSignedIn)
  return { visitor, nurse, sessionId: sessions.find(({ mine }) => !mine)?.id }
}

const BECAUSE = { reason: 'Her phone fell into the water' }

/** An Owner, confirmed just now, and a nurse of the same clinic. */
function onNurse(wish: { totp?: boolean; rule?: boolean; body?: Record<string, unknown> }): Preparation {
  return async ({ house }) => {
    const { totp = false, rule = false, body } = wish
    const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'], totp })
    const owner = clinic.the('OWNER')
    const visitor = await signIn(house, owner)
    await confirm(house, visitor, owner)
    if (rule) {
      await addPasskeyTo(house, visitor)
      await setTwoFactorRule(house, clinic.id, 'required')
    }
    return { house, visitor, sent: { params: { personId: clinic.the('NURSE').id }, ...(body && { body }) } }
  }
}

async function firstRun({ empty }: Scene, upTo: 'link' | 'clinic' | 'owner'): Promise<Visitor> {
  const visitor = empty.visitor()
  await visitor.must(clinics.openSetup, { body: { token: await setupToken(empty) } })
  if (upTo !== 'link') await visitor.must(clinics.nameClinic, { body: CLINIC })
  if (upTo === 'owner') await visitor.must(clinics.nameOwner, { body: OWNER })
  return visitor
}

const setupToken = async (empty: House) => (await newSetupLink(empty.system()))?.split('#')[1] ?? ''

/** Of a new Owner who lost everything. */
async function recoveryToken(house: House): Promise<string> {
  const { email } = (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER')
  const made = await newRecoveryLink(house.system(), email)
  await house.outbox.take('owner_recovery_link', email)
  return made?.link.split('#')[1] ?? ''
}

/** The link of a notice, as the mail of a new browser has it. */
export async function noticeToken(house: House, person?: Person): Promise<string> {
  const who = person ?? (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER')
  await house.visitor().must(signInWithPassword, { body: { email: who.email, password: who.password } })
  await house.settle()
  const text = readable(house.outbox.read(await house.outbox.take('new_device', who.email)))
  return /\/not-me#([\w-]+)/.exec(text)?.[1] ?? ''
}

/** A link for a new password, as the mail has it. */
export async function forgotToken(house: House, email?: string): Promise<string> {
  const address = email ?? (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER').email
  await house.visitor().must(askForLink, { body: { email: address } })
  await house.settle()
  const text = readable(house.outbox.read(await house.outbox.take('password_forgot', address)))
  return /\/forgot#([\w-]+)/.exec(text)?.[1] ?? ''
}

const CLINIC = { name: 'Quay Dental', country: 'NG', zone: 'Africa/Lagos', locale: 'en-NG' }
const OWNER = { name: 'Ngozi Quay', email: 'ngozi@quay.example' }

/** A mail server that takes everything, as settings of a clinic. */
const mailSettings = async () => ({
  provider: 'other' as const,
  host: '127.0.0.1',
  port: (await startMailServer()).port,
  security: 'none' as const,
  from: 'enamel@quay.example',
})

export const VALID_CALLS: Readonly<Record<string, Preparation>> = {
  ...ACCESS_CALLS,
  ...CHOOSE_CALLS,
  ...LEAVER_CALLS,
  ...INVITE_CALLS,
  ...LIST_CALLS,
  ...ACTS_CALLS,
  ...CHECKLIST_CALLS,
  ...FILE_CALLS,
  ...KEEPING_CALLS,
  ...LAW_CALLS,
  ...CONCERN_CALLS,
  ...BEYOND_CALLS,
  ...KNOW_CALLS,
  ...PROOF_CALLS,
  'GET /api/setup': async ({ empty }) => ({ house: empty, visitor: empty.visitor(), sent: {} }),
  'POST /api/setup/open': async ({ empty }) => ({
    house: empty,
    visitor: empty.visitor(),
    sent: { body: { token: await setupToken(empty) } },
  }),
  'PUT /api/setup/clinic': async (scene) => ({
    house: scene.empty,
    visitor: await firstRun(scene, 'link'),
    sent: { body: CLINIC },
  }),
  'PUT /api/setup/owner': async (scene) => ({
    house: scene.empty,
    visitor: await firstRun(scene, 'clinic'),
    sent: { body: OWNER },
  }),
  'POST /api/setup/password': async (scene) => ({
    house: scene.empty,
    visitor: await firstRun(scene, 'owner'),
    sent: { body: { password: PASSWORD } },
  }),

  'GET /api/installation/reach': asOwner(),

  'GET /api/session': asOwner(),
  'POST /api/session/sign-out': asOwner(),
  'POST /api/session/activity': asOwner(),
  'GET /api/sessions': asOwner(),
  ...LOCK_CALLS,
  ...DEVICE_CALLS,
  'DELETE /api/sessions/:sessionId': async ({ house }) => {
    const { owner, visitor } = await freshOwner(house)
    await signIn(house, owner)
    const { sessions } = await visitor.must(listSessions)
    return { house, visitor, sent: { params: { sessionId: sessions.find(({ current }) => !current)?.id } } }
  },
  'POST /api/sessions/end': asOwner({ body: { which: 'others' } }),

  'POST /api/sign-in/password': async ({ house }) => {
    const owner = (await buildClinic(house, { roles: ['OWNER'], totp: true })).the('OWNER')
    return {
      house,
      visitor: house.visitor(),
      sent: { body: { email: owner.email, password: owner.password } },
    }
  },
  'POST /api/sign-in/code': async ({ house }) => {
    const { person, visitor } = await halfSession(house)
    return { house, visitor, sent: { body: { code: codeOf(house, person) } } }
  },
  'POST /api/sign-in/backup-code': async ({ house }) => {
    const { owner, visitor } = await freshOwner(house, true)
    const code = await codesOf(house, visitor)
    const half = house.visitor()
    await half.must(signInWithPassword, { body: { email: owner.email, password: owner.password } })
    return { house, visitor: half, sent: { body: { code } } }
  },
  'POST /api/recovery/open': async ({ house }) => ({
    house,
    visitor: house.visitor(),
    sent: { body: { token: await recoveryToken(house) } },
  }),
  'POST /api/recovery/finish': async ({ house }) => ({
    house,
    visitor: house.visitor(),
    sent: { body: { token: await recoveryToken(house), password: 'seven brisk kettles hum' } },
  }),
  'POST /api/not-me/open': async ({ house }) => ({
    house,
    visitor: house.visitor(),
    sent: { body: { token: await noticeToken(house) } },
  }),
  'POST /api/not-me/finish': async ({ house }) => ({
    house,
    visitor: house.visitor(),
    sent: { body: { token: await noticeToken(house) } },
  }),
  'POST /api/profile/not-me': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    const { sessions } = await visitor.must(listSessions)
    return { house, visitor, sent: { body: { sessionId: sessions[0]?.id ?? '' } } }
  },
  'GET /api/forgot': async ({ house }) => ({ house, visitor: house.visitor(), sent: {} }),
  'POST /api/forgot': async ({ house }) => ({
    house,
    visitor: house.visitor(),
    sent: { body: { email: (await buildClinic(house, { roles: ['OWNER'] })).the('OWNER').email } },
  }),
  'POST /api/forgot/open': async ({ house }) => ({
    house,
    visitor: house.visitor(),
    sent: { body: { token: await forgotToken(house) } },
  }),
  'POST /api/forgot/finish': async ({ house }) => ({
    house,
    visitor: house.visitor(),
    sent: { body: { token: await forgotToken(house), password: 'seven brisk kettles hum' } },
  }),
  'POST /api/confirm': asOwner({ body: { password: PASSWORD } }),
  'GET /api/profile/security': asOwner(),
  'POST /api/profile/password': asOwner({ body: { password: 'seven brisk kettles hum' } }),
  'POST /api/profile/totp/begin': asOwner(),
  'POST /api/profile/totp/confirm': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    const { challengeId, secret } = await visitor.must(beginTotp)
    const code = new TOTP({ secret, algorithm: 'SHA1' }).generate({ timestamp: house.clock.now().getTime() })
    return { house, visitor, sent: { body: { challengeId, code } } }
  },
  'DELETE /api/profile/totp': asOwner({}, true),
  'POST /api/profile/backup-codes': asOwner({}, true),
  'POST /api/profile/backup-codes/confirm': async ({ house }) => {
    const { visitor } = await freshOwner(house, true)
    return { house, visitor, sent: { body: { code: await codesOf(house, visitor) } } }
  },

  ...PASSKEY_CALLS,

  'GET /api/security/password-rules': asOwner(),
  'PUT /api/security/password-rules': asOwner({
    body: {
      minLength: 18,
      classes: { mixedCase: false, digit: false, symbol: false },
      history: 7,
      rangeService: false,
      revision: 1,
    },
  }),
  'GET /api/profile/password-statement': asOwner(),
  'PUT /api/profile/password-statement': asOwner(),
  'DELETE /api/profile/password-statement': asOwner(),

  'GET /api/mail/server': asOwner(),
  'POST /api/mail/server/test': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    await visitor.must(saveMailServer, { body: { ...(await mailSettings()), revision: 0 } })
    await house.outbox.take('test')
    return { house, visitor, sent: {} }
  },
  'PUT /api/mail/server': async (scene) =>
    asOwner({ body: { ...(await mailSettings()), revision: 0 } })(scene),
  'DELETE /api/mail/server': async ({ house }) => {
    const { visitor } = await freshOwner(house)
    await visitor.must(saveMailServer, { body: { ...(await mailSettings()), revision: 0 } })
    await house.outbox.take('test')
    return { house, visitor, sent: {} }
  },
  'GET /api/mail/mine': asOwner(),

  'GET /api/protected': asOwner(),
  'GET /api/protected.csv': asOwner(),
  'POST /api/protected/:personId/grace': onNurse({ rule: true, body: BECAUSE }),
  'DELETE /api/protected/:personId/grace': async (scene) => {
    const prepared = await onNurse({ rule: true })(scene)
    const { personId } = prepared.sent.params as { personId: string }
    await prepared.visitor.must(giveGrace, { params: { personId }, body: BECAUSE })
    await scene.house.outbox.takeAll()
    return prepared
  },
  'PUT /api/protected/:personId/leave': onNurse({ body: { until: null } }),
  'POST /api/protected/:personId/reset': onNurse({ totp: true, body: BECAUSE }),
  'POST /api/protected/:personId/enrolment': onNurse({}),
  'POST /api/protected/:personId/password-link': onNurse({ body: BECAUSE }),
  'GET /api/security/session-rules': asOwner(),
  'PUT /api/security/session-rules': asOwner({
    body: { idleMinutes: 20, sharedIdleMinutes: 10, ownIdleMinutes: null, absoluteHours: 10, revision: 1 },
  }),
  'GET /api/security/sessions': asOwner(),
  'GET /api/staff/colleagues': asOwner(),
  ...ROSTER_CALLS,
  ...SETUP_CALLS,
  'DELETE /api/security/sessions/:sessionId': async ({ house }) => {
    const { visitor, sessionId } = await ownerAndNurse(house)
    return { house, visitor, sent: { params: { sessionId } } }
  },
  'POST /api/security/sessions/end': async ({ house }) => {
    const { visitor, nurse } = await ownerAndNurse(house)
    return { house, visitor, sent: { body: { personId: nurse.id } } }
  },
  'GET /api/security/networks': asOwner(),
  'PUT /api/security/networks': asOwner({
    body: {
      on: true,
      networks: [{ network: '203.0.113.0/24', note: 'Practice' }],
      ownersPass: true,
      revision: 1,
    },
  }),

  ...LOG_CALLS,
  ...REMINDER_CALLS,
  ...REVIEW_CALLS,
}

/** Ids in addresses: what of another clinic's to put there. A test fails when a route's id has no entry. */
export const FOREIGN_IDS: Readonly<
  Record<string, (of: Visitor, house: House) => Promise<Record<string, unknown>>>
> = {
  ...FOREIGN_LEAVERS,
  ...FOREIGN_PROOF,
  ...FOREIGN_LOG,
  'GET /api/shared-computers/:computerId/shift': otherShift,
  'DELETE /api/shared-computers/:computerId/shift': otherShift,
  'DELETE /api/shared-computers/:computerId/shift/:personId': otherShift,
  'PATCH /api/profile/passkeys/:passkeyId': passkeyOf,
  'DELETE /api/profile/passkeys/:passkeyId': passkeyOf,
  ...FOREIGN_ROSTER,
  ...FOREIGN_SETUP,
  'POST /api/protected/:personId/grace': personOf,
  'DELETE /api/protected/:personId/grace': personOf,
  'PUT /api/protected/:personId/leave': personOf,
  'POST /api/protected/:personId/reset': personOf,
  'POST /api/protected/:personId/enrolment': personOf,
  'POST /api/protected/:personId/password-link': personOf,
  'DELETE /api/sessions/:sessionId': async (stranger) => ({
    sessionId: (await stranger.must(listSessions)).sessions[0]?.id,
  }),
  'DELETE /api/security/sessions/:sessionId': async (stranger) => ({
    sessionId: (await stranger.must(listSessions)).sessions[0]?.id,
  }),
  ...FOREIGN_DEVICES,
  ...FOREIGN_LISTS,
  ...FOREIGN_ACTS,
  ...FOREIGN_KNOWN,
  ...FOREIGN_FILES,
  ...FOREIGN_CONCERNS,
  ...FOREIGN_KEEPING,
  ...FOREIGN_REVIEWS,
  ...FOREIGN_INVITATIONS,
}

async function personOf(stranger: Visitor) {
  return { personId: (await stranger.must(whoAmI)).person?.id }
}

async function passkeyOf(stranger: Visitor, house: House) {
  await addPasskeyTo(house, stranger)
  return { passkeyId: (await stranger.must(listPasskeys)).passkeys[0]?.id }
}
