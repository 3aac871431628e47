/** What the clinic states of the systems it uses: each fact by whom and when. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { suggestedSystems } from '../../pure/systems/systems.ts'
import type { Context, PersonId } from '../../server/context.ts'
import { type Audited, audited, read, type Reader, write, type Writer } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { Received } from '../../pure/contract/endpoint.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as people from '../people/service.ts'
import {
  type addSystems,
  type getSystem,
  type listSystems,
  type stateSystem,
  systemsProblem,
} from './contract.ts'
import {
  holdSystem,
  insertSystem,
  isNameTaken,
  listAccounts,
  listStored,
  listWorking,
  type StoredSystem,
  type SystemChange,
  updateAccountEnded,
  updateSystem,
} from './queries.ts'

type Row = Answer<typeof getSystem>
type Body = Received<typeof stateSystem>['body']

export async function systems(ctx: Context, session: SessionView): Promise<Answer<typeof listSystems>> {
  return {
    systems: await read(ctx, (tx) => rows(tx, ctx)),
    suggestions: suggestedSystems(session.country).map(({ kind, names }) => ({ kind, names: [...names] })),
  }
}

/** Throws `systems.not_found`. */
export async function system(ctx: Context, systemId: string): Promise<Row> {
  const found = (await read(ctx, (tx) => rows(tx, ctx))).find(({ id }) => id === systemId)
  if (!found) throw systemsProblem('systems.not_found')
  return found
}

async function rows(tx: Reader, ctx: Context): Promise<Row[]> {
  const stored = await listStored(tx, ctx)
  const accounts = await listAccounts(tx, ctx)
  const names = await people.listNames(tx, [
    ...new Set([
      ...stored.flatMap((one) =>
        [one.run_by, one.run_said_by, one.shared_said_by, one.factor_said_by, one.agreement_said_by].filter(
          (who) => who !== null,
        ),
      ),
      ...accounts.map(({ statedBy }) => statedBy),
    ]),
  ])
  const nameOf = (who: string) => names.get(who) ?? ''
  const saidBy = (who: string | null, at: Date | null) =>
    who !== null && at !== null ? { by: nameOf(who), at: at.toISOString() } : null
  return stored.map((one) => ({
    id: one.id,
    kind: one.kind,
    name: one.name,
    note: one.note,
    runBy:
      one.run_by !== null
        ? { personId: one.run_by, name: nameOf(one.run_by) }
        : one.run_by_name !== null
          ? { personId: null, name: one.run_by_name }
          : null,
    runSaid: saidBy(one.run_said_by, one.run_said_at),
    sharedSignIn: sharedOf(one.shared_sign_in),
    sharedSaid: saidBy(one.shared_said_by, one.shared_said_at),
    secondFactor: one.second_factor,
    factorSaid: saidBy(one.factor_said_by, one.factor_said_at),
    agreement: one.agreement,
    agreementSaid: saidBy(one.agreement_said_by, one.agreement_said_at),
    accounts: accounts
      .filter(({ systemId }) => systemId === one.id)
      .map((account) => ({
        id: account.id,
        personId: account.personId,
        name: account.name,
        gone: account.state !== 'active',
        login: account.login,
        noSecondFactor: account.noSecondFactor,
        said: { by: nameOf(account.statedBy), at: account.statedAt.toISOString() },
      })),
    revision: one.revision,
  }))
}

const sharedOf = (shared: boolean | null) => (shared === null ? 'unknown' : shared ? 'yes' : 'no')

export async function add(
  ctx: Context,
  session: SessionView,
  wanted: Received<typeof addSystems>['body']['systems'],
): Promise<Answer<typeof addSystems>> {
  const there = new Set((await read(ctx, (tx) => listStored(tx, ctx))).map(({ name }) => name.toLowerCase()))
  // A second press of the same button adds nothing, and leaves nothing in the log.
  if (wanted.every(({ name }) => there.has(name.toLowerCase()))) return { added: [] }
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    const made: { id: string; name: string }[] = []
    for (const { kind, name } of wanted) {
      const id = newId(ctx.now)
      if (await insertSystem(tx, ctx, { id, kind, name, by: session.personId })) made.push({ id, name })
    }
    const [first, ...rest] = made.map(({ id, name }) => ({
      action: 'system.added',
      category: 'config' as const,
      target: { type: 'system', id },
      personal: { target_name: name },
    }))
    // Somebody ticked the same a moment before.
    if (!first) throw systemsProblem('systems.changed_meanwhile')
    return audited([first, ...rest], { added: made.map(({ name }) => name) })
  })
}

