/** A database that goes away: requests say so, nothing is half-written, and all is well again when it is back. */
import { connect, createServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { getChecklist, stateStep } from '../../features/checklist/contract.ts'
import { changePassword, signInWithPassword } from '../../features/identity/contract.ts'
import { whoAmI } from '../../features/sessions/contract.ts'
import { type Another, startAnother } from '../../test/another-app.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, type Clinic, PASSWORD, signInAt } from '../../test/builders.ts'
import { freePort } from '../../test/free-port.ts'
import { whileHeld } from '../../test/held-lock.ts'
import type { Visitor } from '../../test/visitor.ts'

const house = await startTestApp()

/** A line to the database that can be cut. */
interface Line {
  port: number
  cut(): Promise<void>
  mend(): Promise<void>
}

async function lineTo(target: pg.ClientConfig): Promise<Line> {
  const socket = join(String(target.host), `.s.PGSQL.${target.port}`)
  const open = new Set<Socket>()
  let server: Server
  const port = await freePort()
  const listen = async () => {
    server = createServer((from) => {
      const to = connect(socket)
      for (const end of [from, to]) {
        open.add(end)
        end.on('error', () => undefined)
        end.on('close', () => {
          open.delete(end)
          from.destroy()
          to.destroy()
        })
      }
      from.pipe(to).pipe(from)
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen()
  return {
    port,
    async cut() {
      for (const end of open) end.destroy()
      if (!server.listening) return
      server.close()
      await once(server, 'close')
    },
    mend: listen,
  }
}

let line: Line
let other: Another
let clinic: Clinic
let owner: Visitor

beforeAll(async () => {
  clinic = await buildClinic(house)
  const { app } = house.database.connections
  line = await lineTo(app)
  other = await startAnother(house, {
    connections: { ...house.database.connections, app: { ...app, host: '127.0.0.1', port: line.port } },
  })
  owner = other.visitor()
  await signInAt(house, owner, clinic.the('OWNER'))
  await settled()
})
afterAll(async () => {
  await other.close()
  await line.cut()
  // The house lost connections too.
  house.takeComplaints()
})

const PUT_NOTE = { params: { step: 3 }, body: { note: 'Seen to' } }
const statements = async () => (await house.database.ask('admin', 'SELECT FROM statement')).length
/** No job is under way that a cut would hit. */
const settled = async () => {
  await house.settle()
  await house.outbox.takeAll()
}

describe('while the database is away', () => {
  it('every request answers 503 with Retry-After and a sentence, and health says so', async () => {
    await line.cut()
    const replies = [
      await owner.call(getChecklist),
      await owner.call(whoAmI),
      await owner.call(stateStep, PUT_NOTE),
      await other.visitor().call(whoAmI),
      await other.visitor().call(signInWithPassword, { body: { email: 'a@b.example', password: 'a guess' } }),
      await other
        .visitor()
        .send({ method: 'POST', url: signInWithPassword.url, headers: { origin: 'https://evil.example' } }),
    ]
    expect(replies.map(({ status, code, headers }) => [status, code, headers['retry-after']])).toEqual(
      replies.map(() => [503, 'server.database_away', '5']),
    )
    expect(replies[0]?.body).toMatchObject({ title: expect.stringMatching(/^[A-Z].+\.$/) as string })
    const live = await other.visitor().send({ method: 'GET', url: '/health/live' })
    const ready = await other.visitor().send({ method: 'GET', url: '/health/ready' })
    expect([live.status, ready.status, ready.headers['retry-after']]).toEqual([200, 503, '5'])
  })

  it('the person stays signed in: all goes on by itself when it is back', async () => {
    await line.mend()
    await back()
    expect((await owner.must(whoAmI)).state).toBe('full')
    const ready = await other.visitor().send({ method: 'GET', url: '/health/ready' })
    expect(ready.status).toBe(200)
    expect((await owner.call(stateStep, PUT_NOTE)).status).toBe(200)
    await settled()
  })
})

describe('when the line is cut in the middle of a change', () => {
  it('the request answers 503 and nothing of the change is left', async () => {
    const before = await statements()
    const reply = await whileHeld(
      house.database,
      'SELECT FROM statement',
      1,
      () => owner.call(stateStep, PUT_NOTE),
      () => line.cut(),
    )
    expect([reply.status, reply.code]).toEqual([503, 'server.database_away'])
    await line.mend()
    await back()
    expect(await statements()).toBe(before)
    expect((await owner.call(stateStep, PUT_NOTE)).status).toBe(200)
    await settled()
  })

  it('the server ends its sessions one by one and the process lives on', async () => {
    const mine =
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'enamel'"
    for (let round = 0; round < 5; round++) {
      const asked = Promise.all(Array.from({ length: 12 }, () => owner.call(getChecklist)))
      await house.database.ask('admin', `SELECT pg_terminate_backend(pid) FROM (${mine}) app`)
      const statuses = new Set((await asked).map(({ status }) => status))
      expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
    }
    await back()
  })

  it('a password is the old one or the new one, never none', async () => {
    const who = clinic.the('NURSE')
    const nurse = other.visitor()
    await signInAt(house, nurse, who)
    await settled()
    const reply = await whileHeld(
      house.database,
      `SELECT FROM password WHERE person_id = '${who.id}'`,
      1,
      () => nurse.call(changePassword, { body: { password: 'marble kites sing low' } }),
      () => line.cut(),
    )
    expect(reply.status).toBe(503)
    await line.mend()
    expect(
      await house.visitor().call(signInWithPassword, { body: { email: who.email, password: PASSWORD } }),
    ).toMatchObject({ status: 200 })
    await settled()
  })
})

/** A connection that was lost may still be handed out once; then all is well, without anybody's doing. */
const back = () =>
  vi.waitFor(async () => expect((await owner.call(getChecklist)).status).toBe(200), { timeout: 20_000 })
