/** PostgreSQL of one's own by DATABASE_URL: here the programs that come with Enamel, with a port and a password. */
import { existsSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { send, signIn } from '../bench/http.ts'
import { runCommand } from '../bench/program.ts'
import { startOwnServer } from './cli/testing/own-server.ts'
import { OWNER, seed, startForTest, until } from './cli/testing/stage.ts'
import { temporaryFolder } from './db/embedded/testing/stage.ts'

const systemPrograms =
  [18, 17, 16, 15].map((major) => `/usr/lib/postgresql/${major}/bin`).find(existsSync) ?? ''

describe('a database of your own', { timeout: 60_000 }, () => {
  test('an owner who may create roles: they are made, and two processes with one key serve side by side', async () => {
    const { ask, environment } = await startOwnServer({ rights: 'CREATEROLE' })
    await seed(temporaryFolder(), environment)
    const clock = { ENAMEL_TEST_CLOCK: '1' }
    const first = await startForTest({ environment: { ...environment, ...clock } })
    await first.ready()
    const second = await startForTest({ environment: { ...environment, ...clock } })
    await second.ready()
    const cookie = await signIn(first.port, OWNER.email, OWNER.password)
    expect((await send(second.port, { path: '/api/checklist', cookie })).status).toBe(200)

    const { rows } = await ask(
      `SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS mighty, (SELECT rolpassword FROM pg_authid a WHERE a.oid = r.oid) AS password
         FROM pg_roles r WHERE rolname LIKE 'clinic%' ORDER BY 1`,
    )
    expect(rows).toEqual(
      ['clinic_app', 'clinic_sealer'].map((rolname) => ({
        rolname,
        mighty: false,
        password: expect.stringMatching(/^SCRAM-SHA-256\$4096:/) as string,
      })),
    )
    expect(await runCommand(['doctor'], { environment })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/PostgreSQL 18\.\d+ \(your own server\)/) as string,
    })
  })

  test('it goes away: 503 with Retry-After, and back by itself when it is back', async () => {
    const { postgres, environment } = await startOwnServer({ rights: 'CREATEROLE' })
    const program = await startForTest({ environment })
    await program.ready()
    await postgres.stop('SIGKILL')
    const { status, headers, body } = await send(program.port, { path: '/api/session' })
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'server.database_away' } })
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    await postgres.launch()
    await until(async () => (await send(program.port, { path: '/api/session' })).status === 200)
    program.kill('SIGTERM')
    expect((await program.ended).code).toBe(0)
  })

  test('an owner who may not create roles: the start says what to run, and starts once that was run', async () => {
    const { ask, environment } = await startOwnServer()
    const refused = await runCommand(['start'], { environment })
    expect(refused).toMatchObject({ code: 3, stdout: '' })
    expect(refused.stderr).toMatch(
      /^The role clinic_app cannot sign in to the database \(.+\)\. Run `npx enamel migrate --print-roles` and give its SQL to whoever runs the database\.$/m,
    )
    const printed = await runCommand(['migrate', '--print-roles'], { environment })
    expect(printed).toMatchObject({ code: 0, stderr: '' })
    await ask(printed.stdout)
    const program = await startForTest({ environment })
    await program.ready()
    program.kill('SIGTERM')
    expect(await program.ended).toMatchObject({ code: 0, stderr: '' })
  })

  test('no server key, or another than the one it was made with, is refused with what to do', async () => {
    const { environment } = await startOwnServer({ rights: 'CREATEROLE' })
    const { ENAMEL_KEY: _, ...keyless } = environment
    expect(await runCommand(['start'], { environment: keyless })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(
        'DATABASE_URL needs ENAMEL_KEY, the same for every process on that database. Make one with: openssl rand -hex 32',
      ) as string,
    })
    expect((await runCommand(['migrate'], { environment })).code).toBe(0)
    const other = { ...environment, ENAMEL_KEY: randomBytes(32).toString('hex') }
    expect(await runCommand(['start'], { environment: other })).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /^This database belongs to another server key\..* set ENAMEL_KEY /,
      ) as string,
    })
    expect((await runCommand(['doctor', '--json'], { environment: other })).stdout).toMatch(
      /made with another key/,
    )
    // The stranger has changed nothing.
    expect((await runCommand(['doctor'], { environment })).code).toBe(0)
  })

  test('whatever would make it unsafe stops the start, with what to do', async () => {
    const { ask, postgres, environment } = await startOwnServer({ rights: 'CREATEROLE' })
    expect((await runCommand(['migrate'], { environment })).code).toBe(0)
    await ask(TELLING, 'clinic')
    const refusal = async () => {
      const { code, stdout, stderr } = await runCommand(['start'], { environment })
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
      return stderr
    }
    await ask('ALTER ROLE clinic_app BYPASSRLS')
    expect(await refusal()).toMatch(
      /^The role clinic_app may do more than it should,.* Run: ALTER ROLE "clinic_app" .*NOBYPASSRLS/,
    )
    await ask('ALTER ROLE clinic_app NOBYPASSRLS; REVOKE clinic_app FROM keeper; GRANT keeper TO clinic_app')
    expect(await refusal()).toMatch(
      /^The role clinic_app may do more .* REVOKE from it every role that may more, above all "keeper"/,
    )
    await ask('REVOKE keeper FROM clinic_app; GRANT postgres TO clinic_sealer')
    expect(await refusal()).toMatch(/^The role clinic_sealer may do more/)
    await ask('REVOKE postgres FROM clinic_sealer')

    await postgres.stop()
    await postgres.launch({ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' })
    expect((await refusal()).split('\n')).toEqual([
      expect.stringMatching(/^PostgreSQL runs with fsync off: .* Set fsync = on/),
      expect.stringMatching(/^PostgreSQL runs with full_page_writes off: /),
      expect.stringMatching(/^PostgreSQL runs with synchronous_commit off: /),
      '',
    ])
    await postgres.stop()
    await postgres.launch()
    await ask("SELECT told.say('server_version_num', '140012')", 'clinic')
    expect(await refusal()).toMatch(/ is too old\. Enamel needs 15 or newer/)
    await ask("SELECT told.say('server_version_num', '150000'), told.be_late()", 'clinic')
    expect(await runCommand(['doctor'], { environment })).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^look  database: The clocks .* are 3\d{3} seconds apart/m) as string,
    })
  })

  test('a server that is not there, and a user it does not let in, are said in a sentence', async () => {
    const { postgres, environment } = await startOwnServer()
    const stranger = environment.DATABASE_URL.replace('of%20keeper', 'wrong')
    expect(
      await runCommand(['migrate'], { environment: { ...environment, DATABASE_URL: stranger } }),
    ).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /^The database cannot be reached: password authentication failed.*Check that.*\n$/,
      ) as string,
    })
    await postgres.stop()
    for (const command of ['start', 'migrate', 'setup-link']) {
      expect(await runCommand([command], { environment })).toMatchObject({
        code: 3,
        stdout: '',
        stderr: expect.stringMatching(
          /^The database cannot be reached: connect ECONNREFUSED.*DATABASE_URL is right\.\n$/,
        ) as string,
      })
    }
  })

  test.skipIf(systemPrograms === '')(
    'the oldest PostgreSQL of this machine (none in /usr/lib/postgresql: skipped)',
    async () => {
      const { environment } = await startOwnServer({ rights: 'CREATEROLE', programs: systemPrograms })
      await seed(temporaryFolder(), environment)
      const program = await startForTest({ environment })
      await program.ready()
      const cookie = await signIn(program.port, OWNER.email, OWNER.password)
      expect((await send(program.port, { path: '/api/checklist', cookie })).status).toBe(200)
      program.kill('SIGTERM')
      expect(await program.ended).toMatchObject({ code: 0, stderr: '' })
    },
  )
})

/** Lets the server tell the owner another version or time than it has: no server here is really that old or late. */
const TELLING = `
  CREATE SCHEMA told;
  GRANT USAGE ON SCHEMA told TO keeper;
  ALTER ROLE keeper SET search_path = told, pg_catalog, public;
  CREATE FUNCTION told.say(setting text, value text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    EXECUTE format('CREATE OR REPLACE FUNCTION told.current_setting(name text) RETURNS text LANGUAGE sql AS %L',
      format('SELECT CASE name WHEN %L THEN %L ELSE pg_catalog.current_setting(name) END', setting, value));
  END $$;
  CREATE FUNCTION told.be_late() RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    CREATE FUNCTION told.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS
      'SELECT pg_catalog.clock_timestamp() - interval ''1 hour''';
  END $$`
