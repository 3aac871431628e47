import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, markShared, signIn } from '../../test/builders.ts'
import { listSharedComputers } from './contract.ts'
import { findSharedComputer } from './service.ts'

const house = await startTestApp()

describe('a shared computer', () => {
  it('is known by its device cookie before anybody is signed in there', async () => {
    const clinic = await buildClinic(house, { roles: ['OWNER'] })
    const visitor = await signIn(house, clinic.the('OWNER'))
    const device = visitor.cookies.get('__Host-enamel-device')
    expect(await findSharedComputer(house.system(), { device })).toBeUndefined()
    await markShared(house, visitor, clinic, 'Surgery 2')
    expect(await findSharedComputer(house.system(), { device })).toMatchObject({
      clinicId: clinic.id,
      name: 'Surgery 2',
      clinicName: clinic.name,
      lockNames: 'full',
    })
    expect((await visitor.must(listSharedComputers)).computers).toMatchObject([{ name: 'Surgery 2' }])
  })
})
