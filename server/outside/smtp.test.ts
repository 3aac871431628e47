/** One mail by a real SMTP conversation: each end it can have, and what it is called. */
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { atEnd } from '../../test/at-end.ts'
import { type Authority, createAuthority, startMailServer, trust } from '../../test/mail-server.ts'
import type { MailSecurity } from '../../pure/mail/providers.ts'
import type { OutgoingMail } from './mail-message.ts'
import { sendBySmtp, type SmtpLimits, type SmtpServer } from './smtp.ts'

const ACCOUNT = { username: 'front@marshlane.example', password: 'wobbly-lanterns-27' }
const LIMITS: SmtpLimits = { connect: 5_000, silence: 5_000, total: 10_000 }
const IMPATIENT: SmtpLimits = { connect: 60, silence: 60, total: 5_000 }

const MAIL: OutgoingMail = {
  id: '0195a000-0000-7000-8000-000000000001',
  from: 'enamel@marshlane.example',
  to: 'ada@marshlane.example',
  subject: 'Your password was changed',
  text: 'Hello Ada,\n\n.\nA line with a dot alone is above.\n',
  date: new Date('2026-03-02T09:00:00Z'),
  messageId: '0195a000-0000-7000-8000-000000000001@enamel.example',
}

let trusted: Authority
let stranger: Authority
beforeAll(async () => {
  trusted = await createAuthority()
  stranger = await createAuthority()
  trust(trusted)
})

const at = (port: number, security: MailSecurity, more: Partial<SmtpServer> = {}): SmtpServer => ({
  host: 'localhost',
  port,
  security,
  username: '',
  password: '',
  ...more,
})
const send = (server: SmtpServer, mail: Partial<OutgoingMail> = {}, limits = LIMITS) =>
  sendBySmtp(server, { ...MAIL, ...mail }, limits)

/** Takes connections and says what it is told to, and no more. */
async function startMute(greeting = ''): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (greeting) socket.write(greeting)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => {
    sockets.forEach((socket) => socket.destroy())
    server.close()
  })
  return (server.address() as AddressInfo).port
}

describe('a mail that goes', () => {
  it.each(['tls', 'starttls', 'none'] as const)('is taken whole, signed in, over %s', async (security) => {
    const server = await startMailServer({
      security,
      account: ACCOUNT,
      ...(security !== 'none' && { certificate: await trusted.issue() }),
    })
    const ended = await send(at(server.port, security, { ...ACCOUNT }))
    expect(ended).toMatchObject({ outcome: 'sent', reason: 'sent', smtpStatus: 250 })
    expect(server.received).toHaveLength(1)
    const [got] = server.received
    expect(got).toMatchObject({ from: MAIL.from, to: [MAIL.to] })
    expect(got?.text).toContain(`Message-ID: <${MAIL.messageId}>`)
    expect(got?.text).toContain('\r\n.\r\nA line with a dot alone is above.')
  })
})

