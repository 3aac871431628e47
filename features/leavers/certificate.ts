/** What the certificate of a run says, fixed at its closing: names, stamps and statements as they stood then. */
import { z } from 'zod'
import { PARTS } from '../../pure/leaving/parts.ts'
import { ITEM_STATES } from './contract.ts'
import type { ItemRow } from './item-queries.ts'

const at = z.iso.datetime().nullable()

/** As it is kept, and hashed: JSON in this order. */
export const certificate = z.object({
  v: z.literal(1),
  clinic: z.string(),
  name: z.string(),
  role: z.string(),
  workEndedAt: at,
  startedAt: at,
  /** Null: by itself, at its hour. */
  startedBy: z.string().nullable(),
  /** When the last sign-in, remote access and mail was ended; null: one is open. */
  minutesDoneAt: at,
  closedAt: at,
  closedBy: z.string(),
  /** Why with items open. */
  reason: z.string().nullable(),
  items: z.array(
    z.object({
      kind: z.enum(['inside', 'outside', 'heir']),
      part: z.enum(PARTS),
      step: z.string().nullable(),
      title: z.string(),
      inMinutes: z.boolean(),
      dueAt: at,
      state: z.enum(ITEM_STATES),
      count: z.number().int().nullable(),
      at,
      by: z.string().nullable(),
      heir: z.string().nullable(),
      note: z.string(),
    }),
  ),
})
export type Certificate = z.output<typeof certificate>

interface Head {
  clinic: string
  name: string
  role: string
  plannedFor: Date
  startedAt: Date
  startedBy: string | null
  minutesDoneAt: Date | null
  closedAt: Date
  closedBy: string
  reason: string | null
}

export function certificateOf(head: Head, items: readonly ItemRow[]): Certificate {
  return certificate.parse({
    v: 1,
    clinic: head.clinic,
    name: head.name,
    role: head.role,
    workEndedAt: head.plannedFor.toISOString(),
    startedAt: head.startedAt.toISOString(),
    startedBy: head.startedBy,
    minutesDoneAt: head.minutesDoneAt?.toISOString() ?? null,
    closedAt: head.closedAt.toISOString(),
    closedBy: head.closedBy,
    reason: head.reason,
    items: items.map((item) => ({
      kind: item.kind,
      part: item.part,
      step: item.step,
      title: item.title,
      inMinutes: item.in_minutes,
      dueAt: item.due_at.toISOString(),
      state: item.state,
      count: item.count,
      at: item.settled_at?.toISOString() ?? null,
      by: item.settled_name,
      heir: item.heir_name,
      note: item.note,
    })),
  })
}
