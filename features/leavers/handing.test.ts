/** Those who can do it are asked: a colleague finds tasks of their own, somebody without an account a link that shows this alone. */
import { describe, expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'
import { confirm, signIn } from '../../test/builders.ts'
import { linkedTo, runOf } from '../../test/endpoints/leaver-calls.ts'
import { listSessions } from '../sessions/contract.ts'
import { getTask } from '../staff/contract.ts'
import { closeRun, getRun, nameHeir, settleItem, startRun } from './contract.ts'
import {
  askColleague,
  itemsPdf,
  listMyTasks,
  makeItemsLink,
  openItems,
  settleLinkedItem,
  settleMyTask,
  takeBackLink,
} from './handing-contract.ts'

const house = await startTestApp()
const DONE = { state: 'stated', note: '', revision: 1 } as const

describe('a colleague who is asked', () => {
  it('is told, finds their tasks alone, and says what became of them', async () => {
    const { clinic, visitor, runId, run } = await runOf(house)
    const [mine, other] = run.items.filter(({ kind }) => kind === 'outside')
    const dentist = clinic.the('DENTIST')
    const { asked } = await visitor.must(askColleague, {
      params: { runId },
      body: { itemIds: [mine?.id ?? ''], personId: dentist.id },
    })
    expect(asked).toBe(1)
    await house.outbox.take('leaver_asked', dentist.email)
    const colleague = await signIn(house, dentist)
    const { tasks } = await colleague.must(listMyTasks)
    expect(tasks).toMatchObject([{ itemId: mine?.id, about: run.name, state: null }])
    // Not what others were asked for, and not the run.
    const strange = await colleague.call(settleMyTask, { params: { itemId: other?.id ?? '' }, body: DONE })
    expect(strange.code).toBe('leavers.item_not_found')
    expect((await colleague.call(getRun, { params: { runId } })).status).toBe(403)
    const params = { itemId: mine?.id ?? '' }
    const why = await colleague.call(settleMyTask, { params, body: { ...DONE, state: 'not_applicable' } })
    expect(why.code).toBe('leavers.reason_needed')
    await colleague.must(settleMyTask, { params, body: { ...DONE, note: 'At the till' } })
    expect((await colleague.must(listMyTasks)).tasks).toMatchObject([{ state: 'stated' }])
    const now = await visitor.must(getRun, { params: { runId } })
    expect(now.items.find(({ id }) => id === mine?.id)).toMatchObject({
      state: 'stated',
      settledBy: dentist.name,
      note: 'At the till',
    })
  })

  it('and leaves themself gives their tasks on', async () => {
    const { clinic, visitor, runId, run, owner } = await runOf(house)
    const dentist = clinic.the('DENTIST')
    const item = run.items.find(({ kind }) => kind === 'outside')
    await visitor.must(askColleague, {
      params: { runId },
      body: { itemIds: [item?.id ?? ''], personId: dentist.id },
    })
    await house.outbox.take('leaver_asked')
    const second = await visitor.must(startRun, { params: { personId: dentist.id }, body: { note: '' } })
    await house.outbox.take('leaver_started')
    const { items } = await visitor.must(getRun, { params: { runId: second.runId } })
    const theirs = items.find(({ step }) => step === 'leaver_items')
    expect(theirs?.title).toContain(run.name)
    await visitor.must(nameHeir, {
      params: { runId: second.runId, itemId: theirs?.id ?? '' },
      body: { personId: owner.id, revision: 1 },
    })
    expect((await visitor.must(listMyTasks)).tasks).toMatchObject([{ itemId: item?.id }])
  })
})

describe('a link to items', () => {
  it('shows who left and these items alone, and states them in its holder’s name', async () => {
    const { outsider, visitor, runId, run } = await linkedTo(house)
    expect(await outsider.must(getTask)).toMatchObject({ purpose: 'leaver.items' })
    const { about, items } = await outsider.must(openItems)
    expect(about).toBe(run.name)
    expect(JSON.stringify(items)).not.toContain('@')
    expect((await outsider.call(listSessions)).status).toBe(401)
    const itemId = items[0]?.itemId ?? ''
    await outsider.must(settleLinkedItem, { params: { itemId }, body: DONE })
    const again = await outsider.call(settleLinkedItem, { params: { itemId }, body: DONE })
    expect(again.code).toBe('leavers.item_not_found')
    const now = await visitor.must(getRun, { params: { runId } })
    expect(now.items.find(({ id }) => id === itemId)).toMatchObject({ settledBy: 'Kofi of Thornfield IT' })
    const event = (await house.events()).findLast(({ action }) => action === 'leaver.item_settled')
    expect(event).toMatchObject({ actorKind: 'link', personal: { stated_by: 'Kofi of Thornfield IT' } })
  })

  it('is over when it is taken back, after 14 days, and when the leaving is closed', async () => {
    const { outsider, visitor, runId } = await linkedTo(house)
    const { items } = await visitor.must(getRun, { params: { runId } })
    const linkId = items.find(({ asked }) => asked)?.asked?.linkId ?? ''
    await visitor.must(takeBackLink, { params: { runId, linkId } })
    expect((await outsider.call(openItems)).code).toBe('link.not_valid')
    const after = await visitor.must(getRun, { params: { runId } })
    expect(after.items.every(({ asked }) => asked === null)).toBe(true)

    const second = await linkedTo(house)
    const { revision } = await second.visitor.must(getRun, { params: { runId: second.runId } })
    await second.visitor.must(closeRun, {
      params: { runId: second.runId },
      body: { reason: 'The rest is with the bank', revision },
    })
    expect((await second.outsider.call(openItems)).code).toBe('link.not_valid')

    const third = await linkedTo(house)
    house.clock.advance({ hours: 14 * 24 + 1 })
    expect((await third.outsider.call(openItems)).code).toBe('link.not_valid')
  })

  it('does nothing about an item that was given to somebody else meanwhile', async () => {
    const { outsider, visitor, runId, run, clinic } = await linkedTo(house)
    const item = run.items.find(({ kind }) => kind === 'outside')
    const itemId = item?.id ?? ''
    await visitor.must(askColleague, {
      params: { runId },
      body: { itemIds: [itemId], personId: clinic.the('DENTIST').id },
    })
    await house.outbox.take('leaver_asked')
    const reply = await outsider.call(settleLinkedItem, { params: { itemId }, body: DONE })
    expect(reply.code).toBe('leavers.item_not_found')
  })

  it('and its owner settling the same at once make one statement', async () => {
    const { outsider, visitor, runId, run } = await linkedTo(house)
    const item = run.items.find(({ kind }) => kind === 'outside')
    const itemId = item?.id ?? ''
    const replies = await Promise.all([
      outsider.call(settleLinkedItem, { params: { itemId }, body: DONE }),
      visitor.call(settleItem, { params: { runId, itemId }, body: { ...DONE, statedBy: '' } }),
    ])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  })
})

describe('paper', () => {
  it('has what is open, while it is', async () => {
    const { visitor, owner, runId } = await runOf(house)
    expect((await visitor.call(itemsPdf, { params: { runId } })).status).toBe(200)
    const none = await visitor.call(makeItemsLink, {
      params: { runId },
      body: { itemIds: ['0195a000-0000-7000-8000-000000000000'], name: 'Kofi' },
    })
    expect(none.code).toBe('leavers.nothing_to_hand')
    const { revision } = await visitor.must(getRun, { params: { runId } })
    await visitor.must(closeRun, { params: { runId }, body: { reason: 'Enough', revision } })
    const later = await signIn(house, owner)
    await confirm(house, later, owner)
    expect((await later.call(itemsPdf, { params: { runId } })).code).toBe('leavers.not_running')
  })
})