describe('what the server answers', () => {
  const cases = [
    [{ rcptTo: '451 4.7.1 Greylisted, come back' }, 'deferred', 'wait', 451],
    [{ connect: '421 4.3.2 Too busy' }, 'deferred', 'wait', 421],
    [{ auth: '454 4.7.0 Temporary authentication failure' }, 'deferred', 'wait', 454],
    [{ rcptTo: '550 5.1.1 No such user here' }, 'refused', 'recipient_refused', 550],
    [{ mailFrom: '553 5.7.1 Sender is not yours' }, 'refused', 'sender_refused', 553],
    [{ data: '554 5.2.252 SendAsDenied; not allowed to send as' }, 'refused', 'sender_refused', 554],
    [{ data: '550 5.7.26 Unauthenticated mail is prohibited' }, 'refused', 'sender_refused', 550],
    [{ data: '554 5.7.1 Spam message rejected' }, 'refused', 'message_refused', 554],
    [{ mailFrom: '530 5.7.0 Authentication required' }, 'refused', 'sign_in_needed', 530],
    [{ connect: '554 5.7.1 You are not welcome' }, 'refused', 'server_refused', 554],
    [{ auth: '535 5.7.8 Username and Password not accepted' }, 'refused', 'password_wrong', 535],
    [{ auth: '534 5.7.9 Application-specific password required' }, 'refused', 'app_password_needed', 534],
    [{ auth: '535 5.7.139 SmtpClientAuthentication is disabled' }, 'refused', 'sign_in_switched_off', 535],
    [{ auth: '550 5.7.30 Basic authentication is not supported' }, 'refused', 'sign_in_switched_off', 550],
    [{ data: 'drop' }, 'failed', 'dropped', undefined],
    [{ connect: 'drop' }, 'failed', 'dropped', undefined],
    [{ auth: 'drop' }, 'failed', 'dropped', undefined],
  ] as const
  it.each(cases)('has one name: %j', async (behaviour, outcome, reason, smtpStatus) => {
    const server = await startMailServer({ account: ACCOUNT })
    server.behave(behaviour)
    const ended = await send(at(server.port, 'none', { ...ACCOUNT }))
    expect(ended).toMatchObject({ outcome, reason, smtpStatus })
    expect(server.received).toEqual([])
    if (smtpStatus) expect(ended.line).toMatch(new RegExp(`^${smtpStatus} `))
    else expect(ended.line).toBe('')
  })

  it('never gives the password away, also where the server repeats it', async () => {
    const server = await startMailServer({ account: ACCOUNT })
    const encoded = Buffer.from(ACCOUNT.password).toString('base64')
    server.behave({ auth: `535 5.7.8 ${ACCOUNT.password} or ${encoded} is wrong` })
    const ended = await send(at(server.port, 'none', { ...ACCOUNT }))
    expect(ended.reason).toBe('password_wrong')
    expect(JSON.stringify(ended)).not.toContain(ACCOUNT.password)
    expect(JSON.stringify(ended)).not.toContain(encoded.replace(/=+$/, ''))
  })

  it('is shown in one line, without characters that turn it around', async () => {
    const server = await startMailServer({})
    server.behave({ rcptTo: `550 5.1.1 No\u202e such\u0007 ${'user '.repeat(200)}` })
    const { line } = await send(at(server.port, 'none'))
    expect(line).toMatch(/^550 5\.1\.1 No such user user/)
    expect(line.length).toBeLessThanOrEqual(300)
  })
})

describe('encryption', () => {
  it('is refused by us when nobody we trust signed the certificate', async () => {
    for (const security of ['tls', 'starttls'] as const) {
      const server = await startMailServer({
        security,
        certificate: await stranger.issue(),
        account: ACCOUNT,
      })
      const ended = await send(at(server.port, security, { ...ACCOUNT }))
      expect([security, ended]).toMatchObject([security, { outcome: 'failed', reason: 'tls_not_trusted' }])
      expect(server.tried, 'passwords said to a stranger').toEqual([])
    }
  })

  it('is refused by us when the certificate is for another name, or is over', async () => {
    for (const security of ['tls', 'starttls'] as const) {
      const other = await startMailServer({
        security,
        certificate: await trusted.issue({ name: 'mail.elsewhere.example' }),
      })
      expect(await send(at(other.port, security))).toMatchObject({ reason: 'tls_other_name' })
      const over = await startMailServer({ security, certificate: await trusted.issue({ expired: true }) })
      expect(await send(at(over.port, security))).toMatchObject({ reason: 'tls_expired' })
    }
  })

  it('is not gone without: a server that offers no STARTTLS gets neither password nor mail', async () => {
    const server = await startMailServer({ account: ACCOUNT })
    const ended = await send(at(server.port, 'starttls', { ...ACCOUNT }))
    expect(ended).toMatchObject({ outcome: 'refused', reason: 'starttls_missing' })
    expect([server.tried, server.received]).toEqual([[], []])
  })

  it('that the port does not speak is told as such', async () => {
    const plain = await startMailServer({})
    expect(await send(at(plain.port, 'tls'))).toMatchObject({ outcome: 'failed', reason: 'tls_failed' })
  })

  it('is never left out on the way to another computer', async () => {
    await expect(send({ ...at(25, 'none'), host: 'mail.marshlane.example' })).rejects.toThrow('encrypted')
  })
})

