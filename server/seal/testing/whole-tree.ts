/** Looks through every log of a database, from its events to its checkpoints, and names whatever does not hold. */
import { hash } from 'node:crypto'
import { readCheckpoint } from '../../../pure/merkle/checkpoint.ts'
import { readNote, readVerifierKey, signedBy } from '../../../pure/merkle/note.ts'
import { GrowingTree } from '../../../pure/merkle/tree.ts'
import type { ClinicId } from '../../context.ts'
import type { Keys } from '../../keys.ts'
import { nodePrimitives } from '../primitives.ts'
import type { PublishedCheckpoint } from '../published.ts'
import { logSigner } from '../signing.ts'

export type Ask = <Row>(statement: string, values?: readonly unknown[]) => Promise<Row[]>

export interface WholeTree {
  /** A sentence each. */
  faults: string[]
  /** Numbered events, over all logs. */
  leaves: number
  /** Signatures that were checked. */
  checkpoints: number
}

interface HeadRow {
  clinic_id: ClinicId
  log: number
  origin: string
  size: string
  root: Buffer
  closed: boolean
}

export interface Given extends PublishedCheckpoint {
  clinicId: ClinicId
}

/** `given`: what left the house; each must be a checkpoint that the log of that number still begins with, or was closed over. */
export async function examineTrees(ask: Ask, keys: Keys, given: readonly Given[] = []): Promise<WholeTree> {
  const found: WholeTree = { faults: [], leaves: 0, checkpoints: 0 }
  const heads = await ask<HeadRow>(
    'SELECT clinic_id, log, origin, size, root, closed_at IS NOT NULL AS closed FROM head ORDER BY clinic_id, log',
  )
  for (const head of heads) {
    const own = given.filter(({ clinicId, log }) => clinicId === head.clinic_id && log === head.log)
    await examineLog(ask, keys, head, head.closed ? [] : own, found)
  }
  const [lost] = await ask<{ n: number; both: number; foreign: number }>(
    `SELECT (SELECT count(*)::integer FROM event e
              WHERE NOT EXISTS (SELECT FROM ledger l WHERE l.clinic_id = e.clinic_id AND l.event_id = e.id)
                AND NOT EXISTS (SELECT FROM outbox o WHERE o.clinic_id = e.clinic_id AND o.event_id = e.id)) AS n,
            (SELECT count(*)::integer FROM outbox o JOIN ledger l ON l.clinic_id = o.clinic_id AND l.event_id = o.event_id) AS both,
            (SELECT count(*)::integer FROM ledger l WHERE NOT EXISTS (SELECT FROM head h WHERE h.clinic_id = l.clinic_id AND h.log = l.log)) AS foreign`,
  )
  if (lost?.n) found.faults.push(`${lost.n} events are neither numbered nor waiting`)
  if (lost?.both) found.faults.push(`${lost.both} events are numbered and waiting`)
  if (lost?.foreign) found.faults.push(`${lost.foreign} leaves belong to no log`)
  return found
}

async function examineLog(
  ask: Ask,
  keys: Keys,
  head: HeadRow,
  given: readonly Given[],
  found: WholeTree,
): Promise<void> {
  const of = [head.clinic_id, head.log]
  const fault = (text: string) => found.faults.push(`log ${head.log} of ${head.clinic_id}: ${text}`)
  const leaves = await ask<{ leaf_index: string; leaf: Buffer; body: Buffer | null }>(
    `SELECT l.leaf_index, l.leaf, e.body FROM ledger l
       LEFT JOIN event e ON e.clinic_id = l.clinic_id AND e.at = l.at AND e.id = l.event_id
      WHERE l.clinic_id = $1 AND l.log = $2 ORDER BY l.leaf_index`,
    of,
  )
  const tiles = await ask<{ level: number; idx: string; data: Buffer }>(
    'SELECT level, idx, data FROM tile WHERE clinic_id = $1 AND log = $2',
    of,
  )
  const checkpoints = await ask<{ size: string; root: Buffer; note: string }>(
    'SELECT size, root, note FROM checkpoint WHERE clinic_id = $1 AND log = $2',
    of,
  )
  const rootOf = new Map<number, Buffer>()
  const tree = new GrowingTree(nodePrimitives.sha256)
  const due = [...tiles]
  for (const [index, { leaf_index, leaf, body }] of leaves.entries()) {
    if (Number(leaf_index) !== index) return void fault(`leaf ${index} has the number ${leaf_index}`)
    if (!body || !hash('sha256', Buffer.concat([Buffer.of(0), body]), 'buffer').equals(leaf))
      fault(`leaf ${index} is not that of its event`)
    tree.append(leaf)
    for (const tile of tree.takeFullTiles()) {
      const kept = due.findIndex(({ level, idx }) => level === tile.level && Number(idx) === tile.index)
      if (kept < 0 || !due[kept]?.data.equals(tile.data))
        fault(`tile ${tile.level}/${tile.index} is missing or another`)
      due.splice(kept, 1)
    }
    rootOf.set(tree.size, Buffer.from(tree.root()))
  }
  found.leaves += leaves.length
  if (due.length > 0) fault(`${due.length} tiles too many`)
  if (Number(head.size) !== leaves.length) fault(`the head says ${head.size} of ${leaves.length}`)
  if (!head.root.equals(tree.root())) fault('the head has another root')
  const key = readVerifierKey(
    nodePrimitives.sha256,
    logSigner(keys, head.clinic_id, head.log, head.origin).verifierKey,
  )
  const examine = (text: string, what: string): void => {
    found.checkpoints += 1
    const note = readNote(text)
    const checkpoint = note && readCheckpoint(note.text)
    if (!note || !checkpoint || !key || signedBy(nodePrimitives, note, key) !== 'yes')
      return void fault(`${what} is not signed by its key`)
    if (!rootOf.get(checkpoint.size)?.equals(checkpoint.root)) fault(`${what} has another root`)
  }
  for (const { size, note } of checkpoints) examine(note, `the checkpoint of ${size}`)
  for (const { note } of given) examine(note, 'what was given out')
}
