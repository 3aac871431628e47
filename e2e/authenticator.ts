/** Chromium's virtual authenticator: the phone or laptop that keeps a person's passkeys, with a finger that obeys. */
import type { Visit } from './browser.ts'

/** Of the DevTools protocol, WebAuthn.VirtualAuthenticatorOptions. */
export interface DeviceOptions {
  /** `usb`: a security key that is carried about; at a shared computer no passkey is made in the computer itself. */
  transport?: 'internal' | 'usb'
  /** Can it check a finger, a face or a PIN, and is that the right one. */
  hasUserVerification?: boolean
  isUserVerified?: boolean
  /** Are its passkeys kept in an account, and so on other devices too. */
  defaultBackupEligibility?: boolean
  defaultBackupState?: boolean
}

export interface Authenticator {
  /** From now on whoever is asked touches it at once; a list under a field is chosen from at once too. */
  touch(): Promise<void>
  /** From now on nobody touches it: what asks, waits. */
  rest(): Promise<void>
  /** Whether the finger, face or PIN is the right one. */
  recognise(right: boolean): Promise<void>
  /** Bytes in base64. */
  passkeys(): Promise<{ isResidentCredential: boolean; rpId?: string; userHandle?: string }[]>
  /** The device leaves the table. */
  takeAway(): Promise<void>
}

/** A device that keeps passkeys and knows its owner; one of a phone's, kept in its account, unless stated. */
export async function addAuthenticator(
  { context, page }: Visit,
  options: DeviceOptions = {},
): Promise<Authenticator> {
  const debuggerOf = await context.newCDPSession(page)
  await debuggerOf.send('WebAuthn.enable')
  const { authenticatorId } = await debuggerOf.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: false,
      defaultBackupEligibility: true,
      defaultBackupState: true,
      ...options,
    },
  })
  const touching = (enabled: boolean) =>
    debuggerOf.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
  return {
    touch: async () => void (await touching(true)),
    rest: async () => void (await touching(false)),
    recognise: async (right) =>
      void (await debuggerOf.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: right })),
    passkeys: async () => (await debuggerOf.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    takeAway: async () =>
      void (await debuggerOf.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })),
  }
}
