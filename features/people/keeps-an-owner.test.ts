/** Whether a clinic keeps an Owner who can come in: what disabling, demoting and resetting ask before they do it. */
import { expect, it } from 'vitest'
import { unaudited } from '../../server/db/database.ts'
import type { ClinicId, PersonId } from '../../server/context.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic } from '../../test/builders.ts'
import { keepsAnOwner } from './service.ts'

const house = await startTestApp()
const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER', 'ADMIN'] })
const [one, two, admin] = clinic.people.map(({ id }) => id as PersonId) as [PersonId, PersonId, PersonId]

const keeps = (without: PersonId) => {
  const ctx = house.system(clinic.id as ClinicId)
  return unaudited(ctx, 'asked by this test alone', (tx) => keepsAnOwner(tx, ctx, without))
}
const change = (sql: string) => house.database.ask('admin', sql, [two])

it('is kept by another Owner with a way in, and by nobody else', async () => {
  expect([await keeps(one), await keeps(two), await keeps(admin)]).toEqual([true, true, true])
  await change('UPDATE membership SET renew_factor_since = joined_at WHERE person_id = $1')
  expect([await keeps(one), await keeps(two)]).toEqual([false, true])
  await change('UPDATE membership SET renew_factor_since = NULL WHERE person_id = $1')
  await change('DELETE FROM password WHERE person_id = $1')
  expect(await keeps(one)).toBe(false)
  await change(`UPDATE membership SET state = 'disabled' WHERE person_id = $1`)
  expect([await keeps(one), await keeps(admin)]).toEqual([false, true])
})
