/** What the doctor asks, and what a stranger learns by asking the same. */
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { createKeys } from '../keys.ts'
import { askQuestion, QUESTION } from './doctor-question.ts'

const house = await startTestApp({ environment: { ENAMEL_TRUSTED_PROXIES: '203.0.113.9' } })
const { keys } = house.enamel.kernel

const put = async (header: string | undefined, address = '192.0.2.10', forwarded?: string) =>
  (
    await house.visitor({ address }).send<object>({
      method: 'GET',
      url: '/health/live',
      headers: {
        ...(header !== undefined && { [QUESTION]: header }),
        ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
      },
    })
  ).body

describe('the doctor’s question', () => {
  it('is answered with what Enamel sees: itself, a proxy it believes, one it does not', async () => {
    for (const [peer, forwarded, seen] of [
      ['192.0.2.10', undefined, { address: '192.0.2.10', by: 'direct' }],
      ['203.0.113.9', '198.51.100.1', { address: '198.51.100.1', by: 'proxy' }],
      ['203.0.113.10', '198.51.100.1', { address: '203.0.113.10', by: 'unknown_proxy' }],
    ] as const) {
      const question = askQuestion(keys)
      expect(question.judge(await put(question.header, peer, forwarded))).toEqual(seen)
    }
    house.takeComplaints()
  })

  it('is not answered to a stranger, nor with another key, nor changed on the way', async () => {
    const { header } = askQuestion(keys)
    const stranger = askQuestion(createKeys(Buffer.alloc(32, 7))).header
    for (const asked of [
      undefined,
      '',
      'x',
      stranger,
      `${header}x`,
      `A${header.slice(1)}`,
      header.split('.')[0],
    ])
      expect(await put(asked)).toEqual({ ok: true })
  })

  it('takes nobody else’s answer: another key, another question, a changed address', async () => {
    const question = askQuestion(keys)
    const body = (await put(question.header)) as { seen: { address: string } }
    expect(question.judge({ ...body, seen: { ...body.seen, address: '198.51.100.1' } })).toBeUndefined()
    expect(askQuestion(keys).judge(body)).toBeUndefined()
    for (const nothing of [undefined, null, 'ok', {}, { ok: true }, { seen: null }, { proof: 1, seen: {} }])
      expect(question.judge(nothing)).toBeUndefined()
  })
})
