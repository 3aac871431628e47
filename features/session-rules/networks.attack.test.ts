/** Many at the same instant who are refused: nobody waits for a connection that a refusal keeps. */
import { expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, confirm, signIn } from '../../test/builders.ts'
import { getNetworks, saveNetworks } from './networks-contract.ts'

const house = await startTestApp()

it('twenty tries of an Admin to shut Owners out are refused at once, each of them, and recorded', async () => {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN'] })
  const admin = await signIn(house, clinic.the('ADMIN'))
  await confirm(house, admin, clinic.the('ADMIN'))
  const { revision } = await admin.must(getNetworks)
  const body = { on: false, networks: [], ownersPass: false, revision }
  const all = await Promise.all(Array.from({ length: 20 }, () => admin.call(saveNetworks, { body })))
  expect([...new Set(all.map(({ status, code }) => `${status} ${code}`))]).toEqual([
    '403 networks.owners_only',
  ])
  expect(await admin.must(getNetworks)).toMatchObject({ ownersPass: true, revision })
  const refused = (await house.events()).filter(
    ({ clinicId, personal }) => clinicId === clinic.id && personal['reason'] === 'networks.owners_only',
  )
  expect(refused).toHaveLength(1)
})