describe('the way to the server', () => {
  it('that leads nowhere is told by where it ends', async () => {
    const closed = await startMailServer({})
    await closed.close()
    expect(await send(at(closed.port, 'none'))).toMatchObject({ outcome: 'failed', reason: 'no_connection' })
    const nowhere = await send({ ...at(587, 'starttls'), host: 'mail.marsh-lane.invalid' })
    expect(['no_such_host', 'lookup_failed']).toContain(nowhere.reason)
  })

  it('is given up when the server is too slow, at each place', async () => {
    const mute = await startMute()
    expect(await send(at(mute, 'none'), {}, IMPATIENT)).toMatchObject({ reason: 'too_slow' })
    expect(await send(at(mute, 'tls'), {}, IMPATIENT)).toMatchObject({ reason: 'too_slow' })
    const stalled = await startMailServer({})
    for (const behaviour of [{ rcptTo: 'silence' }, { data: 'silence' }] as const) {
      stalled.behave(behaviour)
      expect(await send(at(stalled.port, 'none'), {}, IMPATIENT)).toMatchObject({
        outcome: 'failed',
        reason: 'too_slow',
      })
    }
    expect(
      await send(at(stalled.port, 'none'), {}, { connect: 9_000, silence: 9_000, total: 60 }),
    ).toMatchObject({ reason: 'too_slow' })
  })

  it('may end at something that is no mail server, whose words are not repeated', async () => {
    const ssh = await startMute('SSH-2.0-OpenSSH_9.9\r\n')
    const ended = await send(at(ssh, 'none'))
    expect(ended).toMatchObject({ outcome: 'failed', reason: 'not_a_mail_server', line: '' })
  })

  it('may end at a server that offers no sign-in', async () => {
    const server = await startMailServer({})
    const ended = await send(at(server.port, 'none', { ...ACCOUNT }))
    expect(ended).toMatchObject({ reason: 'sign_in_not_offered' })
    expect(server.received).toEqual([])
  })
})

describe('a line break', () => {
  it('in a name or a subject becomes no header, and in an address nothing at all', async () => {
    const server = await startMailServer({})
    await send(at(server.port, 'none'), {
      subject: 'Hello Ada\r\nBcc: everybody@elsewhere.example\r\n\r\nAnother body',
      text: 'Hello\r\n.\r\nRCPT TO:<everybody@elsewhere.example>\r\n',
    })
    const [got] = server.received
    const [head = '', ...body] = got?.text.split('\r\n\r\n') ?? []
    expect(head).not.toMatch(/^Bcc:/im)
    expect(body.join('\r\n\r\n')).toContain('RCPT TO:<everybody@elsewhere.example>')
    expect(got?.to).toEqual([MAIL.to])
    for (const evil of [
      'ada@marshlane.example>\r\nRCPT TO:<everybody@elsewhere.example',
      'ada@marshlane.example, everybody@elsewhere.example',
      'Ada <ada@marshlane.example>',
    ]) {
      const to = await send(at(server.port, 'none'), { to: evil })
      expect(to).toMatchObject({ outcome: 'refused', reason: 'recipient_refused' })
      const from = await send(at(server.port, 'none'), { from: evil })
      expect(from).toMatchObject({ outcome: 'refused', reason: 'sender_refused' })
    }
    expect(server.received).toHaveLength(1)
  })
})
