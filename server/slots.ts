/**
 * What an earlier feature leaves open for others to fill: the form stands here, each feature fills it in its
 * `register.ts`, main joins them. A test prints who filled what.
 */
import type { Permission } from '../pure/roles/roles.ts'
import type { Context, PersonId } from './context.ts'
import type { Reader, Writer } from './db/database.ts'
import type { AuditEvent } from './db/events.ts'

/** Somebody whose access to the context's clinic ends. */
export interface Leaver {
  personId: PersonId
  name: string
  /** They belong to another clinic too: what they are proven with is not this clinic's to take (data.md). */
  elsewhere: boolean
}

/** Something a person has in a clinic, which ends with their access. */
export interface LeaverStep {
  /** lower_snake; the catalogue says it under `leaver.step.NAME`. */
  readonly name: string
  /** access: whenever access ends, also for a time. leaving: only when somebody leaves for good. */
  readonly when: 'access' | 'leaving'
  /** Tables with a person in them that it sees to. */
  readonly tables: readonly string[]
  /**
   * Ends it in the caller's transaction, which speaks for the clinic and this person. Finds nothing the second time.
   * `events`: those that stand beside the caller's own.
   */
  end(tx: Writer, ctx: Context, leaver: Leaver): Promise<{ count: number; events?: readonly AuditEvent[] }>
}

/** Something that is somebody's to do: it needs another name when they leave. */
export interface HeirStep {
  /** lower_snake; the catalogue says it under `leaver.heir.NAME`, with the value {what}. */
  readonly name: string
  readonly tables: readonly string[]
  list(tx: Reader, ctx: Context, personId: PersonId): Promise<{ key: string; what: string }[]>
  /** False when it is theirs no longer. */
  handOver(tx: Writer, ctx: Context, about: { key: string; from: PersonId; to: PersonId }): Promise<boolean>
}

/** What leaves with somebody, and which tables keep their rows, each with the reason. */
export interface Leaving {
  readonly steps?: readonly LeaverStep[]
  readonly heirs?: readonly HeirStep[]
  readonly keeps?: Readonly<Record<string, string>>
}

/** A right that somebody, or nobody any more, holds: one row of a review besides the people themselves. */
export interface Grant {
  subjectId: string
  personId: PersonId | undefined
  /** As it is shown: of whom, what, since when; ISO instants stay instants. */
  values: Record<string, string>
  flags: readonly string[]
}

export interface GrantSource {
  /** lower_snake; the catalogue says it under `review.grant.KIND`, with the values of the grant. */
  readonly kind: string
  list(tx: Reader, ctx: Context): Promise<Grant[]>
  /** Takes it away in the caller's transaction; false when it was gone already. */
  remove(
    tx: Writer,
    ctx: Context,
    subjectId: string,
    reason: string,
  ): Promise<{ done: boolean; events: readonly AuditEvent[] }>
}

/** Something that comes round: the checklist's digest and calendar are made from these. */
export interface Cadence {
  /** lower_snake; the catalogue says it under `reminder.NAME`. */
  readonly name: string
  readonly page: string
  /** When it is due next in the context's clinic; undefined: not at all. */
  due(tx: Reader, ctx: Context): Promise<Date | undefined>
}

/** Where a file may be in use: who may read what it belongs to may save it, and nobody sweeps it. */
export interface FileUse {
  readonly table: string
  /** The file's id, beside `clinic_id`. */
  readonly column: string
  readonly permission: Permission
}
