/** Nobody takes anything else out of the log: not the app, not the sealer, whatever they say. */
import pg from 'pg'
import { afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ClinicId } from '../../server/context.ts'
import { newId } from '../../server/db/ids.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, signIn } from '../../test/builders.ts'
import { stateStep } from '../checklist/contract.ts'
import { aboutErasure, carryOut } from './carrying-out.ts'
import { keepFor, ofDetails, readRows, type Row } from './testing/rows.ts'

const house = await startTestApp()
const { database, clock } = house
const { kernel } = house.enamel
let clinic: Clinic
const rowsOf = (clinicId: string) => readRows(house, clinicId)

async function act(note: string): Promise<void> {
  const owner = await signIn(house, clinic.the('OWNER'), { address: '198.51.100.7' })
  await owner.must(stateStep, { params: { step: 3 }, body: { note } })
  await house.settle()
}

beforeAll(async () => {
  clinic = await buildClinic(house, { roles: ['OWNER', 'NURSE'] })
  await act('At first')
})
afterEach(() => house.outbox.takeAll())

describe('nobody takes anything else out', () => {
  const refusal = (as: 'app' | 'sealer', statement: string, values: unknown[] = []) =>
    database.ask(as, statement, values).then(
      (rows) => JSON.stringify(rows),
      (error: pg.DatabaseError) => error.code,
    )

  it.each(['log_due', 'log_erase', 'log_erasure_record', 'log_drop_empty_months', 'log_time'])(
    'the app may not call %s',
    async (name) => {
      const [row] = await database.ask<{ may: boolean }>(
        'app',
        "SELECT bool_or(has_function_privilege(current_user, oid, 'EXECUTE')) AS may FROM pg_proc WHERE proname = $1",
        [name],
      )
      expect(row).toEqual({ may: false })
    },
  )

  it.each(['app', 'sealer'] as const)(
    'the %s deletes nothing by saying that keeping times are carried out',
    async (as) => {
      for (const statement of [
        'DELETE FROM event',
        "UPDATE event_pii SET doc = ''",
        'DELETE FROM log_erasure',
        'UPDATE keeping_progress SET until = until',
        'DELETE FROM legal_hold',
        'INSERT INTO log_erasure SELECT * FROM log_erasure',
      ])
        expect(
          await refusal(
            as,
            `WITH said AS (SELECT set_config('enamel.keeping_times', 'carried out', false)) ${statement}`,
          ),
        ).toBe('42501')
    },
  )

  it('the sealer, saying that it is the year 2099, takes only what is past its time by the log itself', async () => {
    const before = await rowsOf(clinic.id)
    const client = new pg.Client(database.connections.sealer)
    await client.connect()
    await client.query('BEGIN')
    const { rows } = await client.query<{ said: unknown }>(
      "SELECT log_erase($1, 'patient', '2099-01-01Z', $2) AS said, log_time($1, '2099-01-01Z') AS at",
      [clinic.id, newId(clock.now())],
    )
    expect(rows[0]).toMatchObject({ said: null })
    expect(Number((rows[0] as unknown as { at: Date }).at)).toBeLessThan(clock.now().getTime())
    await client.query('COMMIT')
    await client.end()
    expect(await rowsOf(clinic.id)).toEqual(before)
  })

  describe('where there is something to erase', () => {
    const begin = async () => {
      const client = new pg.Client(database.connections.sealer)
      await client.connect()
      client.on('error', () => undefined)
      onTestFinished(() => client.end().catch(() => undefined))
      await client.query('BEGIN')
      const erasure = newId(clock.now())
      const { rows } = await client.query<{ said: Record<string, string> | null }>(
        'SELECT log_erase($1, $2, $3, $4) AS said',
        [clinic.id, 'details', clock.now(), erasure],
      )
      return { client, erasure, said: rows[0]?.said ?? {} }
    }
    let before: Row[]
    beforeAll(async () => {
      clock.advance({ days: 100 })
      await act('Three months')
      await keepFor(house, clinic.id, clinic.the('OWNER').id, 'details', 3)
      before = await rowsOf(clinic.id)
    })

    it('stays when the process is killed half way', async () => {
      const { client, said } = await begin()
      expect(Number(said['rows'])).toBeGreaterThan(0)
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      await database.ask('admin', 'SELECT pg_terminate_backend($1)', [rows[0]?.pid])
      expect(await rowsOf(clinic.id)).toEqual(before)
    })

    it('stays when no event says so', async () => {
      const { client } = await begin()
      await expect(client.query('COMMIT')).rejects.toMatchObject({ code: '42501' })
      expect(await rowsOf(clinic.id)).toEqual(before)
    })

    it.each([
      ['fewer rows', (said: Record<string, string>) => ({ ...said, rows: '1' })],
      ['a field less', ({ root: _, ...said }: Record<string, string>) => said],
      ['a field besides', (said: Record<string, string>) => ({ ...said, address: '198.51.100.7' })],
    ])('stays when the event tells something else: %s', async (_what, change) => {
      const { client, erasure, said } = await begin()
      const { body, leaf, opening } = aboutErasure(kernel, clinic.id as ClinicId)(erasure, change(said))
      await expect(
        client.query('SELECT log_erasure_record($1, $2, $3, $4, $5)', [
          clinic.id,
          erasure,
          body,
          leaf,
          opening,
        ]),
      ).rejects.toMatchObject({ code: '23514' })
      await client.query('ROLLBACK')
      expect(await rowsOf(clinic.id)).toEqual(before)
    })

    it('an event of this kind is written for what was erased alone', async () => {
      const { body, leaf, opening } = aboutErasure(kernel, clinic.id as ClinicId)(newId(clock.now()), {
        rows: '1',
      })
      expect(
        await refusal('sealer', 'SELECT log_erasure_record($1, $2, $3, $4, $5)', [
          clinic.id,
          newId(clock.now()),
          body,
          leaf,
          opening,
        ]),
      ).toBe('23514')
    })

    it('and goes as soon as the job runs again', async () => {
      await carryOut(kernel)
      expect((await rowsOf(clinic.id)).flatMap(ofDetails).length).toBeLessThan(
        before.flatMap(ofDetails).length,
      )
    })
  })
})
