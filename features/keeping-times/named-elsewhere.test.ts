/** Somebody is named in lines of others too: those are shown before anything is erased, and go when they are chosen. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, confirm, signIn } from '../../test/builders.ts'
import type { Visitor } from '../../test/visitor.ts'
import { checkLogs } from '../audit-check/service.ts'
import { listEvents } from '../audit/contract.ts'
import { stateStep } from '../checklist/contract.ts'
import { carryOut } from './carrying-out.ts'
import { getKeepingTimes, namedElsewhere, orderRedaction } from './contract.ts'

const house = await startTestApp()
const { clock, database } = house
let clinic: Clinic
let owner: Visitor
let personId: string

const come = async () => {
  owner = await signIn(house, clinic.the('OWNER'))
  await confirm(house, owner, clinic.the('OWNER'))
}
/** A step each, so that no line says what stood there before. */
const note = async (step: number, text: string) => {
  await owner.must(stateStep, { params: { step }, body: { note: text } })
  await house.settle()
}
const named = (also?: string) => owner.must(namedElsewhere, { query: { personId, ...(also && { also }) } })
const notes = async (also?: string) =>
  (await named(also)).lines.flatMap(({ fields }) => fields.map(({ value }) => value))
const order = (others: string[], also: string | null = null) => ({
  body: { personId, patientId: null, basis: 'asked' as const, reference: 'Letter 12', also, others },
})
const inLog = async (text: string) =>
  (
    await database.ask<{ n: number }>(
      'admin',
      "SELECT count(*)::integer AS n FROM event_pii WHERE clinic_id = $1 AND position($2 IN convert_from(doc, 'UTF8')) > 0",
      [clinic.id, text],
    )
  )[0]?.n

beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  personId = clinic.the('NURSE').id
  await database.ask('admin', "UPDATE person SET name = 'Zoë Larkspur' WHERE id = $1", [personId])
  await come()
  await note(3, 'Agreed with Zoe LARKSPUR by telephone')
  await note(6, 'Zoë Larkspurton has nothing to do with it')
  await note(8, `A mail to ${clinic.the('NURSE').email}, copy to nobody`)
  await note(9, 'Zozo was there')
})
afterEach(() => house.outbox.takeAll())

describe('where else somebody is named', () => {
  it('is found by their name and address as whole words, accents and capitals or not', async () => {
    const { lookedFor, more } = await named()
    expect(lookedFor).toEqual(['Zoë Larkspur', clinic.the('NURSE').email])
    expect(more).toBe(false)
    expect(await notes()).toEqual([
      `A mail to ${clinic.the('NURSE').email}, copy to nobody`,
      'Agreed with Zoe LARKSPUR by telephone',
    ])
    expect(await notes('Zozo')).toContain('Zozo was there')
  })

  it('is nobody’s business but an Owner’s, and of one’s own clinic', async () => {
    const nurse = await signIn(house, clinic.the('NURSE'))
    expect((await nurse.call(namedElsewhere, { query: { personId } })).code).toBe('request.not_allowed')
    const stranger = await signIn(house, (await buildClinic(house)).the('OWNER'))
    expect(await stranger.must(namedElsewhere, { query: { personId } })).toEqual({
      lookedFor: [],
      lines: [],
      more: false,
    })
  })

  it('is on record by whose it is, not by the name that is to go', async () => {
    const read = (await house.events()).findLast(
      ({ action, clinicId }) => action === 'audit.searched' && clinicId === clinic.id,
    )
    expect(JSON.stringify(read?.personal)).toContain(personId)
    expect(JSON.stringify(read?.personal)).not.toMatch(/larkspur/i)
  })

  it('is not taken for a line that does not name them', async () => {
    const { events } = await owner.must(listEvents, { query: { limit: 100 } })
    const other = events.find(({ action }) => action === 'session.start')?.id ?? ''
    expect(await owner.call(orderRedaction, order([other]))).toMatchObject({
      status: 409,
      body: { code: 'keeping_times.changed_meanwhile' },
    })
    expect((await owner.must(getKeepingTimes)).redactions).toEqual([])
  })
})

describe('what was chosen of it', () => {
  it('goes a day later with their own lines; what was not chosen stays, and the check finds nothing', async () => {
    const { lines } = await named('Zozo')
    const chosen = lines.filter(({ fields }) => !fields[0]?.value.startsWith('Zozo'))
    expect([lines.length, chosen.length]).toEqual([3, 2])
    await owner.must(
      orderRedaction,
      order(
        chosen.map(({ eventId }) => eventId),
        'Zozo',
      ),
    )
    await carryOut(house.enamel.kernel)
    expect(await inLog('Zoe LARKSPUR')).toBe(1)
    clock.advance({ hours: 25 })
    await come()
    await house.settle()
    await carryOut(house.enamel.kernel)
    await house.settle()
    const left = [
      'Zoe LARKSPUR',
      `A mail to ${clinic.the('NURSE').email}`,
      'Zozo was there',
      'Zoë Larkspurton',
    ]
    expect(await Promise.all(left.map(inLog))).toEqual([0, 0, 1, 1])
    expect(await notes()).toEqual([])
    expect(await notes('Zozo')).toEqual(['Zozo was there'])
    const reports = await checkLogs(house.enamel.kernel, clinic.id, () => undefined)
    expect(reports?.flatMap(({ findings }) => findings)).toEqual([])
    expect((await owner.must(getKeepingTimes)).redactions).toMatchObject([{ person: null }])
  })

  it('stays where a hold covers that line, and is counted', async () => {
    await note(10, 'Zoë Larkspur once more')
    const [line] = (await named()).lines
    await owner.must(orderRedaction, order([line?.eventId ?? '']))
    await database.ask(
      'admin',
      `INSERT INTO legal_hold (clinic_id, id, about_person, reason, person_id, placed_at)
       VALUES ($1, gen_random_uuid(), $2, 'A letter', $2, $3)`,
      [clinic.id, clinic.the('OWNER').id, clock.now()],
    )
    clock.advance({ hours: 25 })
    await come()
    await house.settle()
    await carryOut(house.enamel.kernel)
    expect(await inLog('Zoë Larkspur once more')).toBe(1)
    const [newest] = (await owner.must(getKeepingTimes)).redactions
    expect(newest?.done?.held).toBeGreaterThanOrEqual(1)
  })
})
