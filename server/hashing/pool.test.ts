import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { createArgon2Pool, HashingBusy, type Argon2Pool, type Argon2Work, type PoolOptions } from './pool.ts'

const quick: Argon2Work = {
  message: Buffer.from('message'),
  nonce: Buffer.alloc(16, 1),
  memory: 64,
  passes: 1,
  parallelism: 1,
  tagLength: 16,
}
const slow: Argon2Work = { ...quick, memory: 65_536, passes: 4 }

const open: Argon2Pool[] = []
function poolWith(options: PoolOptions): Argon2Pool {
  const pool = createArgon2Pool(options)
  open.push(pool)
  return pool
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()))
})

const real = () => new Worker(new URL('./argon2-worker.js', import.meta.url))
/** A thread that never answers and tells what it was given. */
const mute = (started: Worker[]) => () => {
  const code = "require('node:worker_threads').parentPort.on('message', () => {})"
  const thread = new Worker(code, { eval: true })
  started.push(thread)
  return thread
}

describe('the primitive', () => {
  test('gives the tag of RFC 9106 §5.3, with secret and associated data', async () => {
    const tag = await poolWith({ threads: 1 }).run({
      message: Buffer.alloc(32, 1),
      nonce: Buffer.alloc(16, 2),
      secret: Buffer.alloc(8, 3),
      associatedData: Buffer.alloc(12, 4),
      memory: 32,
      passes: 3,
      parallelism: 4,
      tagLength: 32,
    })
    expect(Buffer.from(tag).toString('hex')).toBe(
      '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
    )
  })

  test('rejects what Argon2 refuses, and goes on', async () => {
    const pool = poolWith({ threads: 1 })
    await expect(pool.run({ ...quick, memory: 1 })).rejects.toThrow(/Argon2id failed/)
    await expect(pool.run(quick)).resolves.toHaveLength(16)
  })
})

describe('threads', () => {
  test('none is started before there is work, and no second one while the first is free', async () => {
    let started = 0
    const startThread = () => {
      started++
      return real()
    }
    const pool = poolWith({ threads: 2, startThread })
    expect(started).toBe(0)
    await pool.run(quick)
    await pool.run(quick)
    expect(started).toBe(1)
    await Promise.all([pool.run(quick), pool.run(quick), pool.run(quick)])
    expect(started).toBe(2)
  })

  test('one that is killed at work is replaced, and its work is done again', async () => {
    const started: Worker[] = []
    const startThread = () => {
      const thread = real()
      started.push(thread)
      return thread
    }
    const pool = poolWith({ threads: 1, startThread })
    const first = pool.run(slow)
    const second = pool.run(quick)
    await once(started[0] as Worker, 'online')
    await started[0]?.terminate()
    expect(await first).toEqual(await pool.run(slow))
    await expect(second).resolves.toHaveLength(16)
    expect(started).toHaveLength(2)
  })

  test('work that ends two threads is rejected, and does not take the rest with it', async () => {
    const fatal =
      "const p = require('node:worker_threads').parentPort;" +
      "p.on('message', (work) => work.memory === 66 ? process.exit(1) : p.postMessage({ tag: work.nonce }))"
    const pool = poolWith({ threads: 1, startThread: () => new Worker(fatal, { eval: true }) })
    const poisoned = pool.run({ ...quick, memory: 66 })
    const innocent = pool.run(quick)
    await expect(poisoned).rejects.toThrow('A hashing thread ended')
    await expect(innocent).resolves.toHaveLength(16)
  })

  test('one that cannot even start leaves an error, not a promise without end', async () => {
    const startThread = () => new Worker("throw new Error('no memory for a thread')", { eval: true })
    await expect(poolWith({ threads: 2, startThread }).run(quick)).rejects.toThrow('no memory for a thread')
  })

  test('closing ends them and rejects what runs, what waits and what comes later', async () => {
    const started: Worker[] = []
    const pool = poolWith({ threads: 1, startThread: mute(started) })
    const outcomes = Promise.allSettled([pool.run(quick), pool.run(quick)])
    const ended = once(started[0] as Worker, 'exit')
    await pool.close()
    await ended
    expect((await outcomes).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
    await expect(pool.run(quick)).rejects.toThrow('Hashing is closed')
  })
})

describe('the queue', () => {
  test('is bounded: beyond it the answer is "busy", at once', async () => {
    const pool = poolWith({ threads: 2, maxQueue: 3, startThread: mute([]) })
    const accepted = Promise.allSettled(Array.from({ length: 5 }, () => pool.run(quick)))
    expect(pool.queued).toBe(3)
    const refused = await pool.run(quick).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(HashingBusy)
    expect(refused).toMatchObject({ retryAfterSeconds: expect.any(Number) })
    expect(pool.queued).toBe(3)
    await pool.close()
    await accepted
  })

  test('may be of length nought: as many as there are threads, and no more', async () => {
    const pool = poolWith({ threads: 1, maxQueue: 0 })
    const first = pool.run(quick)
    await expect(pool.run(quick)).rejects.toBeInstanceOf(HashingBusy)
    await expect(first).resolves.toHaveLength(16)
  })

  test('serves in the order of arrival', async () => {
    const pool = poolWith({ threads: 1 })
    const done: number[] = []
    await Promise.all([0, 1, 2, 3, 4, 5].map((turn) => pool.run(quick).then(() => done.push(turn))))
    expect(done).toEqual([0, 1, 2, 3, 4, 5])
  })
})
