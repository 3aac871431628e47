/** Notices that must not be lost: of what nobody asked for, a job tells. */
import { expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic } from '../../test/builders.ts'
import { signInWithPassword } from './contract.ts'

const house = await startTestApp()

it('each day on which a stranger has the right password and leaves at the second step is told, not the first alone', async () => {
  const clinic = await buildClinic(house, { roles: ['DENTIST'], totp: true })
  const { email, password } = clinic.the('DENTIST')
  for (const day of [1, 2, 3]) {
    await house.visitor().must(signInWithPassword, { body: { email, password } })
    house.clock.advance({ hours: 24 })
    await house.settle()
    const told = (await house.outbox.takeAll()).map(({ template }) => template)
    expect([day, told]).toEqual([day, ['second_factor_failed']])
  }
})
