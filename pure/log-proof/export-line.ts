/** The form of an export of the log, one JSON object a line, UTF-8, LF (docs/log-export.md). */

/** A line is never longer: 1 MiB. */
export const MOST_LINE_BYTES = 1_048_576

/** The first line of a log; a second log, opened after a restore, begins with another. */
export interface LogLine {
  type: 'log'
  origin: string
  /** Verifier key, C2SP signed-note. */
  vkey: string
  /** The signed note of the log that this one goes on from, where a restore had taken its end away. */
  continues?: string
  /** What the next log `continues`, where it is of this one: so that its root is looked at on the way. */
  continued?: string
}

export interface Opening {
  /** Base64 of 32 bytes. */
  salt: string
  value: string
}

export interface EntryLine {
  type: 'entry'
  /** Leaf number, decimal. */
  index: string
  /** Base64 of the sealed bytes; left out where keeping times erased them, which `leaf` and `erased` then say. */
  entry?: string
  /** Base64 of the leaf, from the tree's tiles and not from the entry: says which entry it was when a root is wrong. */
  leaf?: string
  /** The entry was erased when its keeping time had ended. */
  erased?: true
  /** The personal fields that were not erased; empty for an event without any. */
  open?: Readonly<Record<string, Opening>>
  /** Size of the checkpoint that `proof` is against, decimal. In a selection alone. */
  size?: string
  /** RFC 9162 §2.1.3, base64, from the leaf's sibling up. In a selection alone. */
  proof?: readonly string[]
}

/** Whom a checkpoint was given to. */
export interface GivenTo {
  kind: string
  name: string
  /** ISO 8601. */
  at: string
}

export interface CheckpointLine {
  type: 'checkpoint'
  /** The signed note. */
  note: string
  /** RFC 9162 §2.1.4, base64, from the checkpoint line before. In a selection alone. */
  consistency?: readonly string[]
  given?: readonly GivenTo[]
}

/** The last line. */
export interface EndLine {
  type: 'end'
  /** How many entry lines there are, decimal. */
  entries: string
}

export type ExportLine = LogLine | EntryLine | CheckpointLine | EndLine

/** With its LF. */
export const writeLine = (line: ExportLine): string => `${JSON.stringify(line)}\n`
