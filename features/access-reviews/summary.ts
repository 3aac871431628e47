/**
 * The summary of a closed review: one text in the one form of RFC 8785, of which PDF and table are made; its SHA-256 goes
 * into the log, and the clinic's key signs it (decision 082).
 */
import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import { ROLES } from '../../pure/roles/roles.ts'
import type { Context } from '../../server/context.ts'
import { DECISIONS } from './contract.ts'
import { nameOf } from './judging.ts'
import type { Review } from './queries.ts'
import type { StoredRow } from './row-queries.ts'

const role = z.enum(ROLES)

/** Instants as ISO; null: nobody, never, or it does not apply. */
const summarySchema = z.object({
  v: z.literal(1),
  clinic: z.object({ id: z.string(), name: z.string() }),
  review: z.object({
    id: z.string(),
    startedAt: z.string(),
    startedBy: z.string(),
    since: z.string(),
    closedAt: z.string(),
    closedBy: z.string(),
    frozenHash: z.string(),
  }),
  counts: z.object({
    rows: z.number(),
    people: z.number(),
    kept: z.number(),
    changed: z.number(),
    ended: z.number(),
    exceptions: z.number(),
  }),
  lists: z.array(z.object({ name: z.string(), rows: z.number() })),
  rows: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      list: z.string().nullable(),
      values: z.record(z.string(), z.string()),
      before: role.nullable(),
      after: role.nullable(),
      flags: z.array(z.string()),
      decision: z.enum(DECISIONS),
      note: z.string(),
      by: z.string(),
      how: z.enum(['self', 'link', 'no_second_person']),
      at: z.string(),
      question: z
        .object({ to: z.string(), needed: z.boolean().nullable(), answer: z.string().nullable() })
        .nullable(),
      carriedOutAt: z.string().nullable(),
      statedBy: z.string().nullable(),
      checkedAt: z.string().nullable(),
    }),
  ),
})
export type Summary = z.infer<typeof summarySchema>

/** What was kept, given another role, ended; and decided by nobody of a second pair of eyes. */
export function countsOf(rows: readonly StoredRow[]): Omit<Summary['counts'], 'rows' | 'people'> {
  const count = (of: (row: StoredRow) => boolean) => rows.filter(of).length
  return {
    kept: count(({ decision }) => decision === 'keep'),
    changed: count(({ decision }) => decision === 'change_role'),
    ended: count(({ decision }) => decision === 'disable' || decision === 'remove'),
    exceptions: count(({ decided_how }) => decided_how === 'no_second_person'),
  }
}

/** Of a review whose rows are all decided, and checked at the context's time. */
export function summaryOf(
  ctx: Context,
  review: Review,
  rows: readonly StoredRow[],
  about: { clinic: string; closedBy: string; names: ReadonlyMap<string, string> },
): Summary {
  const name = (id: string | null) => about.names.get(id ?? '') ?? ''
  const lists = [...new Set(rows.flatMap(({ list_name }) => list_name ?? []))]
  return {
    v: 1,
    clinic: { id: ctx.clinicId, name: about.clinic },
    review: {
      id: review.id,
      startedAt: review.started_at.toISOString(),
      startedBy: name(review.started_by),
      since: review.since.toISOString(),
      closedAt: ctx.now.toISOString(),
      closedBy: about.closedBy,
      frozenHash: review.frozen_hash.toString('hex'),
    },
    counts: {
      rows: rows.length,
      people: rows.filter(({ kind }) => kind === 'person').length,
      ...countsOf(rows),
    },
    lists: lists.map((list) => ({ name: list, rows: rows.filter((row) => row.list_name === list).length })),
    rows: rows.map((row) => {
      if (!row.decision || !row.decided_at) throw new Error('A summary of what is not decided')
      const before = row.frozen.person?.role ?? null
      return {
        kind: row.kind,
        name: nameOf(row),
        list: row.list_name,
        values: row.frozen.values,
        before,
        after: row.decision === 'keep' ? before : row.new_role,
        flags: row.flags,
        decision: row.decision,
        note: row.note,
        by: row.decided_name ?? name(row.decided_by),
        how: row.decided_how ?? 'self',
        at: row.decided_at.toISOString(),
        question: row.asked_at ? { to: row.asked_name ?? '', needed: row.needed, answer: row.answer } : null,
        carriedOutAt: row.carried_out_at?.toISOString() ?? null,
        statedBy: row.stated_by ? name(row.stated_by) : null,
        checkedAt: row.decision === 'keep' ? null : ctx.now.toISOString(),
      }
    }),
  }
}

export interface Signed {
  bytes: Buffer
  hash: Buffer
  /** Ed25519 over the bytes (RFC 8032). */
  signature: Buffer
}

export function signSummary(ctx: Context, summary: Summary): Signed {
  const text = canonicalize(summary)
  if (text === undefined) throw new Error('A summary without bytes')
  const bytes = Buffer.from(text, 'utf8')
  return { bytes, hash: hash('sha256', bytes, 'buffer'), signature: sign(null, bytes, keyOf(ctx)) }
}

/** The summary that is kept; undefined when a byte of it is not as it was signed. */
export function openSummary(ctx: Context, kept: Signed): Summary | undefined {
  const whole = hash('sha256', kept.bytes, 'buffer').equals(kept.hash)
  if (!whole || !verify(null, kept.bytes, createPublicKey(keyOf(ctx)), kept.signature)) return undefined
  return summarySchema.parse(JSON.parse(kept.bytes.toString('utf8')))
}

/** The 32 bytes that verify it, in base64. */
export function publicKeyOf(ctx: Context): string {
  const { x } = createPublicKey(keyOf(ctx)).export({ format: 'jwk' })
  return Buffer.from(x ?? '', 'base64url').toString('base64')
}

/** RFC 8410 §7: a private key of Ed25519 is these bytes and its 32-byte seed. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** One a clinic, from the server key: in no database and no dump of one. */
function keyOf({ kernel, clinicId }: Context): KeyObject {
  const seed = kernel.keys.derive(`review summary ${clinicId}`)
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
}
