/** The two pages that a clinic has in its hand after ten minutes. */
import { expect, it } from 'vitest'
import { picturesOf } from '../../server/pdf/testing/pictures.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { answerPlan, NO_ANSWERS } from '../incidents/contract.ts'
import { addSystems } from '../systems/contract.ts'
import { POINTS } from '../../pure/score/score.ts'
import { getFirstPages, stateStep } from './contract.ts'

const house = await startTestApp()

async function clinicIn(country: string, name: string): Promise<{ clinic: Clinic; visitor: Visitor }> {
  const clinic = await buildClinic(house, { name, roles: ['OWNER', 'DENTIST', 'NURSE', 'RECEPTIONIST'] })
  await house.database.ask('admin', 'UPDATE clinic SET country = $1 WHERE id = $2', [country, clinic.id])
  const owner = clinic.the('OWNER')
  const visitor = await signIn(house, owner)
  await confirm(house, visitor, owner)
  return { clinic, visitor }
}

async function pagesOf(visitor: Visitor, name: string) {
  const cookie = [...visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  const answer = await house.enamel.app.inject({ url: getFirstPages.url, headers: { cookie } })
  expect(answer.statusCode).toBe(200)
  return { bytes: answer.rawPayload, pages: await picturesOf(answer.rawPayload, name) }
}

it('are two, with what is measured, stated and not checked, and the plan', async () => {
  const { visitor, clinic } = await clinicIn('NG', 'Marsh Lane Dental')
  await visitor.must(stateStep, {
    params: { step: 5 },
    body: { note: 'Gone through on 3 February with the rota.' },
  })
  await visitor.must(addSystems, { body: { systems: [{ kind: 'mail', name: 'Clinic mail' }] } })
  await visitor.must(answerPlan, {
    body: {
      ...NO_ANSWERS,
      leader: 'Ada Marsh, 0700 555 0110',
      meetingPlace: 'In the staff room',
      revision: 0,
    },
  })
  const { bytes, pages } = await pagesOf(visitor, 'first-pages-a4')
  expect(pages).toHaveLength(2)
  const [steps, plan] = pages.map(({ text }) => text.replaceAll(/\s+/g, ' '))
  for (const part of [
    'Enforce 2FA for all clinic users',
    'A written incident response plan',
    `${clinic.the('OWNER').name} says: Gone through on 3 February`,
    'Measured',
    'Stated, ',
    'Not checked',
    'Other systems, not known: Clinic mail.',
    'Page 1 of 2',
  ])
    expect(steps).toContain(part)
  expect(plan).toContain('Ada Marsh, 0700 555 0110')
  expect(plan?.match(/Not decided yet/g)).toHaveLength(6)
  expect(plan).toContain('Page 2 of 2')
  // The same day, the same facts: the same bytes.
  house.clock.advance({ minutes: 10 })
  expect(Buffer.compare((await pagesOf(visitor, 'first-pages-a4')).bytes, bytes)).toBe(0)
})

it('stay two with the longest notes on every step and a long name, on Letter', async () => {
  const { visitor } = await clinicIn(
    'US',
    'Ọláńrewájú & Ɔforiwaa Family Dental Surgery and Orthodontics of Marsh Lane',
  )
  for (let step = 2; step <= POINTS.length; step++) {
    // Measured steps take no statement.
    await visitor.call(stateStep, { params: { step }, body: { note: 'Wolframwilhelm '.repeat(20) } })
  }
  const systems = Array.from({ length: 12 }, (_, at) => ({
    kind: 'other' as const,
    name: `${at} Wolframwilhelm Wolframwilhelm Wolframwilhelm`,
  }))
  await visitor.must(addSystems, { body: { systems } })
  const { pages } = await pagesOf(visitor, 'first-pages-letter')
  expect(pages.map(({ height }) => Math.round(height))).toEqual([792, 792])
  for (const page of pages) expect(page.edgesAreClear(22.6)).toBe(true)
})

it('are for those who see all ten steps', async () => {
  const { clinic } = await clinicIn('GB', 'Quay Dental')
  const nurse = await signIn(house, clinic.the('NURSE'))
  expect(await nurse.call(getFirstPages)).toMatchObject({ status: 403, code: 'request.not_allowed' })
})
