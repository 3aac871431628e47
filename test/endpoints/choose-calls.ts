/** Calls of somebody of two clinics that succeed. */
import { buildClinic, joinAlso, signIn } from '../builders.ts'
import type { Preparation } from './scene.ts'

/** Signed in to the first of their two clinics; `sent` names the second. */
const ofTwo: Preparation = async ({ house }) => {
  const here = await buildClinic(house, { roles: ['OWNER'] })
  const there = await buildClinic(house, { roles: ['OWNER'] })
  const person = here.the('OWNER')
  await joinAlso(house, there, person)
  return { house, visitor: await signIn(house, person), sent: { body: { clinicId: there.id } } }
}

export const CHOOSE_CALLS: Readonly<Record<string, Preparation>> = {
  'GET /api/session/clinics': async (scene) => ({ ...(await ofTwo(scene)), sent: {} }),
  'POST /api/session/clinic': ofTwo,
}
