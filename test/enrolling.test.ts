/** What somebody reaches who has to set up a second step first: of all endpoints, these and no others. */
import { expect, it } from 'vitest'
import { startTestApp } from './app.ts'
import { nameOf, routes } from './endpoints/routes.ts'
import { enrollingNurse } from './endpoints/access-calls.ts'
import { requestOf } from './visitor.ts'

const house = await startTestApp({ apart: true })

/** Open to everybody, and so to them; or to whoever has the link, whatever their session is. */
const PUBLIC = routes
  .filter(({ access }) => access.who === 'public' || access.who === 'link')
  .map(({ endpoint }) => nameOf(endpoint))

const LOCK = 'POST /api/shared-computer/lock'

const REACHED = [
  LOCK,
  // Who they are, and that they are there.
  'POST /api/session/activity',
  // Going to another clinic of theirs, which asks what it asks (decision 086).
  'GET /api/session/clinics',
  'POST /api/session/clinic',
  // Whether their devices can keep a passkey, and how long this sign-in took.
  'GET /api/profile/passkey-devices',
  'PUT /api/profile/passkey-devices',
  'POST /api/sign-in-times',
  // Proving that it is them: by the password again, and by one thing more.
  'POST /api/confirm',
  'GET /api/confirm/passkey',
  'POST /api/confirm/passkey',
  'GET /api/enrolment',
  'POST /api/enrolment/mail-code',
  'POST /api/enrolment/vouch',
  // Setting up: each asks for that one thing more (vouching.privilege.test.ts).
  'GET /api/profile/security',
  'POST /api/profile/password',
  'POST /api/profile/totp/begin',
  'POST /api/profile/totp/confirm',
  'DELETE /api/profile/totp',
  'POST /api/profile/backup-codes',
  'POST /api/profile/backup-codes/confirm',
  'GET /api/profile/passkeys',
  'POST /api/profile/passkeys/begin',
  'POST /api/profile/passkeys',
  'PATCH /api/profile/passkeys/:passkeyId',
  'DELETE /api/profile/passkeys/:passkeyId',
]

it('nothing else answers a session that is open for setting up a second step', async () => {
  const { visitor } = await enrollingNurse(house)
  const reached: string[] = []
  let asked = 0
  // What ends the session comes last.
  const inOrder = routes.toSorted(
    (a, b) => Number(nameOf(a.endpoint) === LOCK) - Number(nameOf(b.endpoint) === LOCK),
  )
  for (const { endpoint } of inOrder) {
    if (PUBLIC.includes(nameOf(endpoint))) continue
    const params = Object.fromEntries(
      Object.keys(endpoint.params?.shape ?? {}).map((name) => [
        name,
        name.endsWith('Id') ? '0195a000-0000-7000-8000-000000000000' : 1,
      ]),
    )
    const reply = await visitor.send({
      ...requestOf(endpoint, { params, ...(endpoint.body && { body: {} }) }),
      remoteAddress: `10.${(++asked >> 8) & 255}.${asked & 255}.1`,
    })
    // Kept out: the wrong kind of session, before anything else is looked at.
    if (reply.code === 'request.not_allowed') expect(reply.status).toBe(403)
    else reached.push(nameOf(endpoint))
  }
  expect(reached.toSorted()).toEqual(REACHED.toSorted())
  await house.outbox.takeAll()
})
