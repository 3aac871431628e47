/** From nothing, or from an older state, to the program's: each file once, whole or not at all. */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import { migrate, outdatedBy } from './migrate.ts'
import type { RoleNames } from './roles.ts'

const server = inject('server')
const names: RoleNames = { owner: server.owner.user, app: server.app.user, sealer: server.sealer.user }
const NOW = new Date('2026-03-02T09:00:00Z')
const SHIPPED = join(import.meta.dirname, '..', '..', 'migrations')

let folder: string
let owner: pg.ClientConfig
const made: string[] = []

async function asking<Row>(config: pg.ClientConfig, statement: string): Promise<Row[]> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return (await client.query(statement)).rows as Row[]
  } finally {
    await client.end()
  }
}
const admin = { ...server.admin, database: 'postgres' }
const ask = <Row = Record<string, unknown>>(statement: string) => asking<Row>(owner, statement)
const tables = async () =>
  (
    await ask<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1",
    )
  ).map(({ name }) => name)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'enamel-migrations-'))
  cpSync(SHIPPED, folder, { recursive: true })
  const database = `test_empty_${randomBytes(6).toString('hex')}`
  made.push(database)
  await asking(admin, `CREATE DATABASE ${database} OWNER ${server.owner.user} TEMPLATE template0`)
  owner = { ...server.owner, database }
  return () => rmSync(folder, { recursive: true })
})
afterAll(async () => {
  for (const database of made) await asking(admin, `DROP DATABASE ${database} WITH (FORCE)`)
})

const run = () => migrate(owner, names, NOW, folder)
const plant = (name: string, text: string) => writeFileSync(join(folder, name), text)

describe('an empty database', () => {
  it('gets every file in order, once, with the moment of the program’s clock', async () => {
    const shipped = readdirSync(SHIPPED).toSorted((a, b) => (a < b ? -1 : 1))
    expect((await run()).applied).toEqual([...shipped, 'door.sql'])
    expect(await tables()).toContain('event')
    const rows = await ask<{ name: string; applied_at: Date }>('SELECT name, applied_at FROM migration')
    expect(rows.every(({ applied_at }) => applied_at.getTime() === NOW.getTime())).toBe(true)
    expect((await run()).applied).toEqual([])
  })

  it('gets them once when three processes start in the same moment', async () => {
    const applied = (await Promise.all([run(), run(), run()])).map((one) => one.applied.length)
    expect(applied.toSorted((a, b) => a - b)).toEqual([0, 0, readdirSync(SHIPPED).length + 1])
  })
})

