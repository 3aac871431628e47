/**
 * What a browser sends of a passkey, checked: every step of WebAuthn L3 §7.1 and §7.2 that a server has. The library
 * does the signature and most of the form; what it lets pass is checked here, and what all depends on twice.
 * docs/flows/passkeys.md has the table of the steps. No database here.
 */
import { createPublicKey, hash, timingSafeEqual } from 'node:crypto'
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { cose, decodeAttestationObject, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers'
import type { Received } from '../../pure/contract/endpoint.ts'
import { type addPasskey, PASSKEY_ALGORITHMS, type signInWithPasskey } from './passkey-contract.ts'

export type Assertion = Received<typeof signInWithPasskey>['body']['credential']
export type Registration = Received<typeof addPasskey>['body']['credential']

/** Why a passkey was refused; the log says it (`audit.value.passkey.<reason>`), the answer does not. */
export type Reason =
  | 'form'
  | 'challenge'
  | 'origin'
  | 'embedded'
  | 'unknown'
  | 'owner'
  | 'name'
  | 'verification'
  | 'backup_flags'
  | 'algorithm'
  | 'signature'
  | 'counter'
  | 'membership'
  | 'stays_here'

export class PasskeyRefused extends Error {
  readonly reason: Reason
  constructor(reason: Reason, cause?: unknown) {
    super(`passkey.${reason}`, { cause })
    this.reason = reason
  }
}

const refuse = (reason: Reason, cause?: unknown): never => {
  throw new PasskeyRefused(reason, cause)
}

/** Where the ceremony was to take place. */
export interface Place {
  origin: string
  rpId: string
}

export interface NewPasskey {
  credentialId: Buffer
  /** COSE. */
  publicKey: Uint8Array
  signCount: number
  transports: string[]
  aaguid: string
  backupEligible: boolean
  backedUp: boolean
  /** Its person was verified as it was made: it is a factor from the start. */
  verified: boolean
}

const TRANSPORTS = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal'] as const

/**
 * A passkey that was made just now (§7.1). `isOurs` opens the challenge. `conditional`: the browser made it of itself
 * (§5.1.3, conditional mediation), so nobody was there to be present or verified; whatever its flags say, it is no factor
 * until its person is verified with it. Throws PasskeyRefused.
 */
export async function readRegistration(
  credential: Registration,
  place: Place,
  isOurs: (challenge: string) => boolean,
  { conditional = false } = {},
): Promise<NewPasskey> {
  const { response } = credential
  const id = credentialIdOf(credential)
  const challenge = readClientData(response.clientDataJSON, 'webauthn.create', place, isOurs)
  const { format, statement, data } = readAttestation(response.attestationObject)
  // §7.1 steps 21 and 24: none was asked for, so none or a self attestation comes. Others bring certificates, whose
  // check would call addresses that stand in them.
  if (format !== 'none' && !(format === 'packed' && !statement.has('x5c'))) refuse('form')
  const flags = readAuthenticatorData(data, place, conditional)

  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: {
      ...headOf(credential),
      response: { clientDataJSON: response.clientDataJSON, attestationObject: response.attestationObject },
    },
    expectedType: 'webauthn.create',
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.rpId,
    requireUserPresence: !conditional, // §7.1 step 15
    requireUserVerification: !conditional, // §7.1 step 16
    supportedAlgorithmIDs: [...PASSKEY_ALGORITHMS], // §7.1 step 20
  }).catch((error: unknown) => refuse(/alg/.test(String(error)) ? 'algorithm' : 'form', error))
  if (!verified || !registrationInfo) return refuse('signature') // §7.1 step 22
  const made = registrationInfo.credential
  // §7.1 step 25 and §4, credential id: 16 to 1023 bytes; what the browser calls it is what the authenticator attested.
  if (made.id !== credential.id || id.length < 16 || id.length > 1023) refuse('form')
  checkKey(made.publicKey)
  return {
    credentialId: id,
    publicKey: made.publicKey,
    signCount: made.counter,
    transports: TRANSPORTS.filter((known) => response.transports?.includes(known)),
    aaguid: registrationInfo.aaguid,
    backupEligible: flags.backupEligible,
    backedUp: flags.backedUp,
    verified: !conditional,
  }
}

