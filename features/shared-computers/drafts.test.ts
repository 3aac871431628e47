import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { signIn } from '../../test/builders.ts'
import { whoAmI } from '../sessions/contract.ts'
import { deleteDraft, DRAFT_BYTES, DRAFTS_MOST, getDraft, putDraft } from './draft-contract.ts'
import { sweep } from './drafts.ts'
import { byPassword, frontDesk } from './testing/front-desk.ts'

const house = await startTestApp({ apart: true })
const PLAN = { params: { form: 'plan' } }
const values = { leader: 'Ada, 0700 555 0100', restorer: 'Backup in the safe' }

describe('a draft', () => {
  it('is there again for the same person after a lock, and for nobody else', async () => {
    const { desk, owner, nurse } = await frontDesk(house)
    await desk.must(putDraft, { ...PLAN, body: { values } })
    await byPassword(desk, owner)
    expect(await desk.must(getDraft, PLAN)).toEqual({ draft: null })
    await desk.must(deleteDraft, PLAN)
    await byPassword(desk, nurse)
    expect((await desk.must(getDraft, PLAN)).draft?.values).toEqual(values)
    // Nor at another browser of theirs.
    expect(await (await signIn(house, nurse)).must(getDraft, PLAN)).toEqual({ draft: null })
    await desk.must(deleteDraft, PLAN)
    expect(await desk.must(getDraft, PLAN)).toEqual({ draft: null })
  })

  it('lies sealed in the database: moved to another row, or under another key, it opens for nobody', async () => {
    const { desk, owner, nurse } = await frontDesk(house)
    await desk.must(putDraft, { ...PLAN, body: { values } })
    const rows = await house.database.ask<{ sealed: Buffer }>(
      'admin',
      'SELECT sealed FROM draft WHERE person_id = $1',
      [nurse.id],
    )
    expect(rows[0]?.sealed.toString('latin1')).not.toMatch(/Ada|0700|safe/)
    await house.database.ask('admin', 'UPDATE draft SET person_id = $1 WHERE person_id = $2', [
      owner.id,
      nurse.id,
    ])
    await byPassword(desk, owner)
    expect(await desk.must(getDraft, PLAN)).toEqual({ draft: null })
  })

  it('is kept for a day, then swept', async () => {
    const { desk, nurse } = await frontDesk(house)
    await desk.must(putDraft, { ...PLAN, body: { values } })
    house.clock.advance({ hours: 24 })
    const again = await signIn(house, nurse)
    expect(await again.must(getDraft, PLAN)).toEqual({ draft: null })
    await sweep(house.enamel.kernel)
    expect(
      await house.database.ask('admin', 'SELECT form FROM draft WHERE person_id = $1', [nurse.id]),
    ).toEqual([])
  })

  it('never holds a secret, nor more than it may', async () => {
    const { desk, nurse } = await frontDesk(house)
    for (const name of ['password', 'newPassword', 'code', 'backupCode', 'pin', 'apiKey', 'token'])
      expect([
        name,
        (await desk.call(putDraft, { ...PLAN, body: { values: { [name]: 'x' } } })).code,
      ]).toEqual([name, 'drafts.secret'])
    const long = 'ä'.repeat(DRAFT_BYTES / 2)
    expect((await desk.call(putDraft, { ...PLAN, body: { values: { leader: long } } })).code).toBe(
      'drafts.too_large',
    )
    for (let n = 0; n < DRAFTS_MOST + 2; n++)
      await desk.must(putDraft, { params: { form: `form.${n}` }, body: { values } })
    const rows = await house.database.ask<{ form: string }>(
      'admin',
      'SELECT form FROM draft WHERE person_id = $1',
      [nurse.id],
    )
    expect(rows).toHaveLength(DRAFTS_MOST)
    expect(rows.map(({ form }) => form)).not.toContain('form.0')
  })

  it('that saves itself keeps nobody signed in', async () => {
    const { desk } = await frontDesk(house)
    for (let minute = 0; minute < 15; minute++) {
      await desk.call(putDraft, { ...PLAN, body: { values } })
      house.clock.advance({ minutes: 1 })
    }
    expect(await desk.must(whoAmI)).toMatchObject({ state: 'none', endedWhy: 'locked' })
  })
})
