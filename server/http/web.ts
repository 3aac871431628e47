/** The built web: files under /assets for ever, the page for every other address that is not an endpoint. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { httpProblem } from './contract.ts'

const PAGE = { config: { plain: 'page' } } as const
const YEAR_MS = 365 * 24 * 3_600_000

/** `folder` holds index.html with `__NONCE__` where the page's nonce belongs. */
export async function addWeb(app: FastifyInstance, folder: string): Promise<void> {
  const file = join(folder, 'index.html')
  if (!existsSync(file)) throw new Error(`The web is not built: ${file} is missing.`)
  const page = readFileSync(file, 'utf8')
  // Files are sent by the routes below, so that each has its access rule.
  // Compressed ones lie beside them (vite.config.ts). What is answered to a request is not compressed: BREACH.
  await app.register(fastifyStatic, { root: folder, serve: false, dotfiles: 'deny', preCompressed: true })
  // The names under /assets carry a hash of their content.
  app.get<{ Params: { '*': string } }>('/assets/*', PAGE, (request, reply) =>
    reply
      .header('cache-control', 'public')
      .sendFile(join('assets', request.params['*']), { maxAge: YEAR_MS, immutable: true }),
  )
  for (const name of readdirSync(folder)) {
    if (/^[a-z][a-z-]*\.(svg|js|png|ico|webmanifest)$/.test(name))
      app.get(`/${name}`, PAGE, (_request, reply) => reply.sendFile(name, { maxAge: 0 }))
  }
  // A page that works without a server: to be kept, not to be looked at here.
  app.get('/log-verifier.html', PAGE, (_request, reply) =>
    reply
      .header('content-disposition', 'attachment; filename="log-verifier.html"')
      .sendFile('log-verifier.html', { maxAge: 0 }),
  )
  app.get('/*', PAGE, async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    if (/^\/(api|health|\.well-known)(\/|$)/.test(path)) throw httpProblem('request.not_found')
    return reply.type('text/html; charset=utf-8').send(page.replaceAll('__NONCE__', request.nonce))
  })
}
