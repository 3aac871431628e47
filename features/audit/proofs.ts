/** How far the log is sealed, and the proof of one line: for who looks, and as a file for who checks without us. */
import { writeEventProof, writeTlogProof } from '../../pure/log-proof/tlog-proof.ts'
import { includes } from '../../pure/merkle/proofs.ts'
import { leafHash } from '../../pure/merkle/tree.ts'
import type { Answer, Endpoint } from '../../pure/contract/endpoint.ts'
import type { FileAnswer } from '../../pure/contract/file.ts'
import { sameBytes } from '../../pure/merkle/primitives.ts'
import type { Context } from '../../server/context.ts'
import {
  audited,
  read,
  type Reader,
  refuse,
  refuseInside,
  write,
  type Writer,
} from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import { nodePrimitives } from '../../server/seal/primitives.ts'
import { logSigner, originOf } from '../../server/seal/signing.ts'
import { downloadProof, getEventProof, type getSeal, proofProblem } from './proof-contract.ts'
import { type Log, listLogs, LogTree, newestCheckpoint, type SignedCheckpoint, signedOf } from './tree.ts'
import {
  countWaiting,
  findNewestGiven,
  isWaiting,
  listEntries,
  listLeavesAt,
  listPlaces,
} from './tree-queries.ts'
import { giveOut } from './witness.ts'

const { sha256 } = nodePrimitives

export interface Outside {
  checkpoint: SignedCheckpoint
  kind: 'mailbox' | 'outsider' | 'printed'
  name: string
  /** When it was given to them. */
  at: Date
}

/** The newest checkpoint of a log that somebody outside keeps, of those that cover so many leaves. */
export async function newestOutside(
  tx: Reader,
  ctx: Context,
  { log, origin }: Pick<Log, 'log' | 'origin'>,
  least = 0,
): Promise<Outside | undefined> {
  const found = await findNewestGiven(tx, ctx, { log, least })
  if (!found) return undefined
  const { kind, name, given_at } = found
  return { checkpoint: signedOf(origin, found), kind: kind as Outside['kind'], name, at: given_at }
}

const shownOutside = (outside: Outside | undefined) =>
  outside
    ? {
        size: outside.checkpoint.size,
        at: outside.at.toISOString(),
        kind: outside.kind,
        name: outside.name,
      }
    : null

const shownSigned = (signed: SignedCheckpoint | undefined) =>
  signed ? { size: signed.size, at: signed.at.toISOString() } : null

/** The log that goes on; before the first line of it, the one that there will be. */
export async function openLog(
  tx: Reader,
  ctx: Context,
): Promise<Pick<Log, 'log' | 'origin' | 'verifierKey' | 'size'>> {
  const open = (await listLogs(tx, ctx)).find(({ closedAt }) => closedAt === null)
  if (open) return open
  const { keys, config } = ctx.kernel
  const origin = originOf(config.origin, ctx.clinicId, 1)
  return { log: 1, origin, verifierKey: logSigner(keys, ctx.clinicId, 1, origin).verifierKey, size: 0 }
}

export function seal(ctx: Context): Promise<Answer<typeof getSeal>> {
  return read(ctx, async (tx) => {
    const log = await openLog(tx, ctx)
    return {
      origin: log.origin,
      verifierKey: log.verifierKey,
      size: log.size,
      waiting: await countWaiting(tx, ctx),
      signed: shownSigned(await newestCheckpoint(tx, ctx, log)),
      outside: shownOutside(await newestOutside(tx, ctx, log)),
    }
  })
}

interface Place {
  log: Log
  index: number
  leaf: { at: Date; event_id: string; hash: Uint8Array }
  newest: SignedCheckpoint | undefined
  outside: Outside | undefined
}

async function placeOf(tx: Reader, ctx: Context, eventId: string): Promise<Place | undefined> {
  const [place] = await listPlaces(tx, ctx, [eventId])
  if (!place) return undefined
  const log = (await listLogs(tx, ctx)).find((one) => one.log === place.log)
  if (!log) throw new Error(`Leaf ${place.leaf_index} is of log ${place.log}, which has no head`)
  const index = Number(place.leaf_index)
  const newest = await newestCheckpoint(tx, ctx, log)
  return {
    log,
    index,
    leaf: { at: place.at, event_id: place.event_id, hash: place.leaf },
    newest: newest && newest.size > index ? newest : undefined,
    outside: await newestOutside(tx, ctx, log, index + 1),
  }
}

