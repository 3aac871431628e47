/** Asking for a passkey as long as the part of the page that asks is there: a challenge that comes later opens no window. */
import { useEffect, useRef } from 'react'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { ApiProblem } from './api-problem.ts'
import { askForPasskey, type ProvenPasskey, stopAsking } from './passkeys.ts'

/** Takes a challenge under way. Throws as `askForPasskey` does; `client.passkey_stopped` when nobody is there any more. */
export function useAskWhileHere(): (
  challenge: Promise<{ options: PublicKeyCredentialRequestOptionsJSON }>,
) => Promise<ProvenPasskey> {
  const here = useRef(false)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
      stopAsking()
    }
  }, [])
  return async (challenge) => {
    const { options } = await challenge
    if (!here.current) throw new ApiProblem('client.passkey_stopped', 0)
    return askForPasskey(options)
  }
}
