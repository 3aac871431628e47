import { route } from '../../server/http/route.ts'
import * as app from './authenticator-app.ts'
import * as codes from './backup-codes.ts'
import { choose, clinicsOf } from './choosing.ts'
import { chooseClinic, listOwnClinics } from './choosing-contract.ts'
import * as contract from './contract.ts'
import * as passkeyContract from './passkey-contract.ts'
import * as conditional from './passkey-conditional.ts'
import * as passkeySignIn from './passkey-sign-in.ts'
import * as passkeys from './passkeys.ts'
import * as service from './service.ts'
import * as signIn from './sign-in.ts'

const LOOK = { who: 'enrolling', permission: 'profile.own' } as const
const OWN = { ...LOOK, activity: true } as const
const FRESH = { ...OWN, fresh: true } as const

export const identityRoutes = [
  route(contract.signInWithPassword, { who: 'public' }, (call) => signIn.withPassword(call)),
  route(contract.signInWithCode, { who: 'half' }, (call) => signIn.withCode(call)),
  route(listOwnClinics, { who: 'choosing' }, (call) => clinicsOf(call)),
  route(chooseClinic, { who: 'choosing' }, (call) => choose(call)),
  route(contract.signInWithBackupCode, { who: 'half' }, (call) => signIn.withBackupCode(call)),
  route(contract.confirmItsYou, OWN, (call) => service.confirm(call)),
  route(contract.getSecurity, LOOK, (call) => service.security(call)),
  route(contract.changePassword, FRESH, (call) => service.changePassword(call)),
  route(contract.beginTotp, FRESH, (call) => app.beginTotp(call)),
  route(contract.confirmTotp, FRESH, (call) => app.confirmTotp(call)),
  route(contract.removeTotp, FRESH, (call) => app.removeTotp(call)),
  route(contract.makeBackupCodes, FRESH, (call) => codes.makeBackupCodes(call)),
  route(contract.confirmBackupCodes, OWN, (call) => codes.confirmBackupCodes(call)),
  route(passkeyContract.getPasskeyChallenge, { who: 'public' }, (call) => passkeySignIn.challenge(call)),
  route(passkeyContract.signInWithPasskey, { who: 'public' }, (call) => passkeySignIn.withPasskey(call)),
  route(passkeyContract.getConfirmChallenge, LOOK, (call) => passkeySignIn.confirmChallenge(call)),
  route(passkeyContract.confirmWithPasskey, OWN, (call) => passkeySignIn.confirmWithPasskey(call)),
  route(passkeyContract.listPasskeys, LOOK, (call) => passkeys.list(call)),
  route(passkeyContract.beginPasskey, FRESH, (call) => passkeys.begin(call)),
  route(passkeyContract.addPasskey, FRESH, (call) => passkeys.add(call)),
  // Not to whoever may only enrol: it is no factor, and must not come in by the way of one.
  route(passkeyContract.beginConditionalPasskey, { ...FRESH, who: 'member' }, (call) =>
    conditional.beginConditional(call),
  ),
  route(passkeyContract.addConditionalPasskey, { ...FRESH, who: 'member' }, (call) =>
    conditional.addConditional(call),
  ),
  route(passkeyContract.renamePasskey, OWN, (call) => passkeys.rename(call)),
  route(passkeyContract.removePasskey, FRESH, (call) => passkeys.remove(call)),
]