describe('a database of an older state', () => {
  it('gets only what is new', async () => {
    await run()
    plant('9998_later.sql', 'CREATE TABLE later (id integer); GRANT SELECT ON later TO __app__;')
    plant('9997_before.sql', 'CREATE TABLE before (id integer);')
    expect((await run()).applied).toEqual(['9997_before.sql', '9998_later.sql'])
    expect(await asking({ ...server.app, database: owner.database }, 'SELECT * FROM later')).toEqual([])
  })

  it('keeps its rule, its known browsers, passkeys and lengths of passwords when the rules of access come', async () => {
    const later = readdirSync(folder).filter((name) => name >= '0003')
    for (const name of later) rmSync(join(folder, name))
    // The tables of then are made; what is asked of them today does not fit yet.
    await expect(run()).rejects.toThrow(/does not exist/)
    const [clinic, lax, person, device, other] = ['c1', 'c2', 'a1', 'd1', 'd2'].map(
      (end) => `00000000-0000-7000-8000-0000000000${end}`,
    )
    await ask(`
      INSERT INTO clinic (id, name, country, zone, locale, state, two_factor, password_min_length, created_at) VALUES
        ('${clinic}', 'Marsh Lane Dental', 'GB', 'Europe/London', 'en-GB', 'active', 'required', 20, '2026-02-01Z'),
        ('${lax}', 'Palm Grove Dental', 'NG', 'Africa/Lagos', 'en-NG', 'active', 'recommended', 15, '2026-02-01Z');
      INSERT INTO person (id, name, created_at) VALUES ('${person}', 'Ada Marsh', '2026-02-01Z');
      INSERT INTO passkey (id, person_id, credential_id, public_key, sign_count, transports, aaguid, backup_eligible, backed_up, rp_id, added_at)
        VALUES ('${person}', '${person}', decode(repeat('ab', 16), 'hex'), '', 0, '', '${person}', true, true, 'localhost', '2026-02-02Z');
      INSERT INTO device (id, token_hash, browser, system, first_seen_at) VALUES
        ('${device}', '\\x01', 'Firefox', 'Linux', '2026-02-01Z'), ('${other}', '\\x02', 'Chrome', 'Linux', '2026-02-01Z');
      INSERT INTO session (clinic_id, id, person_id, device_id, token_hash, state, password_at, code_at, confirmed_until, address, browser, system, started_at, last_activity_at, ends_at) VALUES
        ('${clinic}', '${device}', '${person}', '${device}', '\\x01', 'full', '2026-02-03Z', '2026-02-03Z', '2026-02-03Z', '', '', '', '2026-02-03Z', '2026-02-04Z', '2026-02-05Z'),
        ('${clinic}', '${other}', '${person}', '${other}', '\\x02', 'half', '2026-02-03Z', NULL, NULL, '', '', '', '2026-02-03Z', '2026-02-04Z', '2026-02-05Z');`)
    for (const name of later) cpSync(join(SHIPPED, name), join(folder, name))
    expect((await run()).applied).toEqual([...later, 'door.sql'])
    expect(
      await ask(
        'SELECT clinic_id, count(*)::integer AS roles, bool_and(two_factors) AS asked FROM role_rule GROUP BY 1',
      ),
    ).toEqual([{ clinic_id: clinic, roles: 11, asked: true }])
    // Whoever only typed a password made no browser known.
    expect(await ask('SELECT device_id, proven, own FROM known_device')).toEqual([
      { device_id: device, proven: true, own: false },
    ])
    expect(await ask('SELECT verified_at = added_at AS verified FROM passkey')).toEqual([{ verified: true }])
    expect(
      await ask("SELECT password_min_length AS least FROM clinic WHERE state = 'active' ORDER BY name"),
    ).toEqual([{ least: 20 }, { least: null }])
  })

  it('keeps its people, and the role they had since they joined, when the tables of staff come', async () => {
    const later = readdirSync(folder).filter((name) => name >= '0004')
    for (const name of later) rmSync(join(folder, name))
    await expect(run()).rejects.toThrow(/does not exist/)
    const [clinic, ada, tobi] = ['c1', 'a1', 'a2'].map((end) => `00000000-0000-7000-8000-0000000000${end}`)
    await ask(`
      INSERT INTO clinic (id, name, country, zone, locale, state, two_factor, created_at) VALUES
        ('${clinic}', 'Marsh Lane Dental', 'GB', 'Europe/London', 'en-GB', 'active', 'recommended', '2026-02-01Z');
      INSERT INTO person (id, name, created_at) VALUES ('${ada}', 'Ada Marsh', '2026-02-01Z'), ('${tobi}', 'Tobi Larkspur', '2026-02-01Z');
      INSERT INTO membership (clinic_id, person_id, role, state, joined_at) VALUES
        ('${clinic}', '${ada}', 'OWNER', 'active', '2026-02-01Z'), ('${clinic}', '${tobi}', 'NURSE', 'left', '2026-02-02Z');`)
    for (const name of later) cpSync(join(SHIPPED, name), join(folder, name))
    expect((await run()).applied).toEqual([...later, 'door.sql'])
    expect(
      await ask(
        'SELECT role, state, role_since = joined_at AS since, access_ends_at, outsider, disabled_at, deleted_at FROM membership ORDER BY joined_at',
      ),
    ).toEqual(
      [
        { role: 'OWNER', state: 'active' },
        { role: 'NURSE', state: 'left' },
      ].map((one) => ({
        ...one,
        since: true,
        access_ends_at: null,
        outsider: null,
        disabled_at: null,
        deleted_at: null,
      })),
    )
    // The calendar follows an end date from now on, whoever writes it, and leaves with it.
    const dates = () => ask("SELECT kind FROM due WHERE kind LIKE 'staff.access%' ORDER BY kind")
    await ask(`UPDATE membership SET access_ends_at = '2026-12-24Z' WHERE person_id = '${ada}'`)
    expect(await dates()).toEqual([{ kind: 'staff.access_ends' }, { kind: 'staff.access_ends_soon' }])
    await ask(`UPDATE membership SET state = 'disabled' WHERE person_id = '${ada}'`)
    expect(await dates()).toEqual([])
  })

  it('stays as it was when a file fails half-way, and says which one and why', async () => {
    await run()
    const before = await tables()
    plant('9998_later.sql', 'CREATE TABLE half (id integer); SELECT 1/0; CREATE TABLE other (id integer);')
    await expect(run()).rejects.toThrow(
      'Migration 9998_later.sql failed and was taken back: division by zero',
    )
    expect(await tables()).toEqual(before)
    plant('9998_later.sql', 'CREATE TABLE half (id integer);')
    expect((await run()).applied).toEqual(['9998_later.sql'])
  })

  it('is refused when a file was changed after it had run', async () => {
    plant('9998_later.sql', 'CREATE TABLE later (id integer);')
    await run()
    plant('9998_later.sql', 'CREATE TABLE later (id bigint);')
    await expect(run()).rejects.toThrow('9998_later.sql was changed after it had run')
  })
})

describe('a database of a newer program', () => {
  it('is refused before anything is touched, and the sentence says what to do', async () => {
    plant('9998_later.sql', 'CREATE TABLE later (id integer);')
    await run()
    rmSync(join(folder, '9998_later.sql'))
    plant('9997_ours.sql', 'CREATE TABLE ours (id integer);')
    await expect(run()).rejects.toThrow(
      'brought further by a newer Enamel (9998_later.sql). Start that version, or put back a backup',
    )
    expect(await tables()).not.toContain('ours')
  })

  it('is refused also where only door.sql is newer, and an older door.sql is replaced', async () => {
    await run()
    const setDoor = (version: string) =>
      ask(`UPDATE migration SET checksum = 'another', version = '${version}' WHERE name = 'door.sql'`)
    await setDoor('999.0.0')
    await expect(run()).rejects.toThrow('brought further by a newer Enamel (version 999.0.0)')
    await setDoor('0.0.9')
    expect((await run()).applied).toEqual(['door.sql'])
  })

  it('is noticed by one that runs already', async () => {
    await run()
    const pool = new pg.Pool(owner)
    onTestFinished(() => pool.end())
    expect(await outdatedBy(pool)).toBeUndefined()
    plant('9998_later.sql', 'CREATE TABLE later (id integer);')
    await run()
    expect(await outdatedBy(pool)).toMatch(
      /^A newer Enamel .* \(9998_later\.sql\), and this one \(\d.*\) stops\./,
    )
  })
})
