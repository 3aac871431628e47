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

/**
 * Whom something that is due concerns: these people, and whoever looks after the step, or where nobody was named for it
 * whoever holds the permission.
 */
export interface Concerned {
  readonly people?: readonly PersonId[]
  readonly step?: number
  readonly permission?: Permission
}

/** Something that is due in the context's clinic. */
export interface DueThing {
  /** Tells it from the others of its cadence, and from itself the next time it comes round. */
  readonly key: string
  /** The clinic's day of it is what people are told. */
  readonly at: Date
  /** What its sentence needs; a calendar is given none of it. */
  readonly values?: Readonly<Record<string, string | number>>
  readonly concerned: Concerned
  /** From then on it waits for no Monday, and cannot be put off. */
  readonly urgentFrom?: Date
  /** It comes about by itself, so that there is nothing to put off. */
  readonly byItself?: boolean
  /** Nobody sees it but those it concerns. */
  readonly hidden?: boolean
}

/** Something that comes round: the reminders, their mail and the calendars are made from these. */
export interface Cadence {
  /**
   * lower_snake; the catalogue says under `reminder.NAME` what it is, under `.where` where it is done in the product, under
   * `.calendar` what a calendar says of it: always the same, so that no name can be in it.
   */
  readonly name: string
  readonly page: string
  /** All that is due in the context's clinic, also what is late and what is far ahead. */
  list(tx: Reader, ctx: Context): Promise<readonly DueThing[]>
}

/** Where a file may be in use: who may read what it belongs to may save it, and nobody sweeps it. */
export interface FileUse {
  readonly table: string
  /** The file's id, beside `clinic_id`. */
  readonly column: string
  readonly permission: Permission
}

/** Who was named to look after which step, and who stands in. */
export type StepKeepers = (
  tx: Reader,
  ctx: Context,
) => Promise<readonly { step: number; people: readonly PersonId[] }[]>
