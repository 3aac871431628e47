/** What browsers and server say to each other about a passkey (WebAuthn L3 §5.1), for every contract that asks for one. */
import { z } from 'zod'
import { line } from './fields.ts'

/** Bytes in base64url without padding, as browsers give them (WebAuthn L3 §5.1: Base64URLString). */
export const bytes = (max: number) =>
  z
    .string()
    .min(1, { error: 'not_empty' })
    .max(Math.ceil((max * 4) / 3), { error: `too_long:${Math.ceil((max * 4) / 3)}` })
    .regex(/^[A-Za-z0-9_-]+$/, { error: 'form' })

export const credentialHead = {
  id: bytes(1023),
  rawId: bytes(1023),
  type: z.literal('public-key'),
  authenticatorAttachment: line(32).optional(),
  /** Read by nobody: we ask for no extension. */
  clientExtensionResults: z.looseObject({}).optional(),
}
export const clientData = bytes(4096)

/** AuthenticationResponseJSON. */
export const assertion = z.strictObject({
  ...credentialHead,
  response: z.strictObject({
    clientDataJSON: clientData,
    authenticatorData: bytes(4096),
    signature: bytes(2048),
    userHandle: bytes(64).optional(),
  }),
})

export const descriptor = z.object({
  type: z.literal('public-key'),
  id: z.string(),
  transports: z.array(z.string()),
})
export const asked = {
  challenge: z.string(),
  /** Milliseconds. */
  timeout: z.number(),
}
export const requestOptions = z.object({
  ...asked,
  rpId: z.string(),
  userVerification: z.literal('required'),
})

const transport = line(32)

/** RegistrationResponseJSON; the convenience fields after `transports` are taken from the attestation object instead. */
export const registration = z.strictObject({
  ...credentialHead,
  response: z.strictObject({
    clientDataJSON: clientData,
    attestationObject: bytes(16_384),
    transports: z.array(transport).max(16).optional(),
    publicKeyAlgorithm: z.int().optional(),
    publicKey: bytes(4096).optional(),
    authenticatorData: bytes(4096).optional(),
  }),
})

const creationOptions = z.object({
  ...asked,
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.number() })),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    /** preferred: where the browser makes it of itself, and can verify nobody. */
    userVerification: z.enum(['required', 'preferred']),
    /** On a shared computer: nothing may stay on it. */
    authenticatorAttachment: z.literal('cross-platform').exactOptional(),
  }),
  hints: z.array(z.enum(['security-key', 'hybrid'])).exactOptional(),
  attestation: z.literal('none'),
})

/** What a browser is asked to make a passkey with. */
export const newPasskeyOptions = z.object({ options: creationOptions })
