/** Passkeys, as far as the browser has a part in them: it is asked for one, it makes one, its providers are told. */
import {
  type AuthenticationResponseJSON,
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  sendSignal,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser'
import { ApiProblem } from './api-problem.ts'
import type { Session } from './session.ts'

/** What extensions gave is left out: none is asked for. */
type Plain<T> = Omit<T, 'clientExtensionResults'> & { clientExtensionResults: Record<string, never> }
export type ProvenPasskey = Plain<AuthenticationResponseJSON>
export type MadePasskey = Plain<RegistrationResponseJSON>

/** Whether passkeys can be used here: not in a browser without them, nor where a number stands for a name. */
export function passkeysWork({ reachedAs }: Pick<Session, 'reachedAs'>): boolean {
  // A relying party is a domain; an address of digits is none (WebAuthn L3 §5.1.4.1, effective domain).
  return reachedAs !== 'number' && browserSupportsWebAuthn()
}

/** Whether the browser lists passkeys under a field (WebAuthn L3 §5.1.4, conditional mediation). */
export function passkeysFillIn(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill().catch(() => false)
}

/**
 * Asks for a passkey: with the browser's window, or by waiting until one is chosen from the list under a field. A
 * second request ends the first. Throws ApiProblem `client.passkey_…` when there will be none.
 */
export async function askForPasskey(
  options: PublicKeyCredentialRequestOptionsJSON,
  { fillIn = false } = {},
): Promise<ProvenPasskey> {
  try {
    const proven = await startAuthentication({
      optionsJSON: options,
      useBrowserAutofill: fillIn,
      verifyBrowserAutofillInput: false,
    })
    return { ...proven, clientExtensionResults: {} }
  } catch (error) {
    throw problemOf(error, 'client.passkey_left')
  }
}

/** Asks the browser to make a passkey. Throws ApiProblem `client.passkey_…` when there will be none. */
export async function makePasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<MadePasskey> {
  try {
    const made = await startRegistration({ optionsJSON: options })
    return { ...made, clientExtensionResults: {} }
  } catch (error) {
    throw problemOf(error, 'client.passkey_not_made')
  }
}

/** What TypeScript's library does not know yet (WebAuthn L3 §5.1.7, getClientCapabilities). */
interface Capable {
  getClientCapabilities?: () => Promise<Record<string, boolean | undefined>>
}

/** Whether the browser makes a passkey of itself after a password sign-in (WebAuthn L3 §5.8.8, conditionalCreate). */
export async function makesPasskeysItself(): Promise<boolean> {
  if (!browserSupportsWebAuthn()) return false
  const asked = (PublicKeyCredential as unknown as Capable).getClientCapabilities?.()
  const capabilities = await asked?.catch(() => undefined)
  return capabilities?.['conditionalCreate'] === true
}

/** Lets it do so: no window opens and nobody is asked. Undefined when it did not, which is nobody's concern. */
export async function letPasskeyBeMade(
  options: PublicKeyCredentialCreationOptionsJSON,
): Promise<MadePasskey | undefined> {
  const made = await startRegistration({ optionsJSON: options, useAutoRegister: true }).catch(() => undefined)
  return made && { ...made, clientExtensionResults: {} }
}

/** Nobody waits for a passkey any more. */
export function stopAsking(): void {
  WebAuthnAbortService.cancelCeremony()
}

/** Tells the browser's providers that the server knows no such passkey, so that it is not offered again. */
export function signalUnknown(rpId: string, credentialId: string): void {
  ignore(sendSignal({ signalName: 'unknownCredential', rpID: rpId, credentialID: credentialId }))
}

/**
 * Tells them which passkeys of a person count. The list has to be complete: one that is left out may be deleted
 * for good (WebAuthn L3 §5.1.10.3).
 */
export function signalAccepted(rpId: string, userHandle: string, credentialIds: readonly string[]): void {
  ignore(
    sendSignal({
      signalName: 'allAcceptedCredentials',
      rpID: rpId,
      userID: userHandle,
      allAcceptedCredentialIDs: [...credentialIds],
    }),
  )
}

/** Tells them what the person is called now: only while fully signed in (WebAuthn L3 §5.1.10.4). */
export function signalDetails(
  rpId: string,
  userHandle: string,
  { name, address }: { name: string; address: string },
): void {
  ignore(
    sendSignal({
      signalName: 'currentUserDetails',
      rpID: rpId,
      userID: userHandle,
      userName: address,
      userDisplayName: name,
    }),
  )
}

/** A courtesy that not every browser has. */
function ignore(signal: Promise<unknown>): void {
  signal.catch(() => undefined)
}

/** By the names of WebAuthn L3 §5.1.3 and §5.1.4; a browser says NotAllowedError for most, so as not to give away what it has. */
function problemOf(error: unknown, left: string): ApiProblem {
  // The library wraps some; the browser's own error is its cause.
  const { cause } = error as { cause?: unknown }
  const name = cause instanceof Error ? cause.name : error instanceof Error ? error.name : ''
  switch (name) {
    case 'AbortError':
      return new ApiProblem('client.passkey_stopped', 0)
    case 'NotAllowedError':
      return new ApiProblem(left, 0)
    case 'InvalidStateError':
      return new ApiProblem('client.passkey_here_already', 0)
    case 'ConstraintError':
    case 'NotSupportedError':
      return new ApiProblem('client.passkey_unfit', 0)
    case 'SecurityError':
      return new ApiProblem('client.passkey_elsewhere', 0, { values: { host: window.location.host } })
    default:
      return new ApiProblem('client.passkey_fault', 0)
  }
}
