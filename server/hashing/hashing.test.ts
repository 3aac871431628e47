import { argon2Sync } from 'node:crypto'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { createHashing, OWASP_COST, type Hashing, type HashingOptions } from './hashing.ts'

const open: Hashing[] = []
function hashingWith(options: HashingOptions = {}): Hashing {
  const hashing = createHashing(options)
  open.push(hashing)
  return hashing
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((hashing) => hashing.close()))
})

const cheap = { memory: 64, passes: 1, parallelism: 1 }
const spring = { id: 'spring', key: Buffer.alloc(32, 1) }
const autumn = { id: 'autumn', key: Buffer.alloc(32, 2) }

describe('hashing and checking', () => {
  test('the right password is known again, any other is not', async () => {
    const hashing = hashingWith()
    const phc = await hashing.hash('ivory tulip canal bridge')
    expect(await hashing.verify('ivory tulip canal bridge', phc)).toEqual({ ok: true, outdated: false })
    for (const other of [
      'ivory tulip canal bridgf',
      'ivory tulip canal bridge ',
      'Ivory tulip canal bridge',
      '',
    ]) {
      expect(await hashing.verify(other, phc)).toEqual({ ok: false, outdated: false })
    }
  })

  test('costs what OWASP asks, has 16 bytes of salt and 32 of tag, and never the same twice', async () => {
    const hashing = hashingWith()
    const [one, two] = await Promise.all([hashing.hash('the same'), hashing.hash('the same')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one).not.toBe(two)
    expect(OWASP_COST).toEqual({ memory: 19_456, passes: 2, parallelism: 1 })
  })

  test('any program that knows Argon2id can check our hashes', async () => {
    const phc = await hashingWith({ cost: cheap }).hash('pa$$wörd 😀')
    const [, algorithm, version, parameters, salt, tag] = phc.split('$')
    expect([algorithm, version, parameters]).toEqual(['argon2id', 'v=19', 'm=64,t=1,p=1'])
    const again = argon2Sync('argon2id', {
      message: Buffer.from('pa$$wörd 😀', 'utf8'),
      nonce: Buffer.from(salt ?? '', 'base64'),
      memory: 64,
      passes: 1,
      parallelism: 1,
      tagLength: 32,
    })
    expect(again.toString('base64').replace(/=+$/, '')).toBe(tag)
  })

  test('the whole of a long password counts: a change in its last letter is seen', async () => {
    const hashing = hashingWith({ cost: cheap })
    const long = '😀'.repeat(256)
    const phc = await hashing.hash(long)
    expect(await hashing.verify(long, phc)).toMatchObject({ ok: true })
    expect(await hashing.verify(`${'😀'.repeat(255)}😁`, phc)).toMatchObject({ ok: false })
  })

  test('the text is taken as it is: normalising is the task of pure/password', async () => {
    const hashing = hashingWith({ cost: cheap })
    const phc = await hashing.hash('caf\u00e9')
    expect(await hashing.verify('cafe\u0301', phc)).toMatchObject({ ok: false })
  })

  test('what is far too long to be a password is neither hashed nor accepted', async () => {
    const hashing = hashingWith({ cost: cheap })
    const phc = await hashing.hash('a'.repeat(4_096))
    await expect(hashing.hash('a'.repeat(4_097))).rejects.toThrow(RangeError)
    expect(await hashing.verify('a'.repeat(4_097), phc)).toMatchObject({ ok: false })
    expect(await hashing.verify('a'.repeat(1_000_000), phc)).toMatchObject({ ok: false })
  })
})

describe('an account that does not exist', () => {
  test.each([
    ['no hash at all', undefined],
    ['an empty one', ''],
    ['one that nobody can read', 'plainpassword'],
    ['one that asks for all memory', `$argon2id$v=19$m=9999999,t=1,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`],
    [
      'one under a pepper that is gone',
      `$argon2id$v=19$m=64,t=1,p=1,keyid=Z29uZQ$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    ],
  ])('costs one computation of today and answers no: %s', async (_, phc) => {
    const { work, startThread } = await recordingThread()
    const hashing = hashingWith({ pepper: spring, startThread })
    expect(await hashing.verify('anything', phc)).toEqual({ ok: false, outdated: false })
    const stored = await hashing.hash('real')
    await hashing.verify('anything', stored)
    const [unknown, made, known] = work
    expect(work).toHaveLength(3)
    expect(shape(unknown)).toEqual(shape(known))
    expect(shape(unknown)).toEqual(shape(made))
  })
})

describe('hashes that should be renewed', () => {
  test.each([
    ['less memory', { memory: 32, passes: 2, parallelism: 1 }],
    ['fewer passes', { memory: 64, passes: 1, parallelism: 1 }],
    ['more than today', { memory: 128, passes: 2, parallelism: 1 }],
    ['other lanes', { memory: 64, passes: 2, parallelism: 2 }],
  ])('%s: still right, and outdated; a wrong password is just wrong', async (_, cost) => {
    const phc = await hashingWith({ cost }).hash('harbour lantern oak')
    const today = hashingWith({ cost: { memory: 64, passes: 2, parallelism: 1 } })
    expect(await today.verify('harbour lantern oak', phc)).toEqual({ ok: true, outdated: true })
    expect(await today.verify('harbour lantern elm', phc)).toEqual({ ok: false, outdated: false })
    const renewed = await today.hash('harbour lantern oak')
    expect(await today.verify('harbour lantern oak', renewed)).toEqual({ ok: true, outdated: false })
  })

  test('a hash from before there was a pepper, or under the former one, is outdated', async () => {
    const bare = await hashingWith({ cost: cheap }).hash('oak')
    const former = await hashingWith({ cost: cheap, pepper: spring }).hash('oak')
    const today = hashingWith({ cost: cheap, pepper: autumn, formerPeppers: [spring] })
    expect(await today.verify('oak', bare)).toEqual({ ok: true, outdated: true })
    expect(await today.verify('oak', former)).toEqual({ ok: true, outdated: true })
    const renewed = await today.hash('oak')
    expect(renewed).toContain(`,keyid=${Buffer.from('autumn').toString('base64').replaceAll('=', '')}$`)
    expect(await today.verify('oak', renewed)).toEqual({ ok: true, outdated: false })
  })
})

describe('the pepper', () => {
  test('a stolen database is not enough: without the key, or with another, nothing verifies', async () => {
    const phc = await hashingWith({ cost: cheap, pepper: spring }).hash('oak')
    expect(await hashingWith({ cost: cheap }).verify('oak', phc)).toMatchObject({ ok: false })
    expect(await hashingWith({ cost: cheap, pepper: autumn }).verify('oak', phc)).toMatchObject({ ok: false })
    const sameName = { id: 'spring', key: Buffer.alloc(32, 9) }
    expect(await hashingWith({ cost: cheap, pepper: sameName }).verify('oak', phc)).toMatchObject({
      ok: false,
    })
    const unmarked = phc.replace(/,keyid=[^$]+/, '')
    expect(await hashingWith({ cost: cheap, pepper: spring }).verify('oak', unmarked)).toMatchObject({
      ok: false,
    })
  })

  test.each<[string, HashingOptions]>([
    ['a key of 16 bytes', { pepper: { id: 'a', key: Buffer.alloc(16) } }],
    ['a name of nine letters', { pepper: { id: 'ninechars', key: Buffer.alloc(32) } }],
    ['a name that is empty', { pepper: { id: '', key: Buffer.alloc(32) } }],
    ['two of one name', { pepper: spring, formerPeppers: [spring] }],
    ['a cost beyond all bounds', { cost: { memory: 4_000_000, passes: 1, parallelism: 1 } }],
    ['a cost of nought', { cost: { memory: 0, passes: 0, parallelism: 0 } }],
  ])('%s is refused before anything runs', (_, options) => {
    expect(() => createHashing(options)).toThrow(RangeError)
  })
})

describe('while hashes are computed', () => {
  test('the event loop goes on', async () => {
    const hashing = hashingWith()
    const phc = await hashing.hash('first')
    let pending = 8
    let turns = 0
    const verdicts = Array.from({ length: 8 }, () => hashing.verify('first', phc).finally(() => pending--))
    expect(hashing.queued).toBeGreaterThan(4)
    while (pending > 0) {
      await new Promise((resolve) => setImmediate(resolve))
      turns++
    }
    expect((await Promise.all(verdicts)).every((verdict) => verdict.ok)).toBe(true)
    expect(turns).toBeGreaterThan(100)
    expect(hashing.queued).toBe(0)
  })

  test('a program that awaits one gets it, and then ends by itself, without a word on standard error', async () => {
    const module = new URL('./hashing.ts', import.meta.url).href
    const program = `const { createHashing } = await import(${JSON.stringify(module)}); console.log(await createHashing().hash('x'))`
    const ran = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      timeout: 30_000,
    })
    expect(ran.stdout).toMatch(/^\$argon2id\$/)
    expect(ran.stderr).toBe('')
  })
})

/** Everything that decides how long a computation takes, and whether a pepper was mixed in. */
function shape(work: { secret?: Uint8Array; nonce: Uint8Array; message: Uint8Array } | undefined) {
  if (work === undefined) throw new Error('Nothing was computed')
  return { ...work, message: undefined, nonce: work.nonce.length, secret: work.secret?.length }
}

/** A real thread of the pool whose work is written down as it is handed over. */
async function recordingThread() {
  const { Worker } = await import('node:worker_threads')
  const work: { secret?: Uint8Array; nonce: Uint8Array; message: Uint8Array }[] = []
  const startThread = () => {
    const thread = new Worker(new URL('./argon2-worker.js', import.meta.url))
    const send = thread.postMessage.bind(thread)
    thread.postMessage = (given) => {
      work.push(given)
      send(given)
    }
    return thread
  }
  return { work, startThread }
}
