/** Many papers at once. */
import { expect, it } from 'vitest'
import { inTurn, PdfBusy } from './turns.ts'

it('makes one paper after the other, also after one that failed', async () => {
  const seen: string[] = []
  const paper = (name: string) => async () => {
    seen.push(`${name} begins`)
    await new Promise(setImmediate)
    seen.push(`${name} ends`)
    if (name === 'broken') throw new Error('no ink')
    return name
  }
  const made = await Promise.allSettled(['first', 'broken', 'last'].map((name) => inTurn(paper(name))))
  expect(made.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(seen).toEqual(['first', 'broken', 'last'].flatMap((name) => [`${name} begins`, `${name} ends`]))
})

it('turns away who comes when eight are asked for, and takes the next when there is room again', async () => {
  const gate = Promise.withResolvers<void>()
  const held = Array.from({ length: 8 }, () => inTurn(() => gate.promise))
  await expect(inTurn(async () => 'ninth')).rejects.toThrow(PdfBusy)
  gate.resolve()
  await Promise.all(held)
  expect(await inTurn(async () => 'next')).toBe('next')
})
