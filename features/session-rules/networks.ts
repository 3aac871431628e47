/** From which networks people may sign in: read and changed, never so that whoever saves is outside. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { FieldProblem } from '../../pure/contract/problem.ts'
import { isWithin, networksOf, readAddress, readNetwork } from '../../pure/network/networks.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, refuseInside, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { Words } from '../../pure/words/words.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { type getNetworks, networksProblem, type saveNetworks } from './networks-contract.ts'
import { findNetworks, type NetworkList, updateNetworks } from './queries.ts'
import { changedOf } from './service.ts'

export async function networks(ctx: Context): Promise<Answer<typeof getNetworks>> {
  const found = await read(ctx, (tx) => findNetworks(tx, ctx))
  return {
    ...found,
    changed: changedOf(found),
    you: { address: ctx.address ?? '', cameBy: ctx.cameBy ?? 'direct' },
  }
}

/**
 * Throws `networks.refused` with the reason at each row, `networks.none`, `networks.would_shut_out`,
 * `networks.owners_only` and `networks.changed_meanwhile`.
 */
export async function save(
  ctx: Context,
  session: SessionView,
  { revision, ...typed }: NetworkList & { revision: number },
): Promise<Answer<typeof saveNetworks>> {
  const wanted = accept(typed)
  if (wanted.on && wanted.networks.length === 0) throw networksProblem('networks.none')
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    await sessions.hold(tx, ctx, session, 'security.manage')
    const before = await findNetworks(tx, ctx)
    if (before.revision !== revision) throw networksProblem('networks.changed_meanwhile')
    if (before.ownersPass !== wanted.ownersPass && session.role !== 'OWNER') return refuseOthers(ctx)
    if (shutsOut(ctx, session, wanted))
      throw networksProblem('networks.would_shut_out', { values: { address: ctx.address ?? '' } })
    await updateNetworks(tx, ctx, session.personId, wanted)
    if (isLooser(before, wanted))
      await people.tellLoosened(tx, ctx, session, {
        page: 'menu.settings.security.network_allow_list',
        says: (words) => saidOf(words, before, wanted),
      })
    return audited(
      {
        action: 'networks.changed',
        category: 'config',
        target: { type: 'clinic', id: ctx.clinicId },
        personal: { before: describe(before), after: describe(wanted) },
      },
      { revision: revision + 1 },
    )
  })
}

/** An Admin who could switch the exception off could shut the Owners out. */
const refuseOthers = (ctx: Context): never =>
  refuseInside(ctx, networksProblem('networks.owners_only'), {
    action: 'request.refused',
    category: 'auth',
    outcome: 'refused',
    personal: { reason: 'networks.owners_only' },
  })

const shutsOut = (ctx: Context, session: SessionView, { on, networks: list, ownersPass }: NetworkList) =>
  on &&
  !(ownersPass && session.role === 'OWNER') &&
  !isWithin(readAddress(ctx.address ?? ''), networksOf(list.map(({ network }) => network)))

/** Somebody may come in from where they could not before. */
function isLooser(before: NetworkList, now: NetworkList): boolean {
  if (!before.on) return false
  if (!now.on || (now.ownersPass && !before.ownersPass)) return true
  const known = networksOf(before.networks.map(({ network }) => network))
  return networksOf(now.networks.map(({ network }) => network)).some(
    ({ family, first, prefix }) =>
      !known.some((one) => one.prefix <= prefix && isWithin({ family, value: first }, [one])),
  )
}

/** For the mail to the Owners, in the words of the page. */
const saidOf = (words: Words, before: NetworkList, now: NetworkList) => {
  const said = (of: NetworkList) => ({
    'networks.switch': words(of.on ? 'networks.on' : 'networks.off'),
    'networks.list':
      of.networks.map(({ network, note }) => (note === '' ? network : `${network} (${note})`)).join(', ') ||
      words('networks.told.none'),
    'networks.owners': words(of.ownersPass ? 'networks.told.yes' : 'networks.told.no'),
  })
  const then = said(before)
  return Object.entries(said(now)).map(([what, text]) => ({
    what: words(what),
    before: then[what as keyof typeof then],
    now: text,
  }))
}

/** The rows as they are kept; blank ones are none. */
function accept({ networks: rows, ...rest }: NetworkList): NetworkList {
  const fields: FieldProblem[] = []
  const kept: NetworkList['networks'] = []
  for (const [at, row] of rows.entries()) {
    if (row.network === '' && row.note === '') continue
    const found = readNetwork(row.network)
    const path = `body.networks.${at}.network`
    if (!found.ok) {
      const words = `networks.why.${found.why}${found.offer === undefined ? '' : '.offer'}`
      fields.push({ path, expected: words, words, values: { offer: found.offer ?? '' } })
    } else if (kept.some(({ network }) => network === found.network.text)) {
      fields.push({ path, expected: 'networks.why.twice', words: 'networks.why.twice' })
    } else kept.push({ network: found.network.text, note: row.note })
  }
  if (fields.length > 0) throw networksProblem('networks.refused', { fields })
  return { ...rest, networks: kept }
}

/** For the log. */
const describe = ({ on, networks: list, ownersPass }: NetworkList): string =>
  [
    on ? 'on' : 'off',
    ...list.map(({ network, note }) => (note === '' ? network : `${network} (${note})`)),
    ownersPass ? 'Owners from anywhere' : 'Owners too',
  ].join('\n')
