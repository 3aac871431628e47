/**
 * Fifty at the same instant with one thing that works once: exactly one has it. Each row of RACES makes a new thing and
 * gives the fifty tries; another thing of its kind is another row.
 */
import { afterEach, expect, it } from 'vitest'
import {
  makeBackupCodes,
  signInWithBackupCode,
  signInWithCode,
  signInWithPassword,
} from '../features/identity/contract.ts'
import { getPasskeyChallenge, signInWithPasskey } from '../features/identity/passkey-contract.ts'
import { whoAmI } from '../features/sessions/contract.ts'
import { type House, startTestApp } from './app.ts'
import { answerWith } from './authenticator.ts'
import { addPasskeyTo, buildClinic, codeOf, confirm, type Person, signIn } from './builders.ts'
import { forgotToken, noticeToken } from './endpoints/valid-calls.ts'
import { finishForgot, finishNotMe } from '../features/recovery/contract.ts'
import type { Visitor } from './visitor.ts'

const TRIES = 50
const house = await startTestApp({ apart: true })
afterEach(() => house.outbox.takeAll())

type Try = () => Promise<{ status: number; code: string | undefined }>
interface Race {
  what: string
  /** What the losers are told. */
  refused: readonly string[]
  tries(at: House): Promise<Try[]>
}

const somebody = async (at: House, totp: boolean): Promise<Person> =>
  (await buildClinic(at, { roles: ['OWNER'], totp })).the('OWNER')

/** Browsers whose password was right: each waits for its second step. */
async function halves(at: House, who: Person): Promise<Visitor[]> {
  const made: Visitor[] = []
  for (let n = 0; n < TRIES; n++) {
    const visitor = at.visitor()
    await visitor.must(signInWithPassword, { body: { email: who.email, password: who.password } })
    made.push(visitor)
  }
  return made
}
const again = (make: (n: number) => Try): Try[] => Array.from({ length: TRIES }, (_, n) => make(n))

const RACES: readonly Race[] = [
  {
    what: 'step of an authenticator app',
    refused: ['identity.code_used', 'identity.slowed', 'identity.start_again'],
    async tries(at) {
      const who = await somebody(at, true)
      const visitors = await halves(at, who)
      at.clock.advance({ seconds: 30 })
      const code = codeOf(at, who)
      return visitors.map((visitor) => () => visitor.call(signInWithCode, { body: { code } }))
    },
  },
  {
    what: 'backup code',
    refused: ['identity.code_used', 'identity.slowed', 'identity.start_again'],
    async tries(at) {
      const who = await somebody(at, true)
      const own = await signIn(at, who)
      await confirm(at, own, who)
      const { codes } = await own.must(makeBackupCodes)
      const visitors = await halves(at, who)
      return visitors.map(
        (visitor) => () => visitor.call(signInWithBackupCode, { body: { code: codes[0] ?? '' } }),
      )
    },
  },
  {
    what: 'challenge of a passkey',
    refused: ['identity.passkey_not_matching'],
    async tries(at) {
      const who = await somebody(at, true)
      const own = await signIn(at, who)
      await confirm(at, own, who)
      const passkey = await addPasskeyTo(at, own)
      const { options } = await at.visitor().must(getPasskeyChallenge)
      const credential = answerWith(passkey, options, {})
      return again(() => () => at.visitor().call(signInWithPasskey, { body: { credential } }))
    },
  },
  {
    what: 'link for a new password',
    refused: ['identity.forgot_link_over'],
    async tries(at) {
      const token = await forgotToken(at)
      return again(
        (n) => () =>
          at.visitor().call(finishForgot, { body: { token, password: `seven brisk kettles ${n}` } }),
      )
    },
  },
  {
    what: 'link of a notice',
    refused: ['identity.not_me_over'],
    async tries(at) {
      const token = await noticeToken(at)
      return again(() => () => at.visitor().call(finishNotMe, { body: { token } }))
    },
  },
]

it.each(RACES)(
  'fifty at the same instant with one $what: one of them has it',
  async ({ what, refused, tries }) => {
    const made = await tries(house)
    const replies = await Promise.all(made.map((one) => one()))
    const counted = Map.groupBy(replies, ({ status, code }) =>
      status === 200 ? 'ok' : (code ?? String(status)),
    )
    const figures = [...counted].map(([answer, all]) => `${all.length} ${answer}`).join(', ')
    process.stdout.write(`${what}: ${figures}\n`)
    expect(replies).toHaveLength(TRIES)
    expect(counted.get('ok')).toHaveLength(1)
    expect([...counted.keys()].filter((answer) => answer !== 'ok' && !refused.includes(answer))).toEqual([])
  },
)

it('whoever lost a race is signed in nowhere', async () => {
  const made = await RACES[0]?.tries(house)
  const who = house.visitor()
  await Promise.all((made ?? []).map((one) => one()))
  expect((await who.must(whoAmI)).state).toBe('none')
  const rows = await house.database.ask<{ n: number }>(
    'admin',
    `SELECT count(*)::integer AS n FROM session WHERE state = 'full' AND person_id = (SELECT person_id FROM session ORDER BY started_at DESC LIMIT 1)`,
  )
  expect(rows[0]?.n).toBe(1)
})
