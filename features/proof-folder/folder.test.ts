/** The folder, taken apart and verified by unzip, sha256sum and pdfium. */
import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { picturesOf } from '../../server/pdf/testing/pictures.ts'
import { startTestApp } from '../../test/app.ts'
import { codeOf, confirm, type Person, signIn } from '../../test/builders.ts'
import { closeReview, getReview } from '../access-reviews/contract.ts'
import { underway } from '../access-reviews/testing/review.ts'
import { runOf } from '../../test/endpoints/leaver-calls.ts'
import { closeRun } from '../leavers/contract.ts'
import { signException, stateStep } from '../checklist/contract.ts'
import { getFolder, getProof, makeFolder } from './contract.ts'
import { sweep } from './service.ts'
import { linkOf, newFolder, practice, readBytes, run, unpack, without2fa } from './testing/folder.ts'

const house = await startTestApp({ apart: true })

describe('a proof folder', () => {
  it('is found whole by sha256sum, and no byte of it can be changed unseen', async () => {
    const { visitor } = await practice(house)
    const { folder, names, contentHash, text } = await newFolder(house, visitor)
    expect(names).toEqual(
      expect.arrayContaining(['README.txt', 'SHA256SUMS', 'papers/proof-folder.pdf', 'data/steps.csv']),
    )
    const listed = text('SHA256SUMS')
      .trim()
      .split('\n')
      .map((line) => line.slice(66))
    expect(listed.toSorted()).toEqual(names.filter((name) => name !== 'SHA256SUMS'))
    expect(run('sha256sum', ['-c', 'SHA256SUMS', '--quiet'], folder)).toBe('')
    // As its own README says it.
    const content = run('bash', ['-c', 'grep " data/" SHA256SUMS | sha256sum'], folder)
    expect(content.slice(0, 64)).toBe(contentHash)
    expect(text('exported.txt')).toContain(contentHash)
    run('bash', ['-c', 'printf x >> data/steps.json'], folder)
    expect(() => run('sha256sum', ['-c', 'SHA256SUMS', '--quiet'], folder)).toThrow('data/steps.json: FAILED')
  })

  it('made twice of unchanged data has one content hash, a day later too; changed data have another', async () => {
    const { visitor, owner, clinic } = await practice(house)
    const first = await newFolder(house, visitor)
    const again = await newFolder(house, visitor)
    expect(again.contentHash).toBe(first.contentHash)
    const data = (names: readonly string[]) => names.filter((name) => name.startsWith('data/'))
    expect(data(again.names)).toEqual(data(first.names))
    for (const name of data(first.names)) expect(again.bytes(name).equals(first.bytes(name))).toBe(true)
    house.clock.advance({ hours: 30 })
    const tomorrow = await signIn(house, owner)
    expect((await newFolder(house, tomorrow)).contentHash).toBe(first.contentHash)
    await without2fa(house, clinic.the('NURSE').id)
    expect((await newFolder(house, tomorrow)).contentHash).not.toBe(first.contentHash)
  })

  it('has each step with how it is known, by whom and when; what was signed off with its end', async () => {
    const { visitor, owner } = await practice(house)
    await visitor.must(stateStep, {
      params: { step: 6 },
      body: { note: 'Trained by Thornfield IT in May', fileId: null },
    })
    const lastDay = new Date(house.clock.now().getTime() + 90 * 86_400_000).toISOString().slice(0, 10)
    await visitor.must(signException, {
      params: { step: 9 },
      body: { kind: 'not_applicable', reason: 'We hand out no codes', lastDay },
    })
    const { text } = await newFolder(house, visitor)
    const steps = JSON.parse(text('data/steps.json')) as {
      step: number
      how: string
      statement: { by: string; note: string } | null
    }[]
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(steps[0]).toMatchObject({ how: 'measured', statement: null })
    expect(steps[5]).toMatchObject({
      how: 'stated',
      statement: { by: owner.name, note: 'Trained by Thornfield IT in May' },
    })
    expect(steps[8]?.how).toBe('not_applicable')
    expect(JSON.parse(text('data/exceptions.json'))).toMatchObject([
      { step: 9, kind: 'not_applicable', reason: 'We hand out no codes', signedBy: owner.name },
    ])
    expect(text('data/policies.csv')).toContain('Lock the registration code')
  })

  it('has closed reviews as they were signed, each verified with the clinic’s key', async () => {
    const running = await underway(house, ['OWNER', 'OWNER'])
    const { clinic, reviewId } = running
    const [one, two] = clinic.people as [Person, Person]
    const [visitor, other] = [await running.as(one), await running.as(two)]
    await running.keep(visitor, two.name)
    await running.keep(other, one.name)
    const { revision } = await visitor.must(getReview, { params: { reviewId } })
    await visitor.must(closeReview, { params: { reviewId }, body: { revision } })
    const { text, bytes, names, folder } = await newFolder(house, visitor)
    const [review] = JSON.parse(text('data/reviews.json')) as {
      file: string
      proof: { hash: string; signature: string; key: string }
    }[]
    if (!review) throw new Error('no review')
    expect(run('sha256sum', [review.file], folder).slice(0, 64)).toBe(review.proof.hash)
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(review.proof.key, 'base64').toString('base64url') },
      format: 'jwk',
    })
    expect(verify(null, bytes(review.file), key, Buffer.from(review.proof.signature, 'base64'))).toBe(true)
    expect(names.filter((name) => name.startsWith('papers/review-'))).toHaveLength(1)
  })

  it('has the certificates of leavings, whose hash the log has', async () => {
    const { visitor, runId, run: leaving, owner } = await runOf(house)
    await confirm(house, visitor, owner)
    await visitor.must(closeRun, {
      params: { runId },
      body: { reason: 'The rest is on paper in the safe', revision: leaving.revision },
    })
    await house.settle()
    const { text, names, folder } = await newFolder(house, visitor)
    const [certificate] = JSON.parse(text('data/leavings.json')) as { file: string; hash: string }[]
    expect(run('sha256sum', [certificate?.file ?? ''], folder).slice(0, 64)).toBe(certificate?.hash)
    const events = await house.events()
    expect(events.find(({ action }) => action === 'leaver.closed')?.personal).toMatchObject({
      certificate_sha256: certificate?.hash,
    })
    expect(names.filter((name) => name.startsWith('papers/leaving-'))).toHaveLength(1)
  })

  it('holds no secret, and nothing of a network', async () => {
    const { visitor, clinic, owner } = await practice(house)
    const { token } = await linkOf(visitor)
    const { names, bytes } = await newFolder(house, visitor)
    const hashes = await house.database.ask<{ secret: string }>(
      'admin',
      `SELECT encode(token_hash, 'hex') AS secret FROM session WHERE clinic_id = $1
       UNION ALL SELECT encode(token_hash, 'hex') FROM reader_link WHERE clinic_id = $1
       UNION ALL SELECT hash FROM password WHERE person_id = $2`,
      [clinic.id, owner.id],
    )
    expect(hashes.length).toBeGreaterThan(2)
    const secrets = [
      token,
      owner.totpSecret ?? '',
      owner.password,
      owner.email,
      '192.0.2.10',
      codeOf(house, owner),
    ]
    for (const name of names.filter((one) => !one.endsWith('.pdf'))) {
      const content = bytes(name).toString('utf8')
      expect([
        name,
        [...secrets, ...hashes.map(({ secret }) => secret)].filter((one) => content.includes(one)),
      ]).toEqual([name, []])
    }
  })

  it('reads well on paper: every page within its edges, every person without a second step by name', async () => {
    const { visitor, clinic } = await practice(house, ['OWNER', 'ADMIN', 'NURSE', 'RECEPTIONIST'])
    await without2fa(house, clinic.the('NURSE').id)
    const { bytes, text } = await newFolder(house, visitor)
    const folder = await picturesOf(bytes('papers/proof-folder.pdf'), 'proof-folder')
    expect(folder.length).toBeGreaterThan(3)
    expect(folder[0]?.text).toContain('neither a risk analysis')
    expect(folder.map(({ text }) => text).join('\n')).toContain(clinic.the('NURSE').name)
    const beyond = JSON.parse(text('data/beyond.json')) as { item: string; standing: string }[]
    expect(beyond.length).toBeGreaterThan(8)
    // Of the clinic's own country alone, each with the day it was checked, or none.
    const laws = JSON.parse(text('data/law.json')) as { regime: string; checked: string | null }[]
    expect(laws.length).toBeGreaterThan(5)
    expect(laws.filter(({ regime }) => /HIPAA|Nigeria|Ghana/.test(regime))).toEqual([])
    expect(laws.every(({ checked }) => checked === null || /^\d{4}-\d\d-\d\d$/.test(checked))).toBe(true)
    for (const form of ['application', 'ransomware']) {
      const pages = await picturesOf(bytes(`papers/answers-${form}.pdf`), `answers-${form}`)
      expect(pages.map(({ text }) => text).join('\n')).toContain(`Except: ${clinic.the('NURSE').name}`)
      for (const page of [...pages, ...folder]) expect(page.edgesAreClear(20)).toBe(true)
    }
  })

  it('goes after thirty days, its hash stays; one that a link leads to is kept', async () => {
    const { visitor, owner } = await practice(house)
    const { folderId, contentHash } = await visitor.must(makeFolder)
    const { token } = await linkOf(visitor, 60)
    house.clock.advance({ days: 31 })
    await sweep(house.enamel.kernel)
    const later = await signIn(house, owner)
    expect((await later.call(getFolder, { params: { folderId } })).code).toBe('proof_folder.taken_away')
    const { folders } = await later.must(getProof)
    expect(folders.map(({ kept }) => kept)).toEqual([true, false])
    expect(folders[1]?.contentHash).toBe(contentHash)
    expect(unpack(await readBytes(house, token)).names).toContain('SHA256SUMS')
  })
})
