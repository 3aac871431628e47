/**
 * https without a proxy: the pair that is served, and the watch over its files. A renewed pair is taken up without a
 * restart; connections that stand live on; a pair that cannot be served is said in the log and the one before kept.
 */
import { watch, type FSWatcher } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import { dirname } from 'node:path'
import { ConfigError } from '../config/config.ts'
import type { Log } from '../log.ts'
import type { Clock } from '../outside/clock.ts'
import { type CertificateFacts, marksOf, type Pair, type PairFiles, readPair } from './certificate.ts'

export interface Tls {
  /** Of the pair that new connections are given. */
  readonly certificate: CertificateFacts
  /** A server of https for these answers; one that was made here is given each new pair. */
  createServer(answer: RequestListener): Server
  /** Looks at the files now; true when a new pair was taken up. */
  look(): boolean
  close(): void
}

export interface TlsOptions {
  files: PairFiles
  origin: string
  clock: Clock
  log: Log
  /** How long files must have been left alone before they are read: certificate and key come one after the other. D 1 s. */
  settleMs?: number
  /** How often they are looked at besides, where no change is told (network folders). D 60 s. */
  everyMs?: number
}

const SETTLE_MS = 1_000
const EVERY_MS = 60_000
/** Who opens a connection and says nothing is not waited for. */
const HANDSHAKE_MS = 10_000

/** Throws ConfigError with everything that is wrong with the pair. */
export function openTls(options: TlsOptions): Tls {
  const { files, origin, clock, log, settleMs = SETTLE_MS, everyMs = EVERY_MS } = options
  const first = readPair(files, origin, clock.now())
  if (!first.pair) throw new ConfigError(first.faults)
  let pair: Pair = first.pair
  let marks = marksOf(files)
  const servers = new Set<Server>()

  const look = (): boolean => {
    const found = marksOf(files)
    if (found === marks) return false
    marks = found
    const { pair: renewed, faults } = readPair(files, origin, clock.now())
    if (!renewed) {
      log.error({ faults }, 'the new certificate cannot be served, the one before is kept')
      return false
    }
    pair = renewed
    for (const server of servers) server.setSecureContext(secure(pair))
    log.info({ validTo: pair.facts.validTo.toISOString() }, 'a new certificate is served')
    return true
  }

  let settling: NodeJS.Timeout | undefined
  const changed = () => {
    clearTimeout(settling)
    settling = setTimeout(look, settleMs).unref()
  }
  // The folders, not the files: a renewal puts another file, or another link, in the place of the one before.
  const watchers = [...new Set([dirname(files.cert), dirname(files.key)])].flatMap((folder) => {
    try {
      const watcher: FSWatcher = watch(folder, { persistent: false }, changed)
      return [
        watcher.on('error', (error) => log.warn({ err: error }, 'a folder of certificates is not watched')),
      ]
    } catch (error) {
      log.warn({ err: error }, 'a folder of certificates is not watched')
      return []
    }
  })
  const timer = setInterval(look, everyMs).unref()

  return {
    get certificate() {
      return pair.facts
    },
    createServer(answer) {
      const server = createServer({ ...secure(pair), handshakeTimeout: HANDSHAKE_MS }, answer)
      servers.add(server)
      return server.on('close', () => servers.delete(server))
    },
    look,
    close() {
      clearTimeout(settling)
      clearInterval(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}

/** TLS 1.2 and 1.3: RFC 8996 §2 ended those before. */
const secure = ({ cert, key }: Pair) => ({ cert, key, minVersion: 'TLSv1.2' as const })
