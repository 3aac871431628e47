import { route } from '../../server/http/route.ts'
import * as contract from './contract.ts'
import * as firstRun from './first-run.ts'

/** Public, because nobody is known yet: each asks for the browser that opened the one-time link. */
const BEFORE = { who: 'public' } as const

export const clinicRoutes = [
  route(contract.getSetup, BEFORE, (call) => firstRun.state(call)),
  route(contract.openSetup, BEFORE, (call) => firstRun.open(call)),
  route(contract.nameClinic, BEFORE, (call) => firstRun.nameClinic(call)),
  route(contract.nameOwner, BEFORE, (call) => firstRun.nameOwner(call)),
  route(contract.createClinic, BEFORE, (call) => firstRun.create(call)),
]