/**
 * Whether what keeps it is this very computer or an account on it, and so everybody who sits down there. A phone that
 * answers from beside it says `hybrid` and is not attached to it (§5.8.4, §5.4.5). Said by the browser alone: it keeps
 * people from a mistake, not a liar from lying.
 */
export function staysHere({ authenticatorAttachment, response }: Registration): boolean {
  const transports = response.transports ?? []
  if (authenticatorAttachment === 'cross-platform')
    return transports.includes('internal') && !transports.includes('hybrid')
  return authenticatorAttachment === 'platform' || transports.includes('internal') || transports.length === 0
}

/** Checks the client data of an assertion, the challenge being ours (§7.2 steps 8 to 14). Throws PasskeyRefused. */
export function openAssertion(
  { response }: Assertion,
  place: Place,
  isOurs: (challenge: string) => boolean,
): { userHandle: Buffer | undefined } {
  readClientData(response.clientDataJSON, 'webauthn.get', place, isOurs)
  return { userHandle: response.userHandle === undefined ? undefined : bytesOf(response.userHandle) }
}

/** What is kept of a passkey and decides about its assertions. */
export interface CredentialRecord {
  publicKey: Buffer
  backupEligible: boolean
}

/**
 * Whether the assertion was made by that passkey with its person verified (§7.2 from step 15). The counter is
 * answered, not judged: that needs the row held. Throws PasskeyRefused.
 */
export async function verifyAssertion(
  credential: Assertion,
  record: CredentialRecord,
  place: Place,
): Promise<{ signCount: number; backedUp: boolean }> {
  const { response } = credential
  const flags = readAuthenticatorData(bytesOf(response.authenticatorData), place)
  // §7.2 step 19, §6.1.3: whether it may be backed up never changes.
  if (flags.backupEligible !== record.backupEligible) refuse('backup_flags')
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      ...headOf(credential),
      response: {
        clientDataJSON: response.clientDataJSON,
        authenticatorData: response.authenticatorData,
        signature: response.signature,
      },
    },
    expectedType: 'webauthn.get',
    expectedChallenge: () => true, // opened by openAssertion
    expectedOrigin: place.origin,
    expectedRPID: place.rpId,
    requireUserVerification: true,
    // With the stored counter the library would throw for synced passkeys too: §7.2 step 22 leaves it to us.
    credential: { id: credential.id, publicKey: Uint8Array.from(record.publicKey), counter: 0 },
  }).catch((error: unknown) => refuse('signature', error))
  if (!verified) refuse('signature') // §7.2 step 21
  return { signCount: authenticationInfo.newCounter, backedUp: flags.backedUp }
}

/** Extensions are ignored (§7.1 steps 4 and 28, §7.2 steps 4 and 23): none was asked for. */
const headOf = ({ id, rawId, type }: Assertion | Registration) => ({
  id,
  rawId,
  type,
  clientExtensionResults: {},
})

/** Base64url as the one way to write these bytes; anything else is another text for the same thing. */
function bytesOf(text: string): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : refuse('form')
}

/** The bytes of a credential's id. Throws PasskeyRefused where it is written in another way than its one. */
export function credentialIdOf({ id, rawId }: { id: string; rawId: string }): Buffer {
  if (id !== rawId) refuse('form')
  return bytesOf(id)
}

function decode<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    return refuse('form', error)
  }
}

/** §7.1 step 13. Whatever CBOR decodes to, it is what it should be before anything looks into it. */
function readAttestation(text: string): { format: unknown; statement: Map<unknown, unknown>; data: Buffer } {
  const object: unknown = decode(() => decodeAttestationObject(bytesOf(text)))
  if (!(object instanceof Map)) return refuse('form')
  const statement: unknown = object.get('attStmt')
  const data: unknown = object.get('authData')
  if (!(statement instanceof Map) || !(data instanceof Uint8Array)) return refuse('form')
  return { format: object.get('fmt'), statement, data: Buffer.from(data) }
}

