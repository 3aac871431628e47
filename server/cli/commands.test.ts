import { spawn } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Ended, PROJECT, runCommand } from '../../bench/program.ts'
import { freePort } from '../../test/free-port.ts'
import { temporaryFolder } from '../db/embedded/testing/stage.ts'
import { databaseProcesses, OWNER, seededFolder, startForTest, until } from './testing/stage.ts'

/** Runs a command on a data folder. */
const enamel = (dataFolder: string, ...args: string[]): Promise<Ended> =>
  runCommand(args, { environment: { ENAMEL_DATA: dataFolder, ENAMEL_TEST_CLOCK: '1' } })

const nowhere = '/nonexistent/enamel'
const matching = (form: RegExp) => expect.stringMatching(form) as string

interface Report {
  checks: { area: string; verdict: string; text: string }[]
}

describe('the command line', { timeout: 60_000 }, () => {
  test('says what it can do, each command too, and touches nothing by saying so', async () => {
    const overview = await enamel(nowhere, '--help')
    expect(overview).toMatchObject({ code: 0, stderr: '' })
    const names = [...overview.stdout.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name ?? '')
    expect(names).toEqual(['start', 'migrate', 'doctor', 'setup-link', 'owner', 'passwords', 'audit', 'seed'])
    expect((await enamel(nowhere)).stdout).toBe(overview.stdout)
    for (const name of names) {
      const help = await enamel(nowhere, name, '--help')
      expect(help).toMatchObject({
        code: 0,
        stderr: '',
        stdout: matching(new RegExp(`^Usage: .*npx enamel ${name}`)),
      })
    }
  })

  test('wrong use is 2, with the words on standard error', async () => {
    expect(await enamel(nowhere, 'sing')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: matching(/^There is no command “sing”\.\n\nUsage: /),
    })
    for (const args of [
      ['start', '--port=1'],
      ['doctor', 'me'],
      ['setup-link', '--jsn'],
      ['owner'],
      ['owner', 'recover'],
      ['owner', 'remove', 'ada@marshlane.example'],
      ['owner', 'recover', 'ada@marshlane.example', 'too'],
      ['owner', 'recover', 'ada@marshlane.example', '--jsn'],
      ['migrate', '-x'],
      ['passwords'],
      ['passwords', 'check-file'],
      ['passwords', 'check-file', 'a', 'b'],
      ['audit'],
      ['audit', 'sing'],
      ['audit', 'check', 'me'],
      ['audit', 'verify'],
      ['audit', 'verify', 'a', 'b'],
      ['audit', 'verify', 'a', '--key', 'b'],
      ['audit', 'verify', 'a', '--checkpoint', '/nonexistent/note'],
      ['audit', 'export'],
      ['audit', 'export', 'a', '--from', 'yesterday'],
      ['audit', 'export', 'a', '--clinic', 'Marsh Lane'],
      ['audit', 'prove', 'first'],
      ['audit', 'prove', '9007199254740992'],
      ['audit', 'tiles'],
      ['seed'],
      ['seed', 'a', 'b'],
    ]) {
      expect(await enamel(nowhere, ...args)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: matching(/Usage: .*npx enamel/),
      })
    }
  })

  test('a broken configuration stops every command with all its faults at once', async () => {
    const environment = {
      PORT: '70000',
      HOST: 'my computer',
      ENAMEL_ORIGIN: 'http://clinic.example',
      DATABASE_URL: 'mysql://x',
      ENAMEL_KEY_FILE: '/nonexistent/key',
      ENAMEL_MAIL_FROM: 'nobody',
      ENAMEL_TEST_CLOCK: 'perhaps',
    }
    for (const command of ['start', 'doctor']) {
      const { code, stdout, stderr } = await runCommand([command], { environment })
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
      expect(stderr).toMatch(/^The configuration has \d faults:\n( {2}- .+\n)+$/)
      for (const name of Object.keys(environment))
        expect(stderr).toContain(`  - ${name.replace('KEY_FILE', 'KEY')}`)
    }
  })

  test('without a server a command starts the database for as long as it needs it', async () => {
    const dataFolder = join(temporaryFolder(), 'data')
    expect(await enamel(dataFolder, 'migrate')).toEqual({
      code: 0,
      stdout: 'The database is up to date.\n',
      stderr: '',
    })
    expect(await enamel(dataFolder, 'setup-link')).toEqual({
      code: 0,
      stdout: matching(/^Set up: http:\/\/localhost:3000\/setup#[\w-]{43}\n$/),
      stderr: '',
    })
    expect(JSON.parse((await enamel(dataFolder, 'setup-link', '--json')).stdout)).toEqual({
      link: matching(/\/setup#/),
    })
    expect(databaseProcesses(dataFolder)).toEqual([])
  })

  test('beside a running server they use its database and leave it alone', async () => {
    const dataFolder = await seededFolder()
    const program = await startForTest({ environment: { ENAMEL_DATA: dataFolder, ENAMEL_TEST_CLOCK: '1' } })
    await program.ready()
    const before = databaseProcesses(dataFolder)[0]
    expect(await enamel(dataFolder, 'migrate')).toMatchObject({ code: 0, stderr: '' })
    expect(await enamel(dataFolder, 'setup-link')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Enamel is set up already: its Owner signs in at its address.\n',
    })
    expect((await enamel(dataFolder, 'setup-link', '--json')).stdout).toBe('{"link":null}\n')
    const { code, stdout, stderr } = await runCommand(['doctor', '--json'], {
      environment: { ENAMEL_DATA: dataFolder, ENAMEL_TEST_CLOCK: '1', PORT: String(program.port) },
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { checks } = JSON.parse(stdout) as Report
    expect(checks.map(({ area, verdict }) => `${area} ${verdict}`)).toEqual([
      'data folder pass',
      'database pass',
      'log pass',
      'clock pass',
      'keys pass',
      'address pass',
      'passkeys pass',
    ])
    expect(checks[1]?.text).toMatch(/^PostgreSQL 18\.\d+ \(embedded\) answers/)
    expect(databaseProcesses(dataFolder)[0]).toBe(before)
    await program.ready()
  })

  test('owner recover prints a link that works once, without a server and beside one', async () => {
    const dataFolder = await seededFolder()
    const printed = await enamel(dataFolder, 'owner', 'recover', OWNER.email.toUpperCase())
    expect(printed).toEqual({
      code: 0,
      stdout: matching(/^Recover: http:\/\/localhost:3000\/recover#[\w-]{43}\n$/),
      stderr: 'For Ada Owner alone. It works once, for one hour. A mail to every Owner says so.\n',
    })
    expect(databaseProcesses(dataFolder)).toEqual([])

    const environment = { ENAMEL_DATA: dataFolder, ENAMEL_TEST_CLOCK: '1' }
    const program = await startForTest({ environment })
    await program.ready()
    const before = databaseProcesses(dataFolder)[0]
    const unknown = await enamel(dataFolder, 'owner', 'recover', 'nobody@start.example', '--json')
    expect(unknown).toEqual({
      code: 1,
      stdout: '{"link":null,"name":null,"endsAt":null}\n',
      stderr:
        'No active Owner signs in with nobody@start.example. Check the address, or name another Owner.\n',
    })
    const beside = await enamel(dataFolder, 'owner', 'recover', OWNER.email, '--json')
    expect({ code: beside.code, before }).toEqual({ code: 0, before: databaseProcesses(dataFolder)[0] })
    const made = JSON.parse(beside.stdout) as { link: string; name: string; endsAt: string }
    expect(made).toMatchObject({ name: 'Ada Owner', endsAt: matching(/^\d{4}-.*Z$/) })

    const ask = (what: 'open' | 'finish', link: string) =>
      fetch(`${program.origin}/api/recovery/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          token: link.trim().split('#')[1],
          ...(what === 'finish' && { password: 'seven brisk kettles hum' }),
        }),
      })
    expect((await ask('open', printed.stdout)).status, 'the link before').toBe(410)
    expect((await ask('open', made.link)).status).toBe(200)
    expect((await ask('finish', made.link)).status).toBe(200)
    expect((await ask('finish', made.link)).status).toBe(410)
    // Neither what was printed nor what was posted is in the log of the program.
    const { stdout, stderr } = program.said()
    expect(stdout + stderr).not.toContain(made.link.split('#')[1])
  })

  test('the doctor finds a key that others can read, and another key than the database was made with', async () => {
    const dataFolder = await seededFolder()
    expect((await enamel(dataFolder, 'doctor')).code).toBe(0)
    const key = join(dataFolder, 'server.key')
    chmodSync(key, 0o644)
    expect(await enamel(dataFolder, 'doctor')).toMatchObject({
      code: 1,
      stdout: matching(/^look {2}keys: .* \(mode 644\); it was closed/m),
    })
    expect((await enamel(dataFolder, 'doctor')).code).toBe(0)
    writeFileSync(key, '00'.repeat(32))
    expect(await enamel(dataFolder, 'doctor')).toMatchObject({
      code: 1,
      stdout: matching(/^bad {3}keys: .* another key/m),
    })
    expect(await enamel(dataFolder, 'start')).toMatchObject({
      code: 3,
      stderr: matching(/^This database belongs to another server key/),
    })
    writeFileSync(key, 'not a key')
    expect(await enamel(dataFolder, 'start')).toMatchObject({
      code: 3,
      stderr: matching(/server\.key does not hold a server key\. Put it back/),
    })
    expect(await enamel(dataFolder, 'doctor')).toMatchObject({
      code: 1,
      stdout: matching(/^bad {3}database: .*server\.key does not hold/m),
    })
    expect(databaseProcesses(dataFolder)).toEqual([])
  })

  test('a port that is taken is said in a sentence, and the database is not left behind', async () => {
    const dataFolder = await seededFolder()
    const port = await freePort()
    const other = createServer()
    await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening))
    onTestFinished(() => void other.close())
    const program = await startForTest({ environment: { ENAMEL_DATA: dataFolder, PORT: String(port) } })
    expect(await program.ended).toMatchObject({
      code: 3,
      stderr: `Port ${port} is taken by another program. Stop that one, or set PORT to another number.\n`,
    })
    expect(databaseProcesses(dataFolder)).toEqual([])
  })

  test('the start says sentences on standard output, logs JSON on standard error, and LOG_LEVEL decides how much', async () => {
    const dataFolder = join(temporaryFolder(), 'data')
    const environment = { ENAMEL_DATA: dataFolder, LOG_LEVEL: 'info' }
    const program = await startForTest({ environment })
    await program.line(/^Set up: .*\n/m)
    program.kill('SIGTERM')
    const { stdout, stderr } = await program.ended
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toContain(`Enamel is ready: ${program.origin}`)
    expect(lines.filter((line) => line.startsWith('Set up: '))).toEqual([
      matching(new RegExp(`^Set up: ${program.origin}/setup#[\\w-]{43}$`)),
    ])
    expect(lines.every((line) => /^[A-Z].*[.\w-]$/.test(line))).toBe(true)
    const logged = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: number })
    expect(logged.length).toBeGreaterThan(2)
    expect(stderr).not.toContain('setup#')

    const quiet = await startForTest({ environment: { ...environment, LOG_LEVEL: 'warn' } })
    await quiet.ready()
    quiet.kill('SIGTERM')
    expect((await quiet.ended).stderr).toBe('')
  })

  test('seed fills in what it is given, and says what is wrong with a file before it writes', async () => {
    const folder = temporaryFolder()
    const dataFolder = join(folder, 'data')
    const file = join(folder, 'clinics.json')
    const clinic = { name: 'North Dental', country: 'NG', zone: 'Africa/Lagos', people: [OWNER] }
    const write = (content: unknown) =>
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    const refusals: [unknown, RegExp][] = [
      ['{', /JSON/],
      [{ clinics: [{ ...clinic, zone: 'Moon/Sea' }] }, /clinics\[0\]\.zone/],
      [{ clinics: [{ ...clinic, size: 3 }] }, /"size"/],
      [
        { clinics: [clinic, { ...clinic, people: [OWNER, { ...OWNER, email: 'ADA@start.example' }] }] },
        /ada@start\.example is there twice\n.*clinics\[1\]/,
      ],
    ]
    for (const [content, form] of refusals) {
      write(content)
      expect(await enamel(dataFolder, 'seed', file)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: matching(form),
      })
    }
    expect(await enamel(dataFolder, 'seed', join(folder, 'none.json'))).toMatchObject({
      code: 2,
      stderr: matching(/ENOENT/),
    })

    write({ clinics: [clinic, { ...clinic, name: 'South Dental' }] })
    const without = await runCommand(['seed', file], { environment: { ENAMEL_DATA: dataFolder } })
    expect(without).toMatchObject({ code: 3, stdout: '', stderr: matching(/ENAMEL_TEST_CLOCK=1/) })
    const { code, stdout, stderr } = await enamel(dataFolder, 'seed', file)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { clinics } = JSON.parse(stdout) as {
      clinics: { name: string; id: string; people: { id: string }[] }[]
    }
    expect(clinics.map(({ name }) => name)).toEqual(['North Dental', 'South Dental'])
    // One address is one human being, in both clinics.
    expect(clinics[0]?.people[0]?.id).toBe(clinics[1]?.people[0]?.id)
    expect((await enamel(dataFolder, 'setup-link')).code).toBe(1)
  })

  test('a long answer is printed to its end, however slowly it is read', async () => {
    const folder = temporaryFolder()
    const dataFolder = join(folder, 'data')
    const file = join(folder, 'clinics.json')
    const people = Array.from({ length: 500 }, (_, index) => ({
      name: `Somebody ${index}`,
      email: `somebody-${index}@long.example`,
      role: 'NURSE',
    }))
    const clinics = [{ name: 'Long Dental', country: 'GH', zone: 'Africa/Accra', people }]
    writeFileSync(file, JSON.stringify({ clinics }))
    const child = spawn(process.execPath, [join(PROJECT, 'server/cli/enamel.ts'), 'seed', file], {
      env: { ENAMEL_DATA: dataFolder, ENAMEL_TEST_CLOCK: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await until(() => databaseProcesses(dataFolder).length > 0)
    await until(() => databaseProcesses(dataFolder).length === 0)
    const printed = await text(child.stdout)
    expect(printed.length).toBeGreaterThan(2 ** 16)
    expect((JSON.parse(printed) as { clinics: { people: object[] }[] }).clinics[0]?.people).toHaveLength(500)
  })
})
