/** The certificate and the sheet of open things, drawn: one page each, on A4 and on Letter, black on white. */
import { describe, expect, it } from 'vitest'
import { picturesOf } from '../../server/pdf/testing/pictures.ts'
import { startTestApp } from '../../test/app.ts'
import { buildClinic, confirm, signIn } from '../../test/builders.ts'
import { certificatePdf, closeRun, getRun, settleItem, startRun, undoRun } from './contract.ts'
import { itemsPdf } from './handing-contract.ts'

const house = await startTestApp()

/** An Owner who leaves has the longest list. */
async function leaving(country: string, note: string) {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'OWNER'], name: 'Marsh Lane Dental' })
  await house.database.ask('admin', 'UPDATE clinic SET country = $1 WHERE id = $2', [country, clinic.id])
  const [owner, leaver] = clinic.people
  if (!owner || !leaver) throw new Error('Two Owners')
  const visitor = await signIn(house, owner)
  await confirm(house, visitor, owner)
  const { runId } = await visitor.must(startRun, { params: { personId: leaver.id }, body: { note: '' } })
  await house.outbox.takeAll()
  const params = { runId }
  const paper = async (which: 'items' | 'certificate') => {
    const url = (which === 'items' ? itemsPdf : certificatePdf).url.replace(':runId', runId)
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await house.enamel.app.inject({ url, headers: { cookie } })
    expect(answer.statusCode).toBe(200)
    return answer.rawPayload
  }
  const sheet = await paper('items')
  const { items } = await visitor.must(getRun, { params })
  const open = items.filter(({ state }) => state === 'open')
  for (const [index, { id, revision }] of open.slice(2).entries()) {
    if (index % 5 === 0) house.clock.advance({ minutes: 3 })
    const state = index % 4 === 3 ? 'not_applicable' : 'stated'
    await visitor.must(settleItem, {
      params: { runId, itemId: id },
      body: { state, note: state === 'stated' ? '' : note, statedBy: '', revision },
    })
  }
  const { revision } = await visitor.must(getRun, { params })
  const { digest } = await visitor.must(closeRun, {
    params,
    body: { reason: 'The bank answers on Monday', revision },
  })
  return { leaver, owner, visitor, params, digest, sheet, paper, certificate: await paper('certificate') }
}

describe.each([
  ['A4', 'GB', 842],
  ['Letter', 'US', 792],
] as const)('on %s', (paper, country, height) => {
  it('the certificate is one page with every stamp, who stated what, what is open and why, and its fingerprint', async () => {
    const { leaver, digest, certificate } = await leaving(country, 'They never had an account there')
    const pages = await picturesOf(certificate, `leaving-certificate-${paper}`)
    expect(pages).toHaveLength(1)
    const [page = expect.unreachable()] = pages
    expect(Math.round(page.height)).toBe(height)
    expect(page.edgesAreClear(22)).toBe(true)
    const text = page.text.replaceAll(/\s+/g, ' ')
    expect(text).toContain(leaver.name)
    expect(text).toContain('Done by Enamel')
    expect(text).toContain('Does not apply, says')
    expect(text).toContain('2 things were left open.')
    expect(text).toContain('The bank answers on Monday')
    expect(text.replaceAll(' ', '')).toContain(digest)
  })

  it('the sheet of open things is one page with a line to sign beside each', async () => {
    const { leaver, sheet } = await leaving(country, 'None')
    const pages = await picturesOf(sheet, `leaving-items-${paper}`)
    expect(pages).toHaveLength(1)
    expect(pages[0]?.text).toContain(leaver.name)
    expect(pages[0]?.text).toContain('keys')
    expect(pages[0]?.edgesAreClear(22)).toBe(true)
  })
})

it('the longest notes there can be leave it one page', async () => {
  const { certificate } = await leaving('US', 'Wide letters mmmm '.repeat(20))
  expect(await picturesOf(certificate, 'leaving-certificate-long')).toHaveLength(1)
})

it('the certificate of a leaving that was a mistake says so, and keeps its fingerprint', async () => {
  const { owner, visitor, params, digest, certificate, paper } = await leaving('GB', 'None')
  const [before] = await picturesOf(certificate, 'leaving-certificate-before')
  expect(before?.text).not.toContain('was undone')
  await confirm(house, visitor, owner)
  await visitor.must(undoRun, { params, body: { reason: 'It was her sister' } })
  await house.outbox.takeAll()
  const pages = await picturesOf(await paper('certificate'), 'leaving-certificate-undone')
  expect(pages).toHaveLength(1)
  const text = (pages[0]?.text ?? '').replaceAll(/\s+/g, ' ')
  expect(text).toContain('This leaving was a mistake and was undone by')
  expect(text).toContain('It was her sister')
  expect(text.replaceAll(' ', '')).toContain(digest)
})
