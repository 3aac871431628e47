/**
 * The least that a server can do to know its session: Fastify with nothing added, one prepared query by one
 * index. Takes `{database}` as its argument and prints its port.
 */
import { hash } from 'node:crypto'
import { fastify } from 'fastify'
import pg from 'pg'

const { database } = JSON.parse(process.argv[2] ?? '') as { database: pg.ClientConfig }
const pool = new pg.Pool({ ...database, max: 16 })
const query = { name: 'session', text: 'SELECT * FROM session WHERE token_hash = $1' }
const app = fastify()

app.get('/api/session', async (request, reply) => {
  const [, token = ''] = /(?:^|; )__Host-enamel=([^;]+)/.exec(request.headers.cookie ?? '') ?? []
  const { rows } = await pool.query<object>({ ...query, values: [hash('sha256', token, 'buffer')] })
  return rows[0] ?? reply.code(401).send()
})

console.log((await app.listen({ port: 0, host: '127.0.0.1' })).split(':').at(-1))
