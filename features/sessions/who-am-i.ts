/** The answer to "who is at this browser": the session, or the sign on the door. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import { type Context, INSTALLATION } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import type { Cookies } from '../../server/http/route.ts'
import { ENDED_WHY, type whoAmI } from './contract.ts'
import { deviceAt } from './devices.ts'
import { findSign, findSignInSettings, hasBackupCode } from './queries.ts'

export async function describe(
  ctx: Context,
  session: SessionView | undefined,
  ended: string | undefined,
  cookies: Cookies,
): Promise<Answer<typeof whoAmI>> {
  const always = {
    now: ctx.now.toISOString(),
    mail: mailState(ctx, session),
    reachedAs: ctx.kernel.config.reachedAs,
  }
  if (session) {
    return {
      ...always,
      setUp: true,
      state: session.state === 'locked' ? 'none' : session.state,
      endedWhy: null,
      must: session.must ?? null,
      mayEnrol: session.mayEnrol,
      deadline: session.deadline?.toISOString() ?? null,
      outsideNetwork: session.outsideNetwork,
      device: { class: session.deviceClass, name: session.deviceName ?? null },
      clinic:
        session.clinicId === INSTALLATION
          ? null
          : {
              id: session.clinicId,
              name: session.clinicName,
              country: session.country,
              zone: session.zone,
              locale: session.locale,
            },
      person: {
        id: session.personId,
        name: session.personName,
        address: session.address,
        role: session.role,
        outsider: session.outsider,
      },
      session: {
        id: session.sessionId,
        proven: { password: session.password, code: session.code, passkey: session.passkey },
        hasTotp: session.hasTotp,
        hasPasskey: session.hasPasskey,
        codesStandIn: session.codesStandIn,
        hasBackupCodes:
          session.state === 'half' ? await read(ctx, (tx) => hasBackupCode(tx, session.personId)) : null,
        confirmedUntil: session.confirmedUntil?.toISOString() ?? null,
        idleMinutes: session.idleMinutes,
        idleEndsAt: session.idleEndsAt.toISOString(),
        endsAt: session.endsAt.toISOString(),
      },
    }
  }
  const [sign, installation, here] = await Promise.all([
    findSign(ctx),
    findSignInSettings(ctx),
    deviceAt(ctx, cookies),
  ])
  return {
    ...always,
    setUp: installation.set_up_at !== null,
    state: 'none',
    endedWhy: ENDED_WHY.find((known) => known === ended) ?? null,
    must: null,
    mayEnrol: false,
    deadline: null,
    device: here ? { class: here.shared ? 'shared' : 'other', name: here.shared?.name ?? null } : null,
    outsideNetwork: false,
    clinic: sign ? { id: null, name: sign.name, country: null, zone: sign.zone, locale: sign.locale } : null,
    person: null,
    session: null,
  }
}

/** What the screens that need mail say. What was found by another way than today's says nothing. */
export function mailState(ctx: Context, session: SessionView | undefined): Answer<typeof whoAmI>['mail'] {
  const { ownServer, lastWay, lastReason } = session?.mail ?? {}
  const way = ownServer ? 'own' : ctx.kernel.config.smtp ? 'preset' : 'outbox'
  if (lastWay === way && lastReason !== 'sent') return 'not_working'
  return way === 'outbox' ? 'outbox' : 'smtp'
}
