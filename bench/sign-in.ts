/** Signing in by password against nothing but its Argon2id, and what everybody else notices of a storm of sign-ins. */
import { once } from 'node:events'
import { Agent } from 'node:http'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { OWASP_COST } from '../server/hashing/hashing.ts'
import { type DeskPerson, openDesk } from './desk.ts'
import { type Bench, figure, median, percentile } from './figure.ts'
import { nextAddress, send, signIn } from './http.ts'

/** Issue 3, "Figures to reach". */
const TARGETS = { ofArgon2: 0.85, p99Milliseconds: 50 }
/** Each signs in again as soon as they are in; fewer than may wait for a thread (server/hashing). */
const SIGNING_IN = 50
/** Who are at work meanwhile, each asking ten times a second. */
const AT_WORK = 8
const EVERY_MS = 100
/** As many as the product's pool has (server/hashing/pool.ts). */
const THREADS = Math.min(2, availableParallelism())

export const signInBench: Bench = {
  name: 'sign-in',
  about: 'Password sign-ins a second against Argon2id alone, and how long others wait meanwhile.',
  async run({ quick, times = quick ? 5 : 9, say }) {
    const slice = quick ? 1_000 : 5_000
    const desk = await openDesk(SIGNING_IN + AT_WORK)
    const threads = Array.from(
      { length: THREADS },
      () => new Worker(join(import.meta.dirname, 'rivals/argon2.js')),
    )
    const stations: Station[] = []
    try {
      const { port } = desk.program
      const atWork: string[] = []
      for (const { email, password } of desk.people.slice(SIGNING_IN))
        atWork.push(await signIn(port, email, password))
      for (const person of desk.people.slice(0, SIGNING_IN)) stations.push(await openStation(port, person))
      const rates: number[] = []
      const limits: number[] = []
      const waited: number[] = []
      const waitedBeside: number[] = []
      // The first round is not counted: the programs are compiled in it.
      for (let round = 0; round <= times; round += 1) {
        const [hashed, beside] = await whileAsking(port, atWork, () => hashFor(threads, slice))
        const [signed, meanwhile] = await whileAsking(port, atWork, () => signInFor(stations, slice))
        if (round === 0) continue
        limits.push(hashed)
        rates.push(signed)
        waited.push(...meanwhile)
        waitedBeside.push(...beside)
        say(
          `round ${round}: ${signed.toFixed(1)} sign-ins/s, ${hashed.toFixed(1)} hashes/s; ` +
            `p99 of ${meanwhile.length} session requests ${percentile(meanwhile, 99).toFixed(1)} ms, beside bare hashing ${percentile(beside, 99).toFixed(1)} ms`,
        )
      }
      return [
        figure('sign-ins', median(rates), '/s', { limit: median(limits), atLeast: TARGETS.ofArgon2 }),
        figure('session p99 in a storm of sign-ins', percentile(waited, 99), 'ms', {
          limit: percentile(waitedBeside, 99),
          target: TARGETS.p99Milliseconds,
        }),
        figure('session p50 in a storm of sign-ins', median(waited), 'ms', { limit: median(waitedBeside) }),
      ]
    } finally {
      for (const { agent } of stations) agent.destroy()
      for (const thread of threads) await thread.terminate()
      await desk.close()
    }
  },
}

/** Hashes a second, all threads together. */
async function hashFor(threads: readonly Worker[], milliseconds: number): Promise<number> {
  const begin = performance.now()
  const counts = await Promise.all(
    threads.map(async (thread) => {
      thread.postMessage({ ...OWASP_COST, milliseconds })
      const [count] = (await once(thread, 'message')) as [number]
      return count
    }),
  )
  return counts.reduce((sum, count) => sum + count) / ((performance.now() - begin) / 1000)
}

/** A browser that its person has signed in from before. */
interface Station {
  agent: Agent
  signInOnce(): Promise<void>
}

async function openStation(port: number, { email, password }: DeskPerson): Promise<Station> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const from = nextAddress()
  const cookies = await signIn(port, email, password, { agent, from })
  const device = cookies.split('; ').find((cookie) => cookie.includes('device'))
  return {
    agent,
    async signInOnce() {
      await signIn(port, email, password, { agent, from, cookie: device })
    },
  }
}

/** Sign-ins a second, until all that were begun in time are through. */
async function signInFor(stations: readonly Station[], milliseconds: number): Promise<number> {
  const begin = performance.now()
  let count = 0
  await Promise.all(
    stations.map(async ({ signInOnce }) => {
      for (; performance.now() - begin < milliseconds; count += 1) await signInOnce()
    }),
  )
  return count / ((performance.now() - begin) / 1000)
}

/** Does the work while those who are at work ask who they are; gives its result, and the milliseconds that each waited. */
async function whileAsking(
  port: number,
  cookies: readonly string[],
  work: () => Promise<number>,
): Promise<[result: number, waited: number[]]> {
  const waited: number[] = []
  let done = false
  const ask = async (cookie: string, index: number): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const from = nextAddress()
    await pause((index * EVERY_MS) / cookies.length)
    while (!done) {
      const begin = performance.now()
      const { status } = await send(port, { path: '/api/session', cookie, agent, from })
      if (status !== 200) throw new Error(`A session request was answered ${status}`)
      const took = performance.now() - begin
      waited.push(took)
      await pause(Math.max(0, EVERY_MS - took))
    }
    agent.destroy()
  }
  const asking = cookies.map(ask)
  const result = await work()
  done = true
  await Promise.all(asking)
  return [result, waited]
}
