/** Codes for the day the phone is lost: the second thing anybody does for themselves. */
import type { Context } from '../../server/context.ts'
import type { Act } from '../../server/feature.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { hasSavedCodes } from './backup-codes.ts'

export async function ownActs(ctx: Context, session: SessionView): Promise<readonly Act[]> {
  if (!session.hasTotp && !session.hasPasskey) return []
  if (await hasSavedCodes(ctx, session.personId)) return []
  return [
    {
      key: 'checklist.next.save_backup_codes',
      values: {},
      rank: 'own',
      minutes: 2,
      page: '/profile/security',
    },
  ]
}
