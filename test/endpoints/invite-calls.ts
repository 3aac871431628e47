/** Calls of invitations and of joining that succeed, and ids of another clinic's. */
import { getPasskeyChallenge } from '../../features/identity/passkey-contract.ts'
import type { Sent } from '../../pure/contract/endpoint.ts'
import { invite } from '../../features/staff/invitations-contract.ts'
import { beginJoinPasskey } from '../../features/staff/join-contract.ts'
import { type House, startTestApp } from '../app.ts'
import { answerWith, makePasskey } from '../authenticator.ts'
import { addPasskeyTo, buildClinic, confirm, PASSWORD, signIn } from '../builders.ts'
import { readable } from '../outbox.ts'
import type { Visitor } from '../visitor.ts'
import { asOwner, freshOwner, type Preparation } from './scene.ts'

let invited = 0
const somebody = () => ({
  name: 'Tara Quay',
  address: `tara.${++invited}@quay.example`,
  role: 'NURSE' as const,
})

/** An invitation by this visitor, and the token that its mail brought. */
export async function invitationOf(
  house: House,
  visitor: Visitor,
  body: Sent<typeof invite>['body'] = somebody(),
) {
  const made = await visitor.must(invite, { body })
  await house.settle()
  const { address } = body
  return { ...made, token: await tokenTo(house, address), address }
}

export async function tokenTo(house: House, address: string): Promise<string> {
  const text = readable(house.outbox.read(await house.outbox.take('invitation', address)))
  return /\/join#([\w-]+)/.exec(text)?.[1] ?? ''
}

/** What was taken from the outbox once: everything that joining mails. */
const afterwards = async (house: House) => {
  await house.settle()
  await house.outbox.takeAll()
}

const onWaiting =
  (): Preparation =>
  async ({ house }) => {
    const { visitor } = await freshOwner(house)
    const { invitationId } = await invitationOf(house, visitor)
    house.clock.advance({ minutes: 3 })
    return { house, visitor, sent: { params: { invitationId }, body: { revision: 1 } } }
  }

const joining =
  (body: (token: string) => object): Preparation =>
  async ({ house }) => {
    const { visitor } = await freshOwner(house)
    const { token } = await invitationOf(house, visitor)
    await afterwards(house)
    return { house, visitor: house.visitor(), sent: { body: { token, ...body(token) } } }
  }

/** Somebody of another clinic who is invited, and what proves them there. */
async function known(house: House) {
  const clinic = await buildClinic(house, { roles: ['OWNER'] })
  const person = clinic.the('OWNER')
  const theirs = await signIn(house, person)
  await confirm(house, theirs, person)
  const { visitor } = await freshOwner(house)
  const wish = { name: 'Tara Quay', address: person.email, role: 'DENTIST' as const }
  const { token } = await invitationOf(house, visitor, wish)
  return { theirs, token }
}

const TABLE = Buffer.from('Name,E-mail,Role\nTara Quay,tara@table.example,Nurse\n').toString('base64')

export const INVITE_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/staff/invitations': asOwner(),
  'POST /api/staff/invitations': (scene) => asOwner({ body: somebody() })(scene),
  'POST /api/staff/invitations/:invitationId/again': onWaiting(),
  'POST /api/staff/invitations/:invitationId/link': async () => {
    // Only where one clinic lives.
    const alone = await startTestApp({ apart: true })
    const { visitor } = await freshOwner(alone)
    const { invitationId } = await invitationOf(alone, visitor)
    return { house: alone, visitor, sent: { params: { invitationId }, body: { revision: 1 } } }
  },
  'POST /api/staff/invitations/:invitationId/cancel': onWaiting(),
  'POST /api/staff/invitations/table/look': asOwner({ body: { table: TABLE } }),
  'POST /api/staff/invitations/table': asOwner({ body: { table: TABLE, rows: 1 } }),
  'GET /api/staff/invitations/template.csv': asOwner(),
  'POST /api/join/open': joining(() => ({})),
  'POST /api/join/new/password': joining(() => ({ name: 'Tara Quay', password: PASSWORD })),
  'POST /api/join/new/passkey/begin': joining(() => ({ name: 'Tara Quay' })),
  'POST /api/join/new/passkey': async (scene) => {
    const prepared = await joining(() => ({ name: 'Tara Quay' }))(scene)
    const { house, visitor, sent } = prepared
    const { options } = await visitor.must(beginJoinPasskey, { body: { token: '', name: '', ...sent.body } })
    const { credential } = makePasskey(options, house.origin)
    return { house, visitor, sent: { body: { ...sent.body, credential } } }
  },
  'POST /api/join/known': async ({ house }) => {
    const { token } = await known(house)
    return { house, visitor: house.visitor(), sent: { body: { token, password: PASSWORD } } }
  },
  'POST /api/join/known/passkey': async ({ house }) => {
    const { theirs, token } = await known(house)
    const passkey = await addPasskeyTo(house, theirs)
    const visitor = house.visitor()
    const { options } = await visitor.must(getPasskeyChallenge)
    return { house, visitor, sent: { body: { token, credential: answerWith(passkey, options) } } }
  },
}

/** One that another clinic sent. */
async function invitationOfStranger(stranger: Visitor, house: House) {
  const { invitationId } = await invitationOf(house, stranger)
  return { invitationId }
}

export const FOREIGN_INVITATIONS: Readonly<
  Record<string, (of: Visitor, house: House) => Promise<Record<string, unknown>>>
> = {
  'POST /api/staff/invitations/:invitationId/again': invitationOfStranger,
  'POST /api/staff/invitations/:invitationId/link': invitationOfStranger,
  'POST /api/staff/invitations/:invitationId/cancel': invitationOfStranger,
}

/** Unsafe calls that leave none, each with the reason. */
export const INVITE_WITHOUT_EVENT: Readonly<Record<string, string>> = {
  'POST /api/staff/invitations/table/look':
    'it says what a table would do and does nothing; inviting is the event',
  'POST /api/join/open': 'it says whom the link is for and does nothing; joining is the event',
  'POST /api/join/new/passkey/begin': 'a question proves nobody; the passkey that answers it is the event',
}
