/**
 * Challenges of passkeys, signed instead of stored: whoever asks for one leaves nothing behind. Each is bound to its
 * purpose, and but for sign-in to the session that asked (at a locked screen: to device and person); it holds ten minutes and is answered once.
 */
import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from '../../server/context.ts'
import { door, type Writer } from '../../server/db/database.ts'

/** WebAuthn L3 §15.1: 300 to 600 seconds for a ceremony with user verification. */
export const CHALLENGE_MS = 600_000
/** WebAuthn L3 §13.5.3: at least 16 bytes that nobody can guess. */
const RANDOM = 16
const EXPIRY = 6
const SIGNED = RANDOM + EXPIRY
const MAC = 16

/** conditional: for a passkey that the browser makes of itself, and no other. join: by whoever holds an invitation. */
export type Purpose = 'sign_in' | 'register' | 'conditional' | 'confirm' | 'unlock' | 'join'

/** A challenge that came back signed by us and in time; its hash marks it as answered. */
export interface Answered {
  hash: Buffer
  endsAt: Date
}

/** Base64url, 51 characters. `boundTo` undefined: nobody is signed in. */
export function makeChallenge(ctx: Context, purpose: Purpose, boundTo: string | undefined): string {
  const signed = Buffer.alloc(SIGNED)
  randomBytes(RANDOM).copy(signed)
  signed.writeUIntBE(ctx.now.getTime() + CHALLENGE_MS, RANDOM, EXPIRY)
  return Buffer.concat([signed, macOf(ctx, purpose, boundTo, signed)]).toString('base64url')
}

/** Undefined: not ours, for another purpose or another session, device or person, or over. */
export function openChallenge(
  ctx: Context,
  purpose: Purpose,
  boundTo: string | undefined,
  challenge: string,
): Answered | undefined {
  const bytes = Buffer.from(challenge, 'base64url')
  if (bytes.length !== SIGNED + MAC || bytes.toString('base64url') !== challenge) return undefined
  const signed = bytes.subarray(0, SIGNED)
  if (!timingSafeEqual(bytes.subarray(SIGNED), macOf(ctx, purpose, boundTo, signed))) return undefined
  const endsAt = new Date(signed.readUIntBE(RANDOM, EXPIRY))
  return endsAt > ctx.now ? { hash: hash('sha256', bytes, 'buffer'), endsAt } : undefined
}

function macOf(ctx: Context, purpose: Purpose, boundTo: string | undefined, signed: Buffer): Buffer {
  const key = ctx.kernel.keys.derive('passkey challenge')
  return createHmac('sha256', key)
    .update(signed)
    .update(`${purpose}\n${boundTo ?? ''}`)
    .digest()
    .subarray(0, MAC)
}

/** Answers it, inside the change it is for; false when it was answered before, also by a request at the same instant. */
export async function answerChallenge(tx: Writer, answered: Answered): Promise<boolean> {
  const row = await tx
    .insertInto('challenge_used')
    .values({ challenge_hash: answered.hash, ends_at: answered.endsAt })
    .onConflict((used) => used.column('challenge_hash').doNothing())
    .returning('challenge_hash')
    .executeTakeFirst()
  return row !== undefined
}

/** Whether it was answered already: looked at before anything else is done for its sake. */
export async function wasAnswered(ctx: Context, answered: Answered): Promise<boolean> {
  const row = await door(ctx, (way) =>
    way
      .selectFrom('challenge_used')
      .select('ends_at')
      .where('challenge_hash', '=', answered.hash)
      .executeTakeFirst(),
  )
  return row !== undefined
}
