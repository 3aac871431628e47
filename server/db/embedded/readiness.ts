import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'

/** Why a server does not answer (yet). */
export type Silence = 'gone' | 'silent' | 'starting' | 'stopping'

export interface Patience {
  /** no answer at all, or one that shuts us out */
  silentMilliseconds: number
  /** it says that it is starting or recovering */
  busyMilliseconds: number
}

/**
 * Tries until the server takes the connection. Gives the client, or what it was when the patience ended.
 * 'no such database' means that the server is ready, but lacks that one.
 */
export async function connectWhenReady(
  target: { host: string; port: number; user: string; database: string },
  isGone: () => boolean,
  patience: Patience,
): Promise<Client | 'no such database' | Silence> {
  const begin = performance.now()
  for (;;) {
    const client = new Client({
      ...target,
      connectionTimeoutMillis: patience.silentMilliseconds,
      query_timeout: 60_000,
    })
    // A server that ends under an open connection reports it here; without a listener that would end the program.
    client.on('error', () => undefined)
    let silence: Silence
    try {
      await client.connect()
      return client
    } catch (error) {
      void client.end().catch(() => undefined)
      const { code, message } = error as { code?: string; message: string }
      // PostgreSQL 18 Appendix A: invalid_catalog_name
      if (code === '3D000') return 'no such database'
      // cannot_connect_now
      if (code !== '57P03') silence = 'silent'
      else silence = /shutting down/.test(message) ? 'stopping' : 'starting'
    }
    if (isGone()) return 'gone'
    if (silence === 'stopping') return silence
    const limit = silence === 'silent' ? patience.silentMilliseconds : patience.busyMilliseconds
    if (performance.now() - begin > limit) return silence
    await pause(10)
  }
}
