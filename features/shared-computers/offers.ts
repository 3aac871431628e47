/** Browsers on which a second person signed in within twelve hours: an Owner or Admin says what they are. */
import type { Context, DeviceId } from '../../server/context.ts'
import { audited, write } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import * as sessions from '../sessions/service.ts'
import { sharedComputerProblem } from './contract.ts'
import { mark } from './marking.ts'
import { updateOffer } from './queries.ts'
import { refusing } from './refusals.ts'

interface Answered {
  answer: 'shared' | 'not_shared'
  name?: string | undefined
  place?: string | undefined
}

/**
 * Shared: the browser is marked without a code, for the server knows it. Its living sessions go on, with the class they
 * have from now on. Throws `shared_computers.not_found` when somebody was quicker, `shared_computers.name_needed`,
 * `shared_computers.name_taken`, `shared_computers.taken`.
 */
export async function answerOffer(
  ctx: Context,
  session: SessionView,
  device: string,
  { answer, name, place }: Answered,
): Promise<Record<string, never>> {
  const deviceId = device as DeviceId
  await write(ctx, async (tx) => {
    if (!(await updateOffer(tx, ctx, deviceId, answer, session.personId)))
      throw sharedComputerProblem('shared_computers.not_found')
    const answered = {
      action: 'shared_computer.offer_answered',
      category: 'config' as const,
      target: { type: 'device', id: deviceId },
      personal: { answer, target_name: name },
    }
    if (answer === 'not_shared') {
      await sessions.judgeDevice(tx, deviceId)
      return audited(answered)
    }
    if (name === undefined || place === undefined) throw sharedComputerProblem('shared_computers.name_needed')
    const events = await mark(tx, ctx, {
      deviceId,
      markedBy: session.personId,
      computerId: null,
      name,
      place,
    })
    await sessions.judgeDevice(tx, deviceId)
    return audited([answered, ...events])
  }).catch(refusing(ctx, 'POST /api/shared-computers/offers/:deviceId'))
  return {}
}
