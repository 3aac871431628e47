/** Accounts and shared secrets on record become items of their own; what is stated of them is written back there. */
import type { Words } from '../../pure/words/words.ts'
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/db/events.ts'
import * as sharedSecrets from '../shared-secrets/service.ts'
import * as systems from '../systems/service.ts'
import type { Part } from '../../pure/leaving/parts.ts'
import type { ItemRow, NewItem } from './item-queries.ts'
import { minutesAfter, minutesEnd } from './policy.ts'

const PART_OF: Readonly<Record<systems.OutsideAccount['kind'], Part>> = {
  practice: 'practice',
  imaging: 'imaging',
  mail: 'mail',
  messaging: 'mail',
  social: 'mail',
  remote_access: 'remote',
  prescribing: 'prescribing',
  bank: 'money',
  payments: 'money',
  payer_portal: 'payers',
  backup: 'practice',
  other: 'practice',
}
/** Sign-ins to records, remote access and mail: what the 60 minutes count. */
const IN_MINUTES: ReadonlySet<string> = new Set([
  'practice',
  'imaging',
  'mail',
  'remote_access',
  'prescribing',
])
const DAY_MINUTES = 24 * 60

export const ACCOUNT = 'account'
export const SECRET = 'secret'

/** `covered`: kinds of system of which the clinic's list needs no line of its own. */
export async function registeredItems(
  tx: Reader,
  ctx: Context,
  words: Words,
  { personId, plannedFor }: { personId: PersonId; plannedFor: Date },
): Promise<{ items: NewItem[]; covered: ReadonlySet<string> }> {
  const accounts = await systems.listAccountsOf(tx, ctx, personId)
  const known = await sharedSecrets.listKnownBy(tx, ctx, personId)
  const sameDay = minutesAfter(plannedFor, DAY_MINUTES / 2)
  const ends = accounts.map((one): NewItem => {
    const inMinutes = IN_MINUTES.has(one.kind)
    const key = one.sharedSignIn ? 'shared' : one.login === '' ? 'account' : 'account_login'
    return {
      kind: 'outside',
      part: PART_OF[one.kind],
      step: ACCOUNT,
      subjectId: one.accountId,
      title: words(`leavers.registered.${key}`, { name: one.name, login: one.login }),
      inMinutes,
      dueAt: inMinutes ? minutesEnd(plannedFor) : sameDay,
    }
  })
  const changes = known.map(({ id, name, place, others }): NewItem => {
    const what = place === '' ? name : `${name} (${place})`
    const names = words.list(others.map((who) => who.name))
    return {
      kind: 'outside',
      part: 'secrets',
      step: SECRET,
      subjectId: id,
      title: words(`leavers.registered.${names === '' ? 'secret_alone' : 'secret'}`, { name: what, names }),
      inMinutes: false,
      dueAt: sameDay,
    }
  })
  return { items: [...ends, ...changes], covered: new Set(accounts.map(({ kind }) => kind)) }
}

/** What is stated as done is done in the registers too; the events of it. */
export async function writeBack(
  tx: Writer,
  ctx: Context,
  { step, subject_id }: Pick<ItemRow, 'step' | 'subject_id'>,
  { by, note }: { by: PersonId | null; note: string },
): Promise<readonly AuditEvent[]> {
  if (subject_id === null) return []
  const how = { by: by ?? undefined, note }
  if (step === ACCOUNT) return (await systems.endAccount(tx, ctx, { accountId: subject_id, ...how })).events
  if (step === SECRET) return (await sharedSecrets.replaced(tx, ctx, subject_id, how))?.events ?? []
  return []
}
