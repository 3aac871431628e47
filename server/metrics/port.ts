/** The port of the metrics: on 127.0.0.1 alone, never behind the proxy, one address and no other. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { StartError } from '../db/embedded/start-error.ts'
import type { Log } from '../log.ts'
import type { Metrics } from './metrics.ts'

export interface MetricsPort {
  close(): Promise<void>
}

const HOST = '127.0.0.1'
/** What a monitoring system on this computer calls it by; a page of another name that leads here is none. */
const OURS = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/

/** Throws StartError when the port is taken. */
export async function openMetricsPort(metrics: Metrics, port: number, log: Log): Promise<MetricsPort> {
  const server = createServer((request, response) => {
    answer(metrics, request, response).catch((error: unknown) => {
      log.warn({ err: error }, 'the metrics could not be read')
      response.writeHead(500).end()
    })
  })
  server.listen(port, HOST)
  try {
    await once(server, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new StartError(
      `Port ${port} of ENAMEL_METRICS_PORT is taken by another program. Set it to another number; two processes on one computer need two.`,
      { cause: error },
    )
  }
  return {
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

async function answer(metrics: Metrics, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // DNS rebinding: a page in a browser of this computer must not read them under a name of its own.
  if (!OURS.test(request.headers.host ?? '')) return void response.writeHead(403).end()
  if (request.url !== '/metrics') return void response.writeHead(404).end()
  if (request.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end()
  const text = await metrics.text()
  response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text)
}
