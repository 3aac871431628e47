/** What somebody brings as a list of another system's users, read: every account in it, or why not. */
import { columnsOf, isShut, namesPeople } from '../../pure/accounts/columns.ts'
import type { Account } from '../../pure/accounts/match-accounts.ts'
import { readTypedLines } from '../../pure/accounts/typed-lines.ts'
import { isFormula } from '../../pure/csv/csv.ts'
import { readTable, type Table } from '../../server/csv/read.ts'
import { LIST_BYTES, LIST_ROWS } from './lists-contract.ts'

export interface Entry extends Account {
  line: number
  /** What it may do there, in that system's words. */
  role: string
  /** When it was last used, as that system writes it. */
  seen: string
  /** It is there, but nobody can sign in with it. */
  shut: boolean
}

export interface ListFault {
  why:
    | 'too_large'
    | 'too_many_rows'
    | 'empty'
    | 'not_text'
    | 'quote_not_closed'
    | 'cells_not_as_head'
    | 'head_not_known'
    | 'nobody_in_line'
    | 'formula'
    | 'too_long'
  line?: number
}

export type Brought = { how: 'csv'; file: string } | { how: 'pasted' | 'typed'; text: string }

/** Of one cell: names are shorter, and what is longer is no list of people. */
const CELL = 200
// C0, DEL, C1, separators and what turns text around: they let one name look like another.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/gu

/** All accounts of a list, at most 500. A fault names the line that it is in, and then nothing is taken. */
export function readList(brought: Brought): Entry[] | ListFault {
  const table =
    brought.how === 'csv'
      ? readTable(Buffer.from(brought.file, 'base64'), { bytes: LIST_BYTES, rows: LIST_ROWS })
      : tableIn(brought.text)
  if (table && 'why' in table) return table
  const entries = table ? entriesOf(table) : typedEntries(brought.how === 'csv' ? '' : brought.text)
  return 'why' in entries ? entries : judged(entries)
}

/** Text that is a table with a head, as it comes out of a spreadsheet; undefined: lines. */
function tableIn(text: string): Table | undefined {
  const table = readTable(Buffer.from(text), { bytes: LIST_BYTES, rows: LIST_ROWS })
  return 'why' in table || !namesPeople(columnsOf(table.head)) ? undefined : table
}

function entriesOf({ head, rows }: Table): Entry[] | ListFault {
  const columns = columnsOf(head)
  if (!namesPeople(columns)) return { why: 'head_not_known' }
  if (rows.length === 0) return { why: 'empty' }
  return rows.map(({ line, cells }) => {
    const cell = (column: (typeof columns)[number]) => plain(cells[columns.indexOf(column)] ?? '')
    const full = cell('name') || [cell('first'), cell('last')].filter(Boolean).join(' ')
    const [address, login] = [cell('address'), cell('login')]
    return {
      line,
      name: full,
      // A user principal name may be no address that gets mail.
      login: login || (address.includes('@') ? '' : address),
      address: address.includes('@') ? address : '',
      role: cell('role'),
      seen: cell('seen'),
      shut: isShut(head[columns.indexOf('status')] ?? '', cell('status')),
    }
  })
}

function typedEntries(text: string): Entry[] | ListFault {
  const lines = readTypedLines(text)
  if (lines.length === 0) return { why: 'empty' }
  if (lines.length > LIST_ROWS) return { why: 'too_many_rows' }
  return lines.map((one) => ({
    ...one,
    name: plain(one.name),
    login: plain(one.login),
    address: plain(one.address),
    role: plain(one.role),
    seen: '',
    shut: false,
  }))
}

function judged(entries: Entry[]): Entry[] | ListFault {
  for (const { line, name, login, address, role, seen } of entries) {
    const cells = [name, login, address, role, seen]
    if (cells.some((cell) => [...cell].length > CELL)) return { why: 'too_long', line }
    // What a spreadsheet would compute is nobody's name: the file was meddled with, or its columns slipped.
    if ([name, login, address].some(isFormula)) return { why: 'formula', line }
    if (name === '' && login === '' && address === '') return { why: 'nobody_in_line', line }
  }
  return entries
}

const plain = (cell: string) => cell.normalize('NFC').replaceAll(UNSEEN, ' ').replaceAll(/\s+/g, ' ').trim()