/** Throws audit.event_not_found. */
export async function eventProof(ctx: Context, eventId: string): Promise<Answer<typeof getEventProof>> {
  const { place, waits } = await read(ctx, async (tx) => {
    const found = await placeOf(tx, ctx, eventId)
    return { place: found, waits: !found && (await isWaiting(tx, ctx, eventId)) }
  })
  if (place)
    return {
      status: place.newest ? 'signed' : 'numbered',
      index: place.index,
      signed: shownSigned(place.newest),
      outside: shownOutside(place.outside),
    }
  if (waits) return { status: 'waiting', index: null, signed: null, outside: null }
  return refuse(ctx, proofProblem('audit.event_not_found'), unknownLine(getEventProof, eventId))
}

const unknownLine = ({ method, url }: Endpoint, eventId: string): AuditEvent => ({
  action: 'request.refused',
  category: 'auth',
  outcome: 'refused',
  target: { type: 'event', id: eventId },
  personal: { route: `${method} ${url}`, reason: 'audit.event_not_found' },
})

/** A line of the log with all that is needed to check it: C2SP tlog-proof, the line itself in its extra data. */
export interface LineProof {
  log: Log
  index: number
  checkpoint: SignedCheckpoint
  proof: readonly Uint8Array[]
  /** The sealed bytes, and what opens their personal fields; undefined where they were erased. */
  entry: Uint8Array | undefined
  open: Record<string, { salt: string; value: string }> | undefined
}

/**
 * Against the newest checkpoint that somebody outside keeps, where one covers the line, else the newest. Nothing is given out
 * that does not hold: throws audit.not_signed_yet, audit.proof_does_not_hold.
 */
async function lineProof(tx: Reader, ctx: Context, place: Place): Promise<LineProof> {
  const checkpoint = place.outside?.checkpoint ?? place.newest
  if (!checkpoint) throw proofProblem('audit.not_signed_yet')
  const { size, root } = checkpoint
  const { index, log, leaf } = place
  const proof = await new LogTree(ctx, log).inclusion(tx, index, size)
  const [entry] = await listEntries(tx, ctx, [leaf])
  const fits = !entry || sameBytes(leafHash(sha256, entry.body), leaf.hash)
  if (!fits || !includes(sha256, { leaf: leaf.hash, index, size, proof, root }))
    throw proofProblem('audit.proof_does_not_hold')
  return {
    log,
    index,
    checkpoint,
    proof,
    entry: entry?.body,
    open: entry?.doc ? (JSON.parse(entry.doc.toString('utf8')) as LineProof['open']) : undefined,
  }
}

/** Undefined where there is no such line, or it has no number yet. Throws audit.not_signed_yet, audit.proof_does_not_hold. */
export async function proveLine(tx: Reader, ctx: Context, eventId: string): Promise<LineProof | undefined> {
  const place = await placeOf(tx, ctx, eventId)
  return place && lineProof(tx, ctx, place)
}

/** The text of the file, C2SP tlog-proof@v1, which carries the line and the key. */
export const writeLineProof = ({ log, index, proof, checkpoint, entry, open }: LineProof): string => {
  const told = { index, proof, checkpoint: checkpoint.note }
  return entry ? writeEventProof({ ...told, vkey: log.verifierKey, entry, open }) : writeTlogProof(told)
}

/**
 * A line's proof, given out: that it was is a line of the log itself, and its checkpoint is kept from then on. Throws
 * audit.event_not_found and what `lineProof` throws.
 */
export function takeProof(ctx: Context, eventId: string): Promise<FileAnswer> {
  return give(ctx, async (tx) => {
    const place = await placeOf(tx, ctx, eventId)
    if (place) return place
    if (await isWaiting(tx, ctx, eventId)) throw proofProblem('audit.not_signed_yet')
    return refuseInside(ctx, proofProblem('audit.event_not_found'), unknownLine(downloadProof, eventId))
  })
}

/** The same for the line with that number in the log that goes on; for the command line. */
export function takeProofAt(ctx: Context, index: number): Promise<FileAnswer & { content: Uint8Array }> {
  return give(ctx, async (tx) => {
    const { log } = await openLog(tx, ctx)
    const [leaf] = await listLeavesAt(tx, ctx, log, [index])
    const place = leaf && (await placeOf(tx, ctx, leaf.event_id))
    if (!place) throw proofProblem('audit.event_not_found')
    return place
  })
}

async function give(ctx: Context, find: (tx: Writer) => Promise<Place>) {
  const made = await write(ctx, async (tx) => {
    const place = await find(tx)
    const proof = await lineProof(tx, ctx, place)
    await giveOut(tx, ctx, proof.checkpoint, { kind: 'proof', name: ctx.actor.name ?? ctx.actor.kind })
    return audited(
      {
        action: 'log.proof_given',
        category: 'platform',
        target: { type: 'event', id: place.leaf.event_id },
        personal: { line: String(proof.index) },
      },
      proof,
    )
  })
  return { name: `line-${made.index}.tlog-proof`, content: Buffer.from(writeLineProof(made)) }
}
