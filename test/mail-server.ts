/** A real SMTP server on 127.0.0.1 that takes mail, or answers as a test wants it to. Certificates are made for the day. */
import type { AddressInfo, Socket } from 'node:net'
import tls from 'node:tls'
import { generate } from 'selfsigned'
import { SMTPServer } from 'smtp-server'
import { createClock } from '../server/outside/clock.ts'
import { atEnd } from './at-end.ts'

/** A reply that refuses, `550 5.1.1 No such user`; or what a server does without any. */
type Reply = `${number} ${string}` | 'drop' | 'silence'

export interface Behaviour {
  connect?: Reply
  auth?: Reply
  mailFrom?: Reply
  rcptTo?: Reply
  /** drop: in the middle of the message. */
  data?: Reply
  /** When the message is there and its 250 is about to be said. */
  beforeAccepted?: () => Promise<void>
}

export interface MailServerOptions {
  security?: 'tls' | 'starttls' | 'none'
  certificate?: Certificate
  account?: { username: string; password: string }
}

export interface TestMailServer {
  port: number
  /** What was said to it and taken, oldest first. */
  received: { from: string; to: string[]; text: string }[]
  /** How it behaves from now on; `{}`: takes all. */
  behave(behaviour: Behaviour): void
  /** Passwords that were tried. */
  tried: string[]
  close(): Promise<void>
}

export interface Certificate {
  key: string
  cert: string
}

/** Certificates are judged by the computer's clock. */
const days = (n: number) => new Date(createClock().now().getTime() + n * 24 * 3_600_000)

export interface Authority extends Certificate {
  issue(wish?: { name?: string; expired?: boolean }): Promise<Certificate>
}

/** An authority of a test, and certificates of it; nobody trusts it before `trust`. */
export async function createAuthority(): Promise<Authority> {
  const made = await generate([{ name: 'commonName', value: 'Test authority' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    notBeforeDate: days(-400),
    notAfterDate: days(400),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const authority = { key: made.private, cert: made.cert }
  return {
    ...authority,
    async issue({ name = 'localhost', expired = false } = {}) {
      const issued = await generate([{ name: 'commonName', value: name }], {
        ca: authority,
        algorithm: 'sha256',
        keyType: 'ec',
        notBeforeDate: days(expired ? -60 : -1),
        notAfterDate: days(expired ? -30 : 60),
        extensions: [
          {
            name: 'subjectAltName',
            altNames: [
              { type: 2, value: name },
              ...(name === 'localhost' ? [{ type: 7 as const, ip: '127.0.0.1' }] : []),
            ],
          },
        ],
      })
      return { key: issued.private, cert: issued.cert }
    },
  }
}

/** From now on this process trusts certificates of that authority, besides all it trusted before. */
export function trust({ cert }: Certificate): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), cert])
}

/** Closed when the test file is done, or before. */
export async function startMailServer(options: MailServerOptions = {}): Promise<TestMailServer> {
  const { security = 'none', certificate, account } = options
  let behaviour: Behaviour = {}
  const received: TestMailServer['received'] = []
  const tried: string[] = []
  const sockets = new Set<Socket>()
  const dropAll = () => sockets.forEach((socket) => socket.destroy())

  /** Answers as wanted; true when the usual answer is not to follow. */
  const kept = (reply: Reply | undefined, answer: (error: Error) => void): boolean => {
    if (reply === undefined) return false
    if (reply === 'drop') dropAll()
    else if (reply !== 'silence') {
      const [, code = '', text = ''] = /^(\d{3}) (.*)$/s.exec(reply) ?? []
      answer(Object.assign(new Error(text), { responseCode: Number(code) }))
    }
    return true
  }

  const server = new SMTPServer({
    secure: security === 'tls',
    ...certificate,
    disabledCommands: [...(account ? [] : ['AUTH']), ...(security === 'starttls' ? [] : ['STARTTLS'])],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_session, done) {
      if (!kept(behaviour.connect, done)) done()
    },
    onAuth(auth, _session, done) {
      tried.push(auth.password ?? '')
      if (kept(behaviour.auth, done)) return
      if (auth.username === account?.username && auth.password === account?.password)
        done(null, { user: auth.username })
      else kept('535 5.7.8 Username and Password not accepted', done)
    },
    onMailFrom(_address, _session, done) {
      if (!kept(behaviour.mailFrom, done)) done()
    },
    onRcptTo(_address, _session, done) {
      if (!kept(behaviour.rcptTo, done)) done()
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      if (behaviour.data === 'drop') return dropAll()
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        void (async () => {
          if (kept(behaviour.data, done)) return
          const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
          const to = session.envelope.rcptTo.map(({ address }) => address)
          received.push({ from, to, text: Buffer.concat(parts).toString() })
          await behaviour.beforeAccepted?.()
          done()
        })()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const close = () =>
    new Promise<void>((resolve) => {
      dropAll()
      server.close(resolve)
    })
  let open = true
  const closeOnce = async () => {
    if (open) await close()
    open = false
  }
  atEnd(closeOnce)
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    tried,
    behave: (wanted) => void (behaviour = wanted),
    close: closeOnce,
  }
}
