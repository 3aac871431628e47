/** How long a sign-in lasts: read, and changed for everybody at once, also for who is signed in. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { type SessionRules, whyOverUnder } from '../../pure/session/limits.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write, type Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { Words } from '../../pure/words/words.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { type getSessionRules, type saveSessionRules, sessionRulesProblem } from './contract.ts'
import { type Changed, endSessions, findRules, listSessions, updateRules } from './queries.ts'

export const changedOf = ({ changed }: Changed) => changed && { by: changed.by, at: changed.at.toISOString() }

export async function rules(ctx: Context): Promise<Answer<typeof getSessionRules>> {
  const found = await read(ctx, (tx) => findRules(tx, ctx))
  return { ...found, changed: changedOf(found) }
}

const KEYS = ['idleMinutes', 'sharedIdleMinutes', 'ownIdleMinutes', 'absoluteHours'] as const

/**
 * Who is over by the new times is signed out in the same change, so that no later change brings them back. Throws
 * `session_rules.changed_meanwhile` with what stands now when `revision` is not the one that does.
 */
export async function saveRules(
  ctx: Context,
  session: SessionView,
  { revision, ...wanted }: SessionRules & { revision: number },
): Promise<Answer<typeof saveSessionRules>> {
  return write(ctx, async (tx) => {
    await people.holdClinic(tx, ctx)
    await sessions.hold(tx, ctx, session, 'security.manage')
    const before = await findRules(tx, ctx)
    if (before.revision !== revision)
      throw sessionRulesProblem('session_rules.changed_meanwhile', stands(before))
    const open = await listSessions(tx, ctx)
    await updateRules(tx, ctx, session.personId, wanted)
    // Whoever saves is at work this moment.
    const over = open.filter(({ id }) => id !== session.sessionId)
    const ended = [
      ...(await endOver(tx, ctx, over, wanted, 'too_long')),
      ...(await endOver(tx, ctx, over, wanted, 'idle')),
    ]
    if (isLooser(before, wanted))
      await people.tellLoosened(tx, ctx, session, {
        page: 'menu.settings.security.session_timeout',
        says: (words) => saidOf(words, before, wanted),
      })
    const names = [...new Set(ended.map(({ name }) => name))]
    return audited(
      [
        {
          action: 'session_rules.changed',
          category: 'config',
          target: { type: 'clinic', id: ctx.clinicId },
          personal: { before: describe(before), after: describe(wanted), ended: String(ended.length) },
        },
        ...ended.map(({ event }) => event),
      ],
      { revision: revision + 1, signedOut: names },
    )
  })
}

async function endOver(
  tx: Writer,
  ctx: Context,
  open: Awaited<ReturnType<typeof listSessions>>,
  wanted: SessionRules,
  why: 'idle' | 'too_long',
): Promise<{ name: string; event: AuditEvent }[]> {
  const over = open.filter((one) => one.state !== 'locked' && whyOverUnder(one, wanted, ctx.now) === why)
  const ids = await endSessions(
    tx,
    ctx,
    over.map(({ id }) => id),
    why,
  )
  return over
    .filter(({ id }) => ids.has(id))
    .map(({ id, personId, name }) => ({
      name,
      event: {
        action: 'session.end',
        category: 'auth',
        target: { type: 'person', id: personId },
        sessionId: id,
        personal: { reason: why, target_name: name },
      },
    }))
}

const ownIdle = ({ ownIdleMinutes, idleMinutes }: SessionRules) => ownIdleMinutes ?? idleMinutes

/** Somebody stays signed in longer than before, anywhere. */
const isLooser = (before: SessionRules, now: SessionRules): boolean =>
  now.idleMinutes > before.idleMinutes ||
  now.sharedIdleMinutes > before.sharedIdleMinutes ||
  ownIdle(now) > ownIdle(before) ||
  now.absoluteHours > before.absoluteHours

/** For the mail to the Owners, in the words of the page. */
const saidOf = (words: Words, before: SessionRules, now: SessionRules) =>
  (
    [
      ['session_rules.idle', (of) => of.idleMinutes],
      ['session_rules.shared', (of) => of.sharedIdleMinutes],
      ['session_rules.own', ownIdle],
      ['session_rules.hours', (of) => of.absoluteHours],
    ] satisfies [string, (of: SessionRules) => number][]
  ).map(([what, of]) => ({
    what: words(what),
    before: words.number(of(before)),
    now: words.number(of(now)),
  }))

/** What stands now, for a screen that saw something older; 0 of an own device: as everywhere. */
const stands = (of: SessionRules & Changed) => ({
  values: {
    ...Object.fromEntries(KEYS.map((key) => [key, of[key] ?? 0])),
    revision: of.revision,
    by: of.changed?.by ?? '',
  },
})

/** For the log. */
const describe = ({ idleMinutes, sharedIdleMinutes, ownIdleMinutes, absoluteHours }: SessionRules): string =>
  [
    `idle: ${idleMinutes} min`,
    `shared computers: ${sharedIdleMinutes} min`,
    `own devices: ${ownIdleMinutes === null ? 'as everywhere' : `${ownIdleMinutes} min`}`,
    `longest: ${absoluteHours} h`,
  ].join('\n')
