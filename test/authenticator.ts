/**
 * An authenticator in software, and the browser before it: makes passkeys and answers with them as navigator.credentials
 * does, in JSON. Honest by itself; every field can be falsified by a wish. Needs nothing of the program, so that whatever
 * speaks HTTP can use it.
 */
import { generateKeyPairSync, hash, type KeyObject, randomBytes, sign } from 'node:crypto'

export type Algorithm = -7 | -8 | -257

/** A passkey as its authenticator keeps it. */
export interface SoftPasskey {
  credentialId: Buffer
  rpId: string
  origin: string
  userHandle: Buffer
  algorithm: Algorithm
  privateKey: KeyObject
  signCount: number
  backupEligible: boolean
  backedUp: boolean
}

/** What is to differ from an honest answer. */
export interface Wish {
  /** Fields of the client data, over the honest ones; undefined takes one out. */
  clientData?: Record<string, unknown>
  /** The client data as bytes, whatever they are. */
  clientDataBytes?: Buffer
  rpId?: string
  userPresent?: boolean
  userVerified?: boolean
  backupEligible?: boolean
  backedUp?: boolean
  signCount?: number
  /** Extension outputs of the authenticator. */
  extensions?: Map<string, CborValue>
  /** Bytes behind the end of the authenticator data. */
  trailing?: Buffer
}

export interface CreationWish extends Wish {
  /** The whole answer, last of all. */
  change?: (credential: RegistrationJson) => RegistrationJson
  algorithm?: Algorithm
  credentialId?: Buffer
  aaguid?: string
  format?: string
  statement?: Map<string, CborValue>
  /** Self attestation, `packed` without certificates. */
  selfAttested?: boolean
  /** COSE, in place of the honest key. */
  publicKey?: Map<number, CborValue>
  transports?: string[]
}

export interface AssertionWish extends Wish {
  /** The whole answer, last of all. */
  change?: (credential: AssertionJson) => AssertionJson
  /** Null: none is sent. */
  userHandle?: Buffer | null
  /** Signs in place of the passkey's own key. */
  privateKey?: KeyObject
}

export interface CreationOptions {
  challenge: string
  rp: { id: string }
  user: { id: string }
}

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** navigator.credentials.create(). */
export function makePasskey(
  options: CreationOptions,
  origin: string,
  wish: CreationWish = {},
): { passkey: SoftPasskey; credential: RegistrationJson } {
  const algorithm = wish.algorithm ?? -7
  const { privateKey, publicKey } = newKey(algorithm)
  const passkey: SoftPasskey = {
    credentialId: wish.credentialId ?? randomBytes(32),
    rpId: options.rp.id,
    origin,
    userHandle: Buffer.from(options.user.id, 'base64url'),
    algorithm,
    privateKey,
    signCount: wish.signCount ?? 0,
    backupEligible: wish.backupEligible ?? true,
    backedUp: wish.backedUp ?? wish.backupEligible ?? true,
  }
  const { credentialId } = passkey
  const length = Buffer.alloc(2)
  length.writeUInt16BE(credentialId.length)
  const attested = Buffer.concat([
    Buffer.from((wish.aaguid ?? '00000000-0000-0000-0000-000000000000').replaceAll('-', ''), 'hex'),
    length,
    credentialId,
    cbor(wish.publicKey ?? cosePublicKey(algorithm, publicKey)),
  ])
  const clientData = clientDataOf('webauthn.create', options.challenge, passkey, wish)
  const authData = authenticatorData(passkey, passkey.signCount, wish, attested)
  const self = new Map<string, CborValue>([
    ['alg', algorithm],
    ['sig', signed(algorithm, privateKey, Buffer.concat([authData, hash('sha256', clientData, 'buffer')]))],
  ])
  const attestationObject = cbor(
    new Map<string, CborValue>([
      ['fmt', wish.format ?? (wish.selfAttested ? 'packed' : 'none')],
      ['attStmt', wish.statement ?? (wish.selfAttested ? self : new Map<string, CborValue>())],
      ['authData', authData],
    ]),
  )
  const credential: RegistrationJson = {
    id: base64url(credentialId),
    rawId: base64url(credentialId),
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response: {
      clientDataJSON: base64url(clientData),
      attestationObject: base64url(attestationObject),
      transports: wish.transports ?? ['internal', 'hybrid'],
    },
  }
  return { passkey, credential: wish.change?.(credential) ?? credential }
}

