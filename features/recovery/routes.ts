import { route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import * as forgot from './forgot.ts'
import * as notMe from './not-me.ts'
import * as recovery from './recovery.ts'

export const recoveryRoutes = [
  // Public, because nobody is known yet: each asks for the token of a link that works once.
  route(contract.openRecovery, { who: 'public' }, (call) => recovery.open(call)),
  route(contract.finishRecovery, { who: 'public' }, (call) => recovery.finish(call)),
  route(contract.getForgotWays, { who: 'public' }, ({ ctx }) => forgot.ways(ctx)),
  route(contract.askForLink, { who: 'public' }, (call) => forgot.ask(call)),
  route(contract.openForgot, { who: 'public' }, (call) => forgot.open(call)),
  route(contract.finishForgot, { who: 'public' }, (call) => forgot.finish(call)),
  route(contract.openNotMe, { who: 'public' }, (call) => notMe.open(call)),
  route(contract.finishNotMe, { who: 'public' }, (call) => notMe.finish(call)),
  route(
    contract.sayNotMe,
    { who: 'member', permission: 'profile.own', fresh: true, activity: true },
    (call) => notMe.say(call),
  ),
]
