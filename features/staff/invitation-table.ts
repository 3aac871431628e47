/** Inviting many at once from a table of a spreadsheet: looked at row by row first, then everybody or nobody. */
import { isSharedAddress } from '../../pure/addresses/shared-address.ts'
import type { Answer } from '../../pure/contract/endpoint.ts'
import { emailAddress, foldAddress, line } from '../../pure/contract/fields.ts'
import type { FileAnswer } from '../../pure/contract/file.ts'
import { csvFile } from '../../pure/csv/csv.ts'
import { dayOf, isDay } from '../../pure/days/days.ts'
import { OUTSIDERS, type Outsider, ROLES, type Role } from '../../pure/roles/roles.ts'
import { read } from '../../server/db/database.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { isFormula } from '../../pure/csv/csv.ts'
import { readTable, type TableRow } from '../../server/csv/read.ts'
import { newId } from '../../server/db/ids.ts'
import * as people from '../people/service.ts'
import { findAround, listPlaces } from './invitation-queries.ts'
import { faultsOf, type Invitee } from './invitation-judging.ts'
import { inviteAll, type Inviting } from './invitations.ts'
import {
  invitationProblem,
  type lookAtTable,
  type RowFault,
  TABLE_BYTES,
  type TABLE_FAULTS,
  TABLE_ROWS,
} from './invitations-contract.ts'
import { viewerOf } from './roster.ts'

/** Names of the columns as our own template has them, and what else people call them. */
const COLUMNS = {
  name: ['name', 'fullname'],
  address: ['email', 'emailaddress', 'mail', 'address'],
  role: ['role'],
  ends: ['lastday', 'enddate'],
  outsider: ['outsider'],
  places: ['places', 'place'],
} as const
type Column = keyof typeof COLUMNS
const NEEDED = ['name', 'address', 'role'] as const satisfies readonly Column[]

type Fault = { why: (typeof TABLE_FAULTS)[number]; line: number | null; columns: string[] }

const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Where each column stands. */
function columnsOf(head: readonly string[]): Map<Column, number> | Fault {
  const names = Object.entries(COLUMNS) as [Column, readonly string[]][]
  const found = head.map((cell) => names.find(([, known]) => known.includes(plain(cell)))?.[0])
  const fault = (why: Fault['why'], columns: string[]): Fault => ({ why, line: 1, columns })
  const unknown = head.filter((cell, at) => found[at] === undefined && cell !== '')
  if (unknown.length > 0) return fault('column_unknown', unknown.slice(0, 5))
  const twice = head.filter((_cell, at) => found[at] !== undefined && found.indexOf(found[at]) !== at)
  if (twice.length > 0) return fault('column_twice', twice)
  const missing = NEEDED.filter((column) => !found.includes(column))
  if (missing.length > 0) return fault('column_missing', missing)
  return new Map(found.flatMap((column, at) => (column ? [[column, at]] : [])))
}

interface Row {
  line: number
  /** As they stand in the table. */
  name: string
  address: string
  role: string
  invitee: Invitee | undefined
  faults: RowFault[]
}

/** What every row asks for, and what is wrong with it by itself. */
function readRow(
  ctx: Context,
  { line: number, cells }: TableRow,
  at: Map<Column, number>,
  places: ReadonlyMap<string, string>,
): Row {
  const cell = (column: Column) => cells[at.get(column) ?? -1]?.trim() ?? ''
  const name = line(80, 2).safeParse(cell('name'))
  const address = emailAddress.safeParse(cell('address'))
  const role = roleOf(ctx, cell('role'))
  const outsider = cell('outsider') === '' ? undefined : outsiderOf(ctx, cell('outsider'))
  const named = cell('places')
    .split(/[;,|]/)
    .map((one) => one.trim())
    .filter(Boolean)
  const locationIds = named.map((one) => places.get(one.toLowerCase()))
  const faults: (RowFault | false)[] = [
    // No name, address or role begins like one: somebody wants a spreadsheet to compute it.
    cells.some(isFormula) && 'formula',
    !name.success && 'name',
    !address.success && 'address',
    role === undefined && 'role',
    cell('ends') !== '' && !isDay(cell('ends')) && 'end_date',
    outsider === null && 'outsider',
    locationIds.includes(undefined) && 'place_unknown',
  ]
  const wrong = faults.filter((fault) => fault !== false)
  const invitee =
    wrong.length === 0 && name.success && address.success && role
      ? {
          name: name.data,
          address: address.data,
          role,
          ...(outsider && { outsider }),
          ...(cell('ends') !== '' && { accessEndsOn: cell('ends') }),
          locationIds: locationIds.filter((id) => id !== undefined),
        }
      : undefined
  return {
    line: number,
    name: cell('name'),
    address: cell('address'),
    role: cell('role'),
    invitee,
    faults: wrong,
  }
}

