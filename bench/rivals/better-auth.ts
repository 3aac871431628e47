/**
 * better-auth as its manual sets it up for PostgreSQL and Node: a pool, password sign-in, sessions in the database.
 * Takes `{database, people}` as its argument; makes its tables and prints its port and a cookie a person.
 */
import { createServer } from 'node:http'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import pg from 'pg'

const { database, people } = JSON.parse(process.argv[2] ?? '') as {
  database: pg.ClientConfig
  people: number
}
const server = createServer().listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const address = server.address()
const port = typeof address === 'object' ? address?.port : undefined

const options = {
  database: new pg.Pool({ ...database, options: '-c search_path=better_auth', max: 16 }),
  baseURL: `http://localhost:${port}`,
  secret: 'only for the bench, and it never leaves this computer',
  emailAndPassword: { enabled: true },
  // Each request asks the database, as Enamel does: a session that was ended is refused at once.
  session: { cookieCache: { enabled: false } },
  // It counts requests; Enamel counts too, but is not slowed by it from one address a client.
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
}
await (await getMigrations(options)).runMigrations()
const auth = betterAuth(options)

const cookies: string[] = []
for (let index = 0; index < people; index += 1) {
  const { headers } = await auth.api.signUpEmail({
    body: {
      name: `Ada Marsh ${index}`,
      email: `ada.${index}@marsh-lane.example`,
      password: 'a long password for the bench',
    },
    returnHeaders: true,
  })
  cookies.push(
    headers
      .getSetCookie()
      .map((cookie) => cookie.split(';', 1)[0])
      .join('; '),
  )
}
const handle = toNodeHandler(auth)
server.on('request', (request, response) => void handle(request, response))
console.log(JSON.stringify({ port, cookies }))
