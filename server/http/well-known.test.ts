/** What browsers and password managers look up by themselves. */
import { expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'

const house = await startTestApp({ environment: { ENAMEL_ORIGIN: 'https://enamel.practice.example' } })
const look = (name: string) => house.visitor().send({ method: 'GET', url: `/.well-known/${name}` })

it('says where passkeys are added and managed', async () => {
  const page = 'https://enamel.practice.example/profile/security'
  expect((await look('passkey-endpoints')).body).toEqual({ enroll: page, manage: page })
})

it('leads whoever changes a password to the page for it', async () => {
  const { status, headers } = await look('change-password')
  expect([status, headers['location']]).toEqual([302, '/profile/security'])
})

it('names the one page that may use passkeys of another name', async () => {
  const { headers, body } = await look('webauthn')
  expect(headers['content-type']).toMatch(/^application\/json/)
  expect(body).toEqual({ origins: ['https://enamel.practice.example'] })
})

it('knows no other, so that a browser can tell an answer from a page for everything', async () => {
  expect((await look('resource-that-should-not-exist-whose-status-code-should-not-be-200')).status).toBe(404)
})
