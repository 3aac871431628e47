/** An Owner or Admin who may ask others: signed in with two factors, fresh, and with saved backup codes. */
import type { House } from '../../../test/app.ts'
import { type Person, signIn } from '../../../test/builders.ts'
import type { Visitor } from '../../../test/visitor.ts'
import type { Sent } from '../../../pure/contract/endpoint.ts'
import { confirmBackupCodes, makeBackupCodes } from '../../identity/contract.ts'
import { ROLES } from '../../../pure/roles/roles.ts'
import { getEnforcement, saveEnforcement } from '../contract.ts'

export async function readyKeeper(house: House, keeper: Person): Promise<Visitor> {
  const visitor = await signIn(house, keeper)
  const { codes } = await visitor.must(makeBackupCodes)
  await visitor.must(confirmBackupCodes, { body: { code: codes[0] ?? '' } })
  await house.outbox.take('backup_codes_made', keeper.email)
  return visitor
}

type Wish = Sent<typeof saveEnforcement>['body']

/** Required of everybody from that day, unless the wish says otherwise. */
export async function wished(visitor: Visitor, wish: Partial<Wish>): Promise<Wish> {
  const { revision } = await visitor.must(getEnforcement)
  return { level: 'required', roles: [...ROLES], passkeyRoles: [], revision, ...wish }
}

export async function save(visitor: Visitor, wish: Partial<Wish>) {
  return visitor.call(saveEnforcement, { body: await wished(visitor, wish) })
}
