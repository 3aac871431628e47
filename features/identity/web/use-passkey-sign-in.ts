/** Signing in with a passkey: by the button, and by choosing one from the list under the e-mail field. */
import { useEffect, useEffectEvent, useState } from 'react'
import { type Act, useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { askForPasskey, passkeysFillIn, type ProvenPasskey, stopAsking } from '../../../web/lib/passkeys.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { getPasskeyChallenge, signInWithPasskey } from '../passkey-contract.ts'
import { rememberRefused } from './refused-passkey.ts'

interface Answered {
  credential: ProvenPasskey
  /** When the challenge came, by the server's clock. */
  askedAt: number
}

/** As long as the server takes an answer to a challenge. */
const CHALLENGE_MS = 10 * 60_000
/** Before that a waiting list is given a new one. */
const RENEW_MS = 8 * 60_000

/** `over`: nobody waits for it any more; what would come then would only end a later question. */
async function ask({
  fillIn,
  over = () => false,
}: {
  fillIn: boolean
  over?: () => boolean
}): Promise<Answered> {
  const { options } = await call(getPasskeyChallenge, {})
  if (over()) throw new ApiProblem('client.passkey_stopped', 0)
  const askedAt = serverNow()
  return { credential: await askForPasskey(options, { fillIn }), askedAt }
}

async function prove({ credential, askedAt }: Answered): Promise<void> {
  await call(signInWithPasskey, { body: { credential } }).catch((refusal: unknown) => {
    if (refusal instanceof ApiProblem && refusal.code === 'identity.passkey_not_matching') {
      // The answer brought the server's time: a computer that slept may not have known how late it was.
      if (serverNow() - askedAt >= CHALLENGE_MS) throw new ApiProblem('client.passkey_late', 0)
      rememberRefused(credential)
    }
    throw refusal
  })
}

/** By a button: asks, proves, and goes on. */
export function usePasskeySignIn(onIn: () => Promise<unknown>): Act<[answered?: Answered]> {
  return useAct(async (answered?: Answered) => {
    await prove(answered ?? (await ask({ fillIn: false })))
    await onIn()
  })
}

/**
 * While `open`, the browser lists passkeys under the field that says `webauthn`; the one chosen goes to `onChosen`.
 * True when this browser does so.
 */
export function usePasskeyList(open: boolean, onChosen: (answered: Answered) => void): boolean {
  const [listed, setListed] = useState(false)
  const [round, setRound] = useState(0)
  const choose = useEffectEvent(onChosen)
  useEffect(() => {
    if (!open) return undefined
    let over = false
    const askedAt = serverNow()
    const renewIfOld = () => {
      if (document.visibilityState === 'visible' && serverNow() - askedAt > RENEW_MS) setRound(round + 1)
    }
    const listen = async () => {
      const can = await passkeysFillIn()
      if (over) return
      setListed(can)
      if (!can) return
      const answered = await ask({ fillIn: true, over: () => over })
      if (!over) choose(answered)
    }
    // Nothing was pressed, so nothing is said; the button is there.
    listen().catch(() => undefined)
    const timer = setInterval(renewIfOld, 30_000)
    document.addEventListener('visibilitychange', renewIfOld)
    return () => {
      over = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', renewIfOld)
      stopAsking()
    }
  }, [open, round])
  return listed
}
