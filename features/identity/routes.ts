import { route } from '../../server/http/route.ts'
import * as app from './authenticator-app.ts'
import * as codes from './backup-codes.ts'
import * as contract from './contract.ts'
import * as service from './service.ts'
import * as signIn from './sign-in.ts'

const OWN = { who: 'enrolling', permission: 'profile.own', activity: true } as const
const FRESH = { ...OWN, fresh: true } as const

export const identityRoutes = [
  route(contract.signInWithPassword, { who: 'public' }, (call) => signIn.withPassword(call)),
  route(contract.signInWithCode, { who: 'half' }, (call) => signIn.withCode(call)),
  route(contract.signInWithBackupCode, { who: 'half' }, (call) => signIn.withBackupCode(call)),
  route(contract.confirmItsYou, OWN, (call) => service.confirm(call)),
  route(contract.getSecurity, { who: 'enrolling', permission: 'profile.own' }, (call) =>
    service.security(call),
  ),
  route(contract.changePassword, FRESH, (call) => service.changePassword(call)),
  route(contract.beginTotp, FRESH, (call) => app.beginTotp(call)),
  route(contract.confirmTotp, FRESH, (call) => app.confirmTotp(call)),
  route(contract.removeTotp, FRESH, (call) => app.removeTotp(call)),
  route(contract.makeBackupCodes, FRESH, (call) => codes.makeBackupCodes(call)),
  route(contract.confirmBackupCodes, OWN, (call) => codes.confirmBackupCodes(call)),
]
