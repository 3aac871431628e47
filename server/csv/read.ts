/**
 * Tables that people bring: a file of a spreadsheet or pasted text, in whatever encoding and with whatever separator it was
 * saved (RFC 4180 and its kin). Nothing is guessed past a fault: the answer names the line.
 */
import { CsvError, parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { withoutMark } from '../../pure/csv/csv.ts'

export interface TableLimits {
  /** D 1 MiB. */
  bytes?: number
  /** Without the head; D 500. */
  rows?: number
}

export interface TableRow {
  /** Line of the file it begins in, the head's is 1. */
  line: number
  cells: string[]
}

export interface Table {
  /** The names of the columns as they stand in the file, without blanks around them. */
  head: string[]
  /** Without empty lines. Every row has as many cells as the head. */
  rows: TableRow[]
}

export type TableFault =
  | { why: 'too_large' | 'too_many_rows' | 'empty' | 'not_text' }
  | { why: 'quote_not_closed' | 'cells_not_as_head'; line: number }

const BYTES = 1024 * 1024
const ROWS = 500
const SEPARATORS = [',', ';', '\t'] as const

/** Reads a table; a fault instead of a part of it. */
export function readTable(
  bytes: Uint8Array,
  { bytes: most = BYTES, rows: mostRows = ROWS }: TableLimits = {},
): Table | TableFault {
  if (bytes.length > most) return { why: 'too_large' }
  const text = decode(bytes)
  if (text === undefined) return { why: 'not_text' }
  if (text.trim() === '') return { why: 'empty' }
  try {
    const records = parse(text, {
      delimiter: separatorOf(text),
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      // One more than may be, to tell that there are more.
      to: mostRows + 2,
    }) as unknown as Parsed[]
    return tableOf(records, mostRows)
  } catch (error) {
    if (error instanceof CsvError) return { why: 'quote_not_closed', line: Number(error['lines'] ?? 1) }
    throw error
  }
}

/** `lines`: the one it ends in. */
interface Parsed {
  record: string[]
  raw: string
  info: { lines: number }
}

const lineOf = ({ raw, info }: Parsed) => info.lines - (raw.trim().match(/\r\n|\n|\r/g)?.length ?? 0)

function tableOf(records: Parsed[], mostRows: number): Table | TableFault {
  const filled = records.filter(({ record }) => record.some((cell) => cell !== ''))
  const [head, ...rows] = filled
  if (!head) return { why: 'empty' }
  if (rows.length > mostRows) return { why: 'too_many_rows' }
  const width = head.record.length
  const odd = rows.find(({ record }) => record.length !== width)
  if (odd) return { why: 'cells_not_as_head', line: lineOf(odd) }
  return {
    head: head.record.map(withoutMark),
    rows: rows.map((row) => ({ line: lineOf(row), cells: row.record.map(withoutMark) })),
  }
}

/** UTF-8 and UTF-16 by their mark, UTF-8 where every byte fits, else Windows-1252; undefined: no text at all. */
function decode(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes)
  if (buffer.length >= 2 && buffer[0] === 0xff && buffer[1] === 0xfe) return iconv.decode(buffer, 'utf16le')
  if (buffer.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer)
  } catch {
    return iconv.decode(buffer, 'win1252')
  }
}

/** The one of the three that parts the first line into most cells. */
function separatorOf(text: string): string {
  const first = text.split(/\r\n|\n|\r/, 1)[0] ?? ''
  return SEPARATORS.toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ','
}
