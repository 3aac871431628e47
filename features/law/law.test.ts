/** The law column: the clinic's own country alone, what it leaves open asked, and nothing answered over somebody else. */
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, signIn } from '../../test/builders.ts'
import { answerLaw, getLaw } from './contract.ts'

const house = await startTestApp()
afterEach(() => house.outbox.takeAll())

async function clinicIn(country: string) {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'HR_MANAGER', 'NURSE'] })
  await house.database.ask('admin', 'UPDATE clinic SET country = $1 WHERE id = $2', [country, clinic.id])
  return { clinic, owner: await signIn(house, clinic.the('OWNER')) }
}

describe('the law column', () => {
  it('is that of the clinic’s country alone', async () => {
    for (const [country, regime] of [
      ['NG', 'ndpa'],
      ['GH', 'ghana'],
      ['DE', 'gdpr'],
    ] as const) {
      const { owner } = await clinicIn(country)
      const { lines, asks, answers } = await owner.must(getLaw)
      expect(lines.some((line) => line.regime === regime)).toBe(true)
      expect(lines.some((line) => line.regime === 'hipaa')).toBe(false)
      expect(asks).toEqual({ states: false, nhs: false })
      expect(answers.revision).toBe(0)
    }
  })

  it('has the law of the states that the clinic names, and says who named them', async () => {
    const { clinic, owner } = await clinicIn('US')
    const before = await owner.must(getLaw)
    expect(before.lines.some(({ regime }) => regime === 'us_state')).toBe(false)
    await owner.must(answerLaw, { body: { states: ['TX', 'CA'], nhs: null, revision: 0 } })
    const { lines, answers } = await owner.must(getLaw)
    expect(lines.filter(({ regime }) => regime === 'us_state').map(({ says }) => says)).toEqual([
      'state_ca',
      'state_tx',
    ])
    expect(answers).toMatchObject({
      states: ['CA', 'TX'],
      revision: 1,
      changed: { by: clinic.the('OWNER').name },
    })
    const [event] = (await house.events()).filter(
      ({ action, clinicId }) => action === 'law.answered' && clinicId === clinic.id,
    )
    expect(event?.personal).toMatchObject({ before: 'nothing said', after: 'CA, TX' })
  })

  it('has the toolkit of the NHS once somebody said that the practice works for it', async () => {
    const { owner } = await clinicIn('GB')
    await owner.must(answerLaw, { body: { states: [], nhs: true, revision: 0 } })
    expect((await owner.must(getLaw)).lines.some(({ regime }) => regime === 'dspt')).toBe(true)
    await owner.must(answerLaw, { body: { states: [], nhs: false, revision: 1 } })
    expect((await owner.must(getLaw)).lines.some(({ regime }) => regime === 'dspt')).toBe(false)
  })

  it('is not asked of a country that leaves nothing open', async () => {
    const { owner } = await clinicIn('NG')
    for (const body of [
      { states: ['CA' as const], nhs: null },
      { states: [], nhs: true },
      { states: [], nhs: null },
    ])
      expect(await owner.call(answerLaw, { body: { ...body, revision: 0 } })).toMatchObject({
        status: 409,
        body: { code: 'law.not_asked' },
      })
  })

  it('takes one of two answers given at one instant, and shows the other what stands', async () => {
    const { clinic, owner } = await clinicIn('US')
    const admin = await signIn(house, clinic.the('ADMIN'))
    const replies = await Promise.all([
      owner.call(answerLaw, { body: { states: ['NY'], nhs: null, revision: 0 } }),
      admin.call(answerLaw, { body: { states: ['OH'], nhs: null, revision: 0 } }),
    ])
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect((await owner.must(getLaw)).answers.revision).toBe(1)
    const stale = await owner.call(answerLaw, { body: { states: [], nhs: null, revision: 0 } })
    expect(stale).toMatchObject({ status: 409, body: { code: 'law.changed_meanwhile' } })
  })

  it('is read by who sees all steps, answered by Owners and Admins, and nobody else’s', async () => {
    const { clinic } = await clinicIn('US')
    const manager = await signIn(house, clinic.the('HR_MANAGER'))
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await manager.call(getLaw)).status).toBe(200)
    const body = { states: [], nhs: null, revision: 0 }
    expect((await manager.call(answerLaw, { body })).status).toBe(403)
    expect((await nurse.call(getLaw)).status).toBe(403)
  })
})
