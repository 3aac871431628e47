/** SQL of choosing a clinic. */
import type { PersonId } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'

/** Whether a backup code was used up in the sign-in that began then. The transaction speaks for the person. */
export async function hasUsedBackupCodeSince(tx: Reader, personId: PersonId, since: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('backup_code')
    .select('selector')
    .where('person_id', '=', personId)
    .where('used_at', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Somebody who has chosen no clinic yet, at the address they sign in with. The transaction speaks for them. */
export async function findSelf(tx: Reader, personId: PersonId) {
  const row = await tx
    .selectFrom('person')
    .innerJoin('person_email', 'person_email.person_id', 'person.id')
    .select(['person.name', 'person_email.address'])
    .where('person.id', '=', personId)
    .where('person_email.signs_in', '=', true)
    .executeTakeFirst()
  return row && { ...row, personId, clinic: '' }
}