/** Throws `systems.not_found`, `…changed_meanwhile`, `…name_taken`, `…person_not_found`. */
export async function state(
  ctx: Context,
  session: SessionView,
  systemId: string,
  body: Body,
): Promise<Answer<typeof stateSystem>> {
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    const before = await holdAt(tx, ctx, systemId, body.revision)
    if (await isNameTaken(tx, ctx, body.name, systemId)) throw systemsProblem('systems.name_taken')
    if (body.runBy !== null && body.runBy !== before.run_by) {
      const working = await listWorking(tx, ctx, [body.runBy])
      if (!working.has(body.runBy)) throw systemsProblem('systems.person_not_found')
    }
    const change = changeOf(ctx, session.personId, before, body)
    await updateSystem(tx, ctx, systemId, change)
    const names = await people.listNames(
      tx,
      [before.run_by, change.run_by ?? null].filter((who) => who !== null),
    )
    return audited(
      {
        action: 'system.stated',
        category: 'config',
        target: { type: 'system', id: systemId },
        personal: {
          target_name: body.name,
          before: describe(before, names),
          after: describe({ ...before, ...change }, names),
        },
      },
      { revision: before.revision + 1 },
    )
  })
}

/** Held, at the revision that the screen saw. */
export async function holdAt(
  tx: Writer,
  ctx: Context,
  systemId: string,
  revision: number,
): Promise<StoredSystem> {
  const found = await holdSystem(tx, ctx, systemId)
  if (!found) throw systemsProblem('systems.not_found')
  if (found.revision !== revision) throw systemsProblem('systems.changed_meanwhile')
  return found
}

/** A fact is stated by who changes it, or says all of it again; what is not known is stated by nobody. */
function changeOf(ctx: Context, by: PersonId, before: StoredSystem, body: Body): SystemChange {
  const shared = body.sharedSignIn === 'unknown' ? null : body.sharedSignIn === 'yes'
  const runBy = body.runBy as PersonId | null
  const runByName = runBy === null && body.runByName !== '' ? body.runByName : null
  const said = (known: boolean, same: boolean) =>
    !known ? [null, null] : same && !body.again ? undefined : [by, ctx.now]
  const [run, sharing, factor, agreement] = [
    said(runBy !== null || runByName !== null, runBy === before.run_by && runByName === before.run_by_name),
    said(shared !== null, shared === before.shared_sign_in),
    said(body.secondFactor !== 'unknown', body.secondFactor === before.second_factor),
    said(body.agreement !== 'unknown', body.agreement === before.agreement),
  ] as ([PersonId | null, Date | null] | undefined)[]
  return {
    kind: body.kind,
    name: body.name,
    note: body.note,
    run_by: runBy,
    run_by_name: runByName,
    shared_sign_in: shared,
    second_factor: body.secondFactor,
    agreement: body.agreement,
    ...(run && { run_said_by: run[0], run_said_at: run[1] }),
    ...(sharing && { shared_said_by: sharing[0], shared_said_at: sharing[1] }),
    ...(factor && { factor_said_by: factor[0], factor_said_at: factor[1] }),
    ...(agreement && { agreement_said_by: agreement[0], agreement_said_at: agreement[1] }),
  }
}

/** For the log. */
const describe = (of: Omit<StoredSystem, 'id' | 'revision'>, names: ReadonlyMap<string, string>): string =>
  [
    `${of.name} (${of.kind})`,
    `run by: ${(of.run_by !== null && names.get(of.run_by)) || of.run_by_name || 'not stated'}`,
    `one sign-in for several: ${sharedOf(of.shared_sign_in)}`,
    `second step: ${of.second_factor}`,
    `agreement: ${of.agreement}`,
    ...(of.note === '' ? [] : [`note: ${of.note}`]),
  ].join('\n')

/** Throws `systems.not_found`. */
export async function end(ctx: Context, systemId: string): Promise<Record<string, never>> {
  return write(ctx, async (tx): Promise<Audited<Record<string, never>>> => {
    const found = await holdSystem(tx, ctx, systemId)
    if (!found) throw systemsProblem('systems.not_found')
    const accounts = await listAccounts(tx, ctx, { systemId })
    for (const { id } of accounts) await updateAccountEnded(tx, ctx, id, ctx.personId)
    await updateSystem(tx, ctx, systemId, { ended_at: ctx.now })
    return audited(
      {
        action: 'system.ended',
        category: 'config',
        target: { type: 'system', id: systemId },
        personal: { target_name: found.name, accounts: accounts.map(({ name }) => name).join(', ') },
      },
      {},
    )
  })
}
