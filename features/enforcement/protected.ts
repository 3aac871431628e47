/** Who is protected: everybody's second step, last sign-in, dates and exceptions, and what may be done for whom. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { FileAnswer } from '../../pure/contract/file.ts'
import { csvFile } from '../../pure/csv/csv.ts'
import { outranks, type Role } from '../../pure/roles/roles.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { listProtected, WHO_IS_SHOWN } from './protected-contract.ts'
import { listProtectedRows, type ProtectedRow } from './protected-queries.ts'
import {
  deadlineOf,
  GRACE_APART_MS,
  graceHelps,
  hasAnythingToReset,
  hasFactor,
  stateOf,
} from './protection.ts'

export type ProtectedPerson = Answer<typeof listProtected>['people'][number]

export interface Filter {
  show: (typeof WHO_IS_SHOWN)[number]
  role?: Role | undefined
}

export async function list(ctx: Context, session: SessionView): Promise<Answer<typeof listProtected>> {
  const rows = await read(ctx, (tx) => listProtectedRows(tx, ctx))
  return { people: rows.map((row) => personOf(row, rows, ctx, session)) }
}

function personOf(
  row: ProtectedRow,
  all: readonly ProtectedRow[],
  ctx: Context,
  session: SessionView,
): ProtectedPerson {
  const deadline = deadlineOf(row, ctx)
  const grace = row.grace_ends_at && row.grace_ends_at > ctx.now ? row.grace_ends_at : undefined
  const graceFrom = row.grace_given_at && new Date(row.grace_given_at.getTime() + GRACE_APART_MS)
  const early = graceFrom !== null && graceFrom > ctx.now
  const self = row.person_id === session.personId
  const barred = self ? 'self' : outranks(session.role, row.role) ? undefined : 'rank'
  const others = all.filter(
    (one) => one.role === 'OWNER' && one.person_id !== row.person_id && canComeIn(one),
  )
  const resetBarred = hasAnythingToReset(row)
    ? row.role === 'OWNER' && others.length === 0
      ? 'last_owner'
      : 'yes'
    : 'nothing'
  return {
    id: row.person_id,
    name: row.name,
    role: row.role,
    state: stateOf(row, ctx),
    app: row.has_totp,
    passkeys: row.passkeys,
    backupCodes: row.backup_codes,
    lastSignIn: row.signed_in_at && {
      at: row.signed_in_at.toISOString(),
      how: row.by_passkey ? 'passkey' : row.by_code ? 'two_factors' : 'password',
    },
    deadline: deadline ? { at: deadline.at.toISOString(), asks: deadline.asks } : null,
    grace: grace
      ? { endsAt: grace.toISOString(), by: row.grace_by ?? '', reason: row.grace_reason ?? '' }
      : null,
    awayUntil: row.away_until,
    renewSince: row.renew_factor_since?.toISOString() ?? null,
    elsewhere: row.elsewhere,
    may: {
      grace: barred ?? (early ? 'again' : graceHelps(row, ctx) ? 'yes' : 'not_needed'),
      leave: barred === 'rank' ? 'rank' : 'yes',
      reset: barred ?? resetBarred,
      beside: barred ?? (hasFactor(row) && !row.renew_factor_since ? 'not_needed' : 'yes'),
      link: barred ?? (row.elsewhere ? 'elsewhere' : 'yes'),
    },
    graceFrom: early && graceFrom ? graceFrom.toISOString() : null,
  }
}

const canComeIn = (row: ProtectedRow) => !row.renew_factor_since && (row.has_password || row.passkeys > 0)

/** The rows that the page shows under this filter, as a table; that it was taken away is an event. */
export async function asCsv(ctx: Context, session: SessionView, filter: Filter): Promise<FileAnswer> {
  const { locale, zone } = session
  const { people } = await list(ctx, session)
  const shown = people.filter((person) => isShown(person, filter))
  const words = createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })
  const moment = (at: string | undefined) => (at === undefined ? '' : words.exact(new Date(at)))
  const yes = (has: boolean) => words(has ? 'protected.csv.yes' : 'protected.csv.no')
  const head = COLUMNS.map((column) => words(`protected.csv.${column}`))
  const rows = shown.map((person) => [
    person.name,
    words(`role.${person.role}`),
    words(`protected.state.${person.state}`),
    yes(person.app),
    String(person.passkeys),
    String(person.backupCodes),
    moment(person.lastSignIn?.at),
    person.lastSignIn ? words(`protected.how.${person.lastSignIn.how}`) : '',
    moment(person.deadline?.at),
    moment(person.grace?.endsAt),
    person.awayUntil ?? '',
  ])
  await write(ctx, async () =>
    audited({
      action: 'protected.exported',
      category: 'config',
      target: { type: 'clinic', id: session.clinicId },
      personal: { rows: String(rows.length), which: filter.show, role: filter.role },
    }),
  )
  return {
    name: `${words('protected.csv.name', { clinic: session.clinicName })}.csv`,
    content: Buffer.from(csvFile([head, ...rows])),
  }
}

const COLUMNS = [
  'person',
  'role',
  'state',
  'app',
  'passkeys',
  'backup_codes',
  'signed_in',
  'how',
  'deadline',
  'grace',
  'away',
] as const

/** The same question as the page asks (web/protected.ts). */
function isShown(person: ProtectedPerson, { show, role }: Filter): boolean {
  if (role && person.role !== role) return false
  if (show === 'not_yet') return person.state !== 'protected'
  if (show === 'exceptions') return person.grace !== null || person.awayUntil !== null
  return true
}
