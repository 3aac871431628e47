/** Which part of a log is read tonight: what is new since the last night, and a share of the old. */
import { TILE_WIDTH } from '../../pure/merkle/tree.ts'
import type { Part } from './check.ts'
import type { LogHead } from './queries.ts'
import type { CheckState, LogState } from './state-queries.ts'

/** All of the old is read again in so many nights: within 30 days, with two nights without Enamel. */
export const NIGHTS = 28
/** A small log is read whole each night. */
export const LEAST = 16 * TILE_WIDTH

const DAY_MS = 24 * 3_600_000
/** Rows of the last days are looked for each night, whatever the share: their time is that of their system. */
const LATELY_DAYS = 3
const NO_ID = '00000000-0000-0000-0000-000000000000'

const downToTile = (leaf: number) => Math.floor(leaf / TILE_WIDTH) * TILE_WIDTH
const upToTile = (leaf: number) => Math.ceil(leaf / TILE_WIDTH) * TILE_WIDTH

/** Stretches of leaves, and with which one the next night goes on. */
export function leavesTonight(
  size: number,
  before: LogState | undefined,
): { stretches: { from: number; to: number }[]; next: number } {
  const old = downToTile(Math.min(before?.size ?? 0, size))
  const from = before && before.next < old ? before.next : 0
  const to = Math.min(old, from + Math.max(LEAST, upToTile(old / NIGHTS)))
  const stretches =
    to === old
      ? [{ from, to: size }]
      : [
          { from, to },
          { from: old, to: size },
        ]
  return { stretches: stretches.filter((one) => one.from < one.to), next: to === old ? 0 : to }
}

/** Undefined `state`: it was never checked, and all of it is read. */
export function partTonight(state: CheckState | undefined): Part {
  const most = Math.max(LEAST, Math.ceil((state?.entries ?? 0) / NIGHTS))
  const lately = state && {
    at: new Date(state.checkedAt.getTime() - LATELY_DAYS * DAY_MS).toISOString(),
    id: NO_ID,
  }
  return {
    leaves: (head) => leavesTonight(head.size, state?.logs[head.log]).stretches,
    known: (log) => {
      const before = state?.logs[log]
      return before && before.size > 0
        ? [{ size: before.size, root: Buffer.from(before.root, 'base64') }]
        : []
    },
    rows: lately
      ? [
          { after: state.rows, most },
          { after: lately, most: Number.MAX_SAFE_INTEGER },
        ]
      : [{ after: undefined, most: Number.MAX_SAFE_INTEGER }],
  }
}

/** For the next night. */
export const stateOf = (head: Pick<LogHead, 'size' | 'root'>, before: LogState | undefined): LogState => ({
  size: head.size,
  root: head.root.toString('base64'),
  next: leavesTonight(head.size, before).next,
})