/** §7.1 steps 5 to 11, §7.2 steps 8 to 14. The challenge as it stands there. */
function readClientData(
  text: string,
  type: 'webauthn.create' | 'webauthn.get',
  place: Place,
  isOurs: (challenge: string) => boolean,
): string {
  const bytes = bytesOf(text)
  // UTF-8 decode strips a byte order mark (Encoding Standard); what is no UTF-8 is refused.
  const json = decode(() => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown)
  if (typeof json !== 'object' || json === null) return refuse('form')
  const data = json as Record<string, unknown>
  const { challenge } = data
  if (data['type'] !== type) refuse('form') // §7.1 step 7, §7.2 step 10
  if (typeof challenge !== 'string' || !isOurs(challenge)) return refuse('challenge') // §7.1 step 8, §7.2 step 11
  if (data['origin'] !== place.origin) refuse('origin') // §7.1 step 9, §7.2 step 12
  // Enamel is never shown inside another page: whatever is not a plain "no" is refused.
  if (data['crossOrigin'] !== undefined && data['crossOrigin'] !== false) refuse('embedded') // §7.1 step 10, §7.2 step 13
  if (data['topOrigin'] !== undefined) refuse('embedded') // §7.1 step 11, §7.2 step 14
  return challenge
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const BACKUP_ELIGIBLE = 0x08
const BACKED_UP = 0x10

/**
 * §6.1: 32 bytes hash of the name, one byte of flags, four of the counter, and more. `conditional`: made by the browser of
 * itself, where presence and verification are not asked (§7.1 steps 15 and 16); no assertion ever is.
 */
function readAuthenticatorData(
  data: Buffer,
  place: Place,
  conditional = false,
): { backupEligible: boolean; backedUp: boolean } {
  if (data.length < 37) refuse('form')
  const ours = hash('sha256', place.rpId, 'buffer')
  if (!timingSafeEqual(data.subarray(0, 32), ours)) refuse('name') // §7.1 step 14, §7.2 step 15
  const flags = data.readUInt8(32)
  if (!conditional && !(flags & USER_PRESENT)) refuse('verification') // §7.1 step 15, §7.2 step 16
  if (!conditional && !(flags & USER_VERIFIED)) refuse('verification') // §7.1 step 16, §7.2 step 17
  const backupEligible = (flags & BACKUP_ELIGIBLE) !== 0
  const backedUp = (flags & BACKED_UP) !== 0
  if (backedUp && !backupEligible) refuse('backup_flags') // §7.1 step 17, §7.2 step 18
  return { backupEligible, backedUp }
}

const SMALLEST_RSA_BITS = 2048
/** Checking a signature takes longer the longer the key is. */
const LARGEST_RSA_BITS = 8192

/**
 * The key is one that signatures can be checked with: the algorithm's own type and curve, a point that lies on it, RSA
 * of 2048 bits or more (NIST SP 800-131A Rev. 2 §3). Without attestation nothing else looks at it before the first use.
 */
function checkKey(publicKey: Uint8Array<ArrayBuffer>): void {
  const key = decode(() => decodeCredentialPublicKey(publicKey))
  const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64url')
  const jwk = () => {
    const algorithm: number | undefined = key.get(cose.COSEKEYS.alg)
    if (algorithm === -7 && cose.isCOSEPublicKeyEC2(key) && key.get(cose.COSEKEYS.crv) === 1)
      return { kty: 'EC', crv: 'P-256', x: text(key.get(cose.COSEKEYS.x)), y: text(key.get(cose.COSEKEYS.y)) }
    if (algorithm === -8 && cose.isCOSEPublicKeyOKP(key) && key.get(cose.COSEKEYS.crv) === 6)
      return { kty: 'OKP', crv: 'Ed25519', x: text(key.get(cose.COSEKEYS.x)) }
    if (algorithm === -257 && cose.isCOSEPublicKeyRSA(key))
      return { kty: 'RSA', n: text(key.get(cose.COSEKEYS.n)), e: text(key.get(cose.COSEKEYS.e)) }
    return refuse('algorithm')
  }
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: jwk(), format: 'jwk' })
    const bits = asymmetricKeyDetails?.modulusLength ?? SMALLEST_RSA_BITS
    if (bits < SMALLEST_RSA_BITS || bits > LARGEST_RSA_BITS) refuse('algorithm')
  } catch (error) {
    refuse('algorithm', error)
  }
}