/** By its name on the screens, or by its own. */
function wordOf<T extends string>(ctx: Context, text: string, all: readonly T[], key: (one: T) => string) {
  const words: Readonly<Record<string, string>> = ctx.kernel.catalogue
  return all.find((one) => plain(one) === plain(text) || plain(words[key(one)] ?? '') === plain(text))
}
const roleOf = (ctx: Context, text: string): Role | undefined =>
  wordOf(ctx, text, ROLES, (one) => `role.${one}`)
const outsiderOf = (ctx: Context, text: string): Outsider | null =>
  wordOf(ctx, text, OUTSIDERS, (one) => `staff.outsider.${one}`) ?? null

interface Looked {
  fault: Fault | null
  rows: Row[]
}

/** Reads a table and judges each row as it stands now. Changes nothing. */
async function look({ ctx, session }: Inviting, table: string): Promise<Looked> {
  const read = readTable(Buffer.from(table, 'base64'), { bytes: TABLE_BYTES, rows: TABLE_ROWS })
  if ('why' in read)
    return { fault: { why: read.why, line: 'line' in read ? read.line : null, columns: [] }, rows: [] }
  const at = columnsOf(read.head)
  if ('why' in at) return { fault: at, rows: [] }
  if (read.rows.length === 0) return { fault: { why: 'empty', line: null, columns: [] }, rows: [] }
  const { rows, around, zone } = await surroundings(ctx, read.rows, at, viewerOf(session))
  const seen = new Set<string>()
  const today = dayOf(ctx.now, zone)
  for (const row of rows) {
    const { invitee } = row
    if (!invitee) continue
    const folded = foldAddress(invitee.address)
    row.faults.push(...faultsOf(invitee, { ...around, role: session.role, today }))
    if (seen.has(folded)) row.faults.push('twice')
    seen.add(folded)
  }
  return { fault: null, rows }
}

function surroundings(
  ctx: Context,
  table: readonly TableRow[],
  at: Map<Column, number>,
  viewer: PersonId | null,
) {
  return read(ctx, async (tx) => {
    const places = new Map(
      (await listPlaces(tx, ctx, viewer)).map(({ placeId, name }) => [name.toLowerCase(), placeId]),
    )
    const rows = table.map((row) => readRow(ctx, row, at, places))
    const addresses = rows.flatMap(({ invitee }) => (invitee ? [foldAddress(invitee.address)] : []))
    return {
      rows,
      around: await findAround(tx, ctx, addresses),
      zone: (await people.getClinic(tx, ctx)).zone,
    }
  })
}

export async function lookAt(
  call: Inviting & { body: { table: string } },
): Promise<Answer<typeof lookAtTable>> {
  const { fault, rows } = await look(call, call.body.table)
  return {
    fault,
    rows: rows.map(({ invitee: _invitee, ...row }) => ({
      ...row,
      name: row.name.slice(0, 120),
      address: row.address.slice(0, 260),
      role: row.role.slice(0, 60),
      shared: isSharedAddress(row.address),
    })),
  }
}

/** Throws `invitations.table_not_good` when anything speaks against any row, or it is another table than was looked at. */
export async function inviteFrom(
  call: Inviting & { body: { table: string; rows: number } },
): Promise<{ invited: number }> {
  const { fault, rows } = await look(call, call.body.table)
  const invitees = rows.flatMap(({ invitee, faults }) => (invitee && faults.length === 0 ? [invitee] : []))
  if (fault || invitees.length !== rows.length || rows.length !== call.body.rows)
    throw invitationProblem('invitations.table_not_good')
  const { ids } = await inviteAll(call, invitees, newId(call.ctx.now))
  return { invited: ids.length }
}

/** The head, and one line that shows how it is filled in. */
export function template(ctx: Context): FileAnswer {
  const words: Readonly<Record<string, string>> = ctx.kernel.catalogue
  const column = (name: Column) => words[`invitations.table.column.${name}`] ?? name
  const names = Object.keys(COLUMNS) as Column[]
  const example = ['Ada Marsh', 'ada.marsh@marshlane.example', words['role.NURSE'] ?? '', '', '', '']
  return {
    name: words['invitations.table.file'] ?? 'people.csv',
    content: Buffer.from(csvFile([names.map(column), example])),
  }
}
