/**
 * The last Owner can be let in by nobody in the product. A second Owner is the way; where there is nobody for it, backup
 * codes sealed in the safe are: stated by the Owner, good for a year, and for as long as these codes are the newest.
 */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { FileAnswer } from '../../pure/contract/file.ts'
import { dayOf, noonOf } from '../../pure/days/days.ts'
import { createWords } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import { audited, read, write } from '../../server/db/database.ts'
import { newId } from '../../server/db/ids.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { renderPdf } from '../../server/pdf/pdf.ts'
import * as identity from '../identity/service.ts'
import * as people from '../people/service.ts'
import * as sessions from '../sessions/service.ts'
import { layOutEnvelope } from './envelope-sheet.ts'
import { type getLoneOwner, loneOwnerProblem } from './lone-owner-contract.ts'
import { endEnvelopes, findEnvelope, insertEnvelope } from './lone-owner-queries.ts'

type Stands = Answer<typeof getLoneOwner>
const GOOD_MS = 365 * 86_400_000

export async function look(ctx: Context, session: SessionView): Promise<Stands> {
  const codes = await identity.savedCodes(ctx, session.personId)
  const [owners, envelope] = await read(ctx, async (tx) => {
    const ids = await people.listOwnersWhoCanComeIn(tx, ctx)
    const names = await people.listNames(tx, ids)
    return [ids.map((id) => names.get(id) ?? ''), await findEnvelope(tx, ctx, session.personId)] as const
  })
  const until = envelope && new Date(envelope.sealedAt.getTime() + GOOD_MS)
  return {
    owners: owners.toSorted((a, b) => a.localeCompare(b)),
    codes: codes?.left ?? null,
    sealed:
      envelope && until
        ? {
            at: envelope.sealedAt.toISOString(),
            place: envelope.place,
            // What lies in the safe opens nothing any more.
            over: !codes || codes.madeAt > envelope.sealedAt ? 'codes' : until <= ctx.now ? 'year' : null,
            until: until.toISOString(),
          }
        : null,
  }
}

/** Whether an Owner who cannot sign in is let in again. */
export async function ownersCovered(ctx: Context, session: SessionView): Promise<boolean> {
  const { owners, sealed } = await look(ctx, session)
  return owners.length > 1 || sealed?.over === null
}

/** Throws `lone_owner.no_codes`. */
export async function seal(
  ctx: Context,
  session: SessionView,
  place: string,
): Promise<Record<string, never>> {
  if (!(await identity.savedCodes(ctx, session.personId))) throw loneOwnerProblem('lone_owner.no_codes')
  return write(ctx, async (tx) => {
    await sessions.hold(tx, ctx, session, 'owners.make')
    // Of two at one instant the second waits for this row.
    await people.holdMembers(tx, ctx, [session.personId])
    const before = await endEnvelopes(tx, ctx, session.personId)
    await insertEnvelope(tx, ctx, { id: newId(ctx.now), ownerId: session.personId, place })
    return audited(
      {
        action: 'owner_envelope.sealed',
        category: 'config',
        target: { type: 'person', id: session.personId },
        personal: { before: before[0], after: place },
      },
      {},
    )
  })
}

/** One page, dated by the clinic's day. It holds no secret: the codes are written or laid in by hand. */
export async function sheet(ctx: Context, session: SessionView): Promise<FileAnswer> {
  const { clinicName: clinic, country, locale, zone, personName, address } = session
  const words = createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })
  const date = words.date(ctx.now)
  const content = await renderPdf({
    title: words('lone_owner.paper.title', { owner: personName }),
    language: words.language,
    clinic,
    country,
    dated: noonOf(dayOf(ctx.now, zone)),
    foot: (page, of) => [clinic, words('lone_owner.paper.foot', { date, page, of })],
    sheets: [
      layOutEnvelope(words, { clinic, owner: personName, address, origin: ctx.kernel.config.origin, date }),
    ],
  })
  return { name: words('lone_owner.paper.file', { clinic }), content }
}
