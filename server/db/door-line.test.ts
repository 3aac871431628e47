/** The line that every request's first question goes over: many at once, and what happens to it while they do. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { type DoorLine, openDoorLine } from './door-line.ts'

const database = await createTestDatabase()
const admin = (statement: string, values: unknown[] = []) => database.ask('admin', statement, values)
const answers = (body: string) =>
  admin(`CREATE OR REPLACE FUNCTION door_echo(about bytea) RETURNS json LANGUAGE sql AS $$ ${body} $$`)
const ECHO = `SELECT CASE WHEN length(about) > 0 THEN json_build_object('said', convert_from(about, 'UTF8')) END`

let line: DoorLine
const ask = (text: string) => line.ask<{ said: string }>('door_echo', Buffer.from(text))
const texts = (count: number) => Array.from({ length: count }, (_, index) => `question ${index}`)
const cut = () =>
  admin(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name = $2',
    [database.name, 'line'],
  )

beforeAll(async () => {
  await answers(ECHO)
  await admin('GRANT EXECUTE ON FUNCTION door_echo TO PUBLIC')
  line = openDoorLine({ ...database.connections.app, application_name: 'line' })
})
afterAll(() => line.close())

describe('the line to the door', () => {
  it('gives each of a thousand askers of one moment their own answer, and none to who asks for nothing', async () => {
    const asked = [...texts(999), '']
    const said = await Promise.all(asked.map(ask))
    expect(said).toEqual([...texts(999).map((text) => ({ said: text })), undefined])
  })

  it('asks over one connection', async () => {
    await Promise.all(texts(50).map(ask))
    expect(
      await admin('SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND application_name = $2', [
        database.name,
        'line',
      ]),
    ).toHaveLength(1)
  })

  it('fails who meets a fault, and nobody beside or after them', async () => {
    await answers(`SELECT json_build_object('said', 1 / (get_byte(about, 9) - 51))`)
    onTestFinished(() => answers(ECHO).then(() => undefined))
    const said = await Promise.allSettled(texts(6).map(ask))
    expect(said.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
  })

  it('follows a function that is made anew while it is open, as an update does', async () => {
    await ask('before')
    await admin('DROP FUNCTION door_echo')
    await expect(ask('meanwhile')).rejects.toMatchObject({ code: '42883' })
    await answers(ECHO)
    await admin('GRANT EXECUTE ON FUNCTION door_echo TO PUBLIC')
    expect(await ask('after')).toEqual({ said: 'after' })
  })

  it('fails what is under way when it is lost, and stands again for the next', async () => {
    // Never slept through: a question that is still under way when the line is cut.
    await answers(`SELECT json_build_object('said', pg_sleep(30)::text)`)
    const waiting = Promise.allSettled(texts(3).map(ask))
    while ((await cut()).length === 0);
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    await answers(ECHO)
    expect(await Promise.all(texts(3).map(ask))).toEqual(texts(3).map((text) => ({ said: text })))
  })

  it('ends with its owner, also when nothing was ever asked or nobody answers', async () => {
    const silent = openDoorLine(database.connections.app)
    await silent.close()
    const nowhere = openDoorLine({ host: '127.0.0.1', port: 1, user: 'nobody', database: 'nothing' })
    await expect(nowhere.ask('door_echo', Buffer.from('x'))).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await nowhere.close()
  })
})
