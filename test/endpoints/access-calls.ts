/** Valid calls of what a clinic asks of a sign-in, and of setting up a second step. */
import { sendEnrolmentCode } from '../../features/enforcement/contract.ts'
import { saveMailServer } from '../../features/mail/contract.ts'
import { dayOf } from '../../pure/days/days.ts'
import type { House } from '../app.ts'
import { buildClinic, confirm, setTwoFactorRule, signIn } from '../builders.ts'
import { startMailServer } from '../mail-server.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

/** A mail server that takes everything, as settings of a clinic. */
const mailSettings = async () => ({
  provider: 'other' as const,
  host: '127.0.0.1',
  port: (await startMailServer()).port,
  security: 'none' as const,
  from: 'enamel@quay.example',
})

/** A nurse whose role is required to have a second step since long ago, at a browser that nobody knows. */
export async function enrollingNurse(house: House) {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  const keeper = await signIn(house, clinic.the('OWNER'))
  await confirm(house, keeper, clinic.the('OWNER'))
  await keeper.must(saveMailServer, { body: { ...(await mailSettings()), revision: 0 } })
  await house.outbox.take('test')
  await setTwoFactorRule(house, clinic.id, 'required')
  return { clinic, nurse: clinic.the('NURSE'), visitor: await signIn(house, clinic.the('NURSE')) }
}

export const ACCESS_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/enforcement': asOwner(),
  'GET /api/enforcement/preview': async ({ house }) => ({
    house,
    visitor: (await freshOwner(house)).visitor,
    sent: {
      query: { level: 'required', roles: 'OWNER,NURSE', from: dayOf(house.clock.now(), 'Europe/London') },
    },
  }),
  'PUT /api/enforcement': asOwner({
    body: { level: 'optional', roles: [], passkeyRoles: [], revision: 1 },
  }),
  'GET /api/enrolment': async ({ house }) => ({
    house,
    visitor: (await enrollingNurse(house)).visitor,
    sent: {},
  }),
  'POST /api/enrolment/mail-code': async ({ house }) => ({
    house,
    visitor: (await enrollingNurse(house)).visitor,
    sent: {},
  }),
  'POST /api/enrolment/vouch': async ({ house }) => {
    const { visitor } = await enrollingNurse(house)
    await visitor.must(sendEnrolmentCode)
    const { values } = await house.outbox.take('enrolment_code')
    return { house, visitor, sent: { body: { way: 'mail', code: values['code'] } } }
  },
}