/** navigator.credentials.get(). An authenticator that counts does so from its second use on. */
export function answerWith(
  passkey: SoftPasskey,
  options: { challenge: string },
  wish: AssertionWish = {},
): AssertionJson {
  if (wish.signCount === undefined && passkey.signCount > 0) passkey.signCount += 1
  const signCount = wish.signCount ?? passkey.signCount
  const clientData = clientDataOf('webauthn.get', options.challenge, passkey, wish)
  const authData = authenticatorData(passkey, signCount, wish)
  const toSign = Buffer.concat([authData, hash('sha256', clientData, 'buffer')])
  const userHandle = wish.userHandle === undefined ? passkey.userHandle : wish.userHandle
  const credential: AssertionJson = {
    id: base64url(passkey.credentialId),
    rawId: base64url(passkey.credentialId),
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response: {
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authData),
      signature: base64url(signed(passkey.algorithm, wish.privateKey ?? passkey.privateKey, toSign)),
      ...(userHandle && { userHandle: base64url(userHandle) }),
    },
  }
  return wish.change?.(credential) ?? credential
}

interface Json {
  id: string
  rawId: string
  type: 'public-key'
  authenticatorAttachment?: string
  clientExtensionResults?: Record<string, unknown>
}
export interface RegistrationJson extends Json {
  response: { clientDataJSON: string; attestationObject: string; transports: string[] }
}
export interface AssertionJson extends Json {
  response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string }
}

function clientDataOf(type: string, challenge: string, { origin }: SoftPasskey, wish: Wish): Buffer {
  const honest = { type, challenge, origin, crossOrigin: false }
  return wish.clientDataBytes ?? Buffer.from(JSON.stringify({ ...honest, ...wish.clientData }))
}

/** WebAuthn L3 §6.1. */
function authenticatorData(
  passkey: SoftPasskey,
  signCount: number,
  wish: Wish,
  attested: Buffer = Buffer.alloc(0),
): Buffer {
  const flags =
    ((wish.userPresent ?? true) ? 0x01 : 0) |
    ((wish.userVerified ?? true) ? 0x04 : 0) |
    ((wish.backupEligible ?? passkey.backupEligible) ? 0x08 : 0) |
    ((wish.backedUp ?? passkey.backedUp) ? 0x10 : 0) |
    (attested.length > 0 ? 0x40 : 0) |
    (wish.extensions ? 0x80 : 0)
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(signCount)
  return Buffer.concat([
    hash('sha256', wish.rpId ?? passkey.rpId, 'buffer'),
    Buffer.of(flags),
    counter,
    attested,
    wish.extensions ? cbor(wish.extensions) : Buffer.alloc(0),
    wish.trailing ?? Buffer.alloc(0),
  ])
}

function newKey(algorithm: Algorithm): { privateKey: KeyObject; publicKey: KeyObject } {
  if (algorithm === -7) return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  if (algorithm === -8) return generateKeyPairSync('ed25519')
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

/** RFC 9053 §7, RFC 8230 §4. */
export function cosePublicKey(algorithm: Algorithm, publicKey: KeyObject): Map<number, CborValue> {
  const { x, y, n, e } = publicKey.export({ format: 'jwk' })
  const bytes = (text: string | undefined) => Buffer.from(text ?? '', 'base64url')
  const head = (type: number): [number, CborValue][] => [
    [1, type],
    [3, algorithm],
  ]
  if (algorithm === -7) return new Map([...head(2), [-1, 1], [-2, bytes(x)], [-3, bytes(y)]])
  if (algorithm === -8) return new Map([...head(1), [-1, 6], [-2, bytes(x)]])
  return new Map([...head(3), [-1, bytes(n)], [-2, bytes(e)]])
}

const signed = (algorithm: Algorithm, key: KeyObject, data: Buffer): Buffer =>
  sign(algorithm === -8 ? null : 'sha256', data, key)

export type CborValue =
  | number
  | boolean
  | string
  | Uint8Array
  | CborValue[]
  | Map<number, CborValue>
  | Map<string, CborValue>

/** RFC 8949 §3: whole numbers, bytes, text, lists and maps, each of the shortest form. */
export function cbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'boolean') return Buffer.of(value ? 0xf5 : 0xf4)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)])
  const entries = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)])
  return Buffer.concat([head(5, value.size), ...entries])
}

function head(major: number, argument: number): Buffer {
  const bytes = Buffer.alloc(argument < 24 ? 1 : argument < 256 ? 2 : argument < 65_536 ? 3 : 5)
  const size = bytes.length === 1 ? argument : 23 + Math.ceil(Math.log2(bytes.length))
  bytes[0] = (major << 5) | size
  if (bytes.length > 1) bytes.writeUIntBE(argument, 1, bytes.length - 1)
  return bytes
}
