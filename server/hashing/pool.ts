/**
 * Threads for Argon2id and nothing else, with a bounded queue, first come first served. libuv's four shared
 * threads stay free for files and DNS, and the event loop never computes a hash.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** The inputs of RFC 9106 §3.1, as node:crypto names them; `memory` in KiB. */
export interface Argon2Work {
  readonly message: Uint8Array
  readonly nonce: Uint8Array
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly tagLength: number
  readonly secret?: Uint8Array
  readonly associatedData?: Uint8Array
}

/** Too many hashes are waiting. Nothing was computed; asking again in `retryAfterSeconds` makes sense (503). */
export class HashingBusy extends Error {
  readonly retryAfterSeconds = 2

  constructor() {
    super('Too many passwords are waiting to be checked')
    this.name = 'HashingBusy'
  }
}

export interface PoolOptions {
  /** D the smaller of 2 and the machine's cores. */
  threads?: number
  /** How many computations may wait beside those that run; D 64. */
  maxQueue?: number
  /** How a thread is started; tests pass threads that they can end. */
  startThread?: () => Worker
}

export interface Argon2Pool {
  /**
   * The tag. Rejects with HashingBusy when the queue is full. When a thread dies its computation is done again
   * once on a new one, then rejected with what went wrong.
   */
  run(work: Argon2Work): Promise<Uint8Array>
  /** Computations waiting for a thread. */
  readonly queued: number
  /** Ends the threads and rejects what is not finished. A closed pool stays closed. */
  close(): Promise<void>
}

interface Job {
  readonly work: Argon2Work
  readonly resolve: (tag: Uint8Array) => void
  readonly reject: (reason: Error) => void
  starts: number
}

interface Answer {
  readonly tag?: Uint8Array
  readonly fault?: string
}

const MOST_STARTS = 2

/** Threads start with the first work that finds none free and are kept; an idle pool does not keep the process alive. */
export function createArgon2Pool(options: PoolOptions = {}): Argon2Pool {
  const {
    threads = Math.min(2, availableParallelism()),
    maxQueue = 64,
    startThread = startArgon2Thread,
  } = options
  const waiting: Job[] = []
  const running = new Map<Worker, Job | undefined>()
  let closed = false

  function addThread(): Worker {
    const thread = startThread()
    thread.unref()
    thread.on('message', (answer: Answer) => settle(thread, answer))
    thread.on('error', (error) => lose(thread, error))
    thread.on('exit', () => lose(thread, new Error('A hashing thread ended')))
    running.set(thread, undefined)
    return thread
  }

  function freeThread(): Worker | undefined {
    for (const [thread, job] of running) if (job === undefined) return thread
    return running.size < threads ? addThread() : undefined
  }

  function advance(): void {
    for (let job = waiting[0]; job !== undefined; job = waiting[0]) {
      const thread = freeThread()
      if (thread === undefined) return
      waiting.shift()
      job.starts++
      running.set(thread, job)
      // Referenced while it computes: a command that awaits a hash must not end before it.
      thread.ref()
      thread.postMessage(job.work)
    }
  }

  function settle(thread: Worker, answer: Answer): void {
    const job = running.get(thread)
    running.set(thread, undefined)
    thread.unref()
    if (answer.tag !== undefined) job?.resolve(answer.tag)
    else job?.reject(new Error(`Argon2id failed: ${answer.fault ?? 'no answer'}`))
    advance()
  }

  function lose(thread: Worker, reason: Error): void {
    if (!running.has(thread)) return
    const job = running.get(thread)
    running.delete(thread)
    if (job !== undefined) {
      if (closed || job.starts >= MOST_STARTS) job.reject(reason)
      else waiting.unshift(job)
    }
    if (!closed) advance()
  }

  return {
    run(work) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new Error('Hashing is closed'))
        waiting.push({ work, resolve, reject, starts: 0 })
        advance()
        if (waiting.length > maxQueue) waiting.pop()?.reject(new HashingBusy())
      })
    },
    get queued() {
      return waiting.length
    },
    async close() {
      closed = true
      for (const job of waiting.splice(0)) job.reject(new Error('Hashing is closed'))
      await Promise.all([...running.keys()].map((thread) => thread.terminate()))
    },
  }
}

function startArgon2Thread(): Worker {
  // An environment of its own: a thread that sees passwords needs none of the process's secrets.
  return new Worker(new URL('./argon2-worker.js', import.meta.url), { name: 'argon2', env: {}, execArgv: [] })
}
