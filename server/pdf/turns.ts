/**
 * Laying a page out has the program to itself meanwhile. So papers are made one after the other, with a pause as long
 * as each took: whoever asks for many slows down nobody but those who want paper too.
 */
import { setTimeout as pause } from 'node:timers/promises'

/** Too many want paper at this moment. */
export class PdfBusy extends Error {
  constructor() {
    super('Too many papers at once')
    this.name = 'PdfBusy'
  }
}

/** A practice never has as many; the last waits a few seconds. */
const MOST_AT_ONCE = 8

let asked = 0
let free: Promise<unknown> = Promise.resolve()

/** Does the work when it is its turn. Rejects with PdfBusy when too many wait, and with what the work throws. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (asked >= MOST_AT_ONCE) throw new PdfBusy()
  asked++
  let took = 0
  const done = free.then(async () => {
    const began = performance.now()
    try {
      return await work()
    } finally {
      took = performance.now() - began
      asked--
    }
  })
  free = done.catch(() => undefined).then(() => pause(took, undefined, { ref: false }))
  return done
}
