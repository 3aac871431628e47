/** Calls of the staff list and of one person's page that succeed. */
import { buildClinic, confirm, signIn } from '../builders.ts'
import { asOwner, type Preparation } from './scene.ts'

/** An Owner, confirmed just now, and a nurse of the same clinic. */
const onNurse: Preparation = async ({ house }) => {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  const visitor = await signIn(house, clinic.the('OWNER'))
  await confirm(house, visitor, clinic.the('OWNER'))
  return { house, visitor, sent: { params: { personId: clinic.the('NURSE').id } } }
}

export const ROSTER_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/staff/people': asOwner(),
  'GET /api/staff/people/:personId': onNurse,
  'GET /api/profile/about': asOwner(),
}
