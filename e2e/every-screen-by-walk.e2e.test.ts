/** Every screen there is (`every-screen.e2e.test.ts`), the second half: each walk on an Enamel of its own. */
import { describe, expect, it } from 'vitest'
import { openBrowser, PATIENCE } from './browser.ts'
import { lookAtClinics } from './clinic-screens.ts'
import { lookAtGuides } from './home-screens-guides.ts'
import { startEnamel } from './harness.ts'
import { lookAtBeyond } from './home-screens-beyond.ts'
import { lookAtReminders } from './home-screens-reminders.ts'
import { lookAtHistory } from './home-screens-history.ts'
import { lookAtProof } from './home-screens-proof.ts'
import { lookAtSetup } from './home-screens-setup.ts'
import { lookAtOutsideCopies } from './log-screens-proofs.ts'
import { walker } from './looking.ts'
import { lookAtKnowing } from './staff-screens-know.ts'
import { lookAtLeaving } from './staff-screens-leave.ts'
import { lookAtLists } from './staff-screens-lists.ts'
import { lookAtReview } from './staff-screens-review.ts'

const browser = await openBrowser()

describe('every screen', () => {
  it.each([
    ['of a leaving, from its beginning to its certificate', lookAtLeaving],
    ['of a review, from its beginning to its signed end', lookAtReview],
    ['of lists of other systems, and a second person from outside', lookAtLists],
    ['of who knows what, and of the systems in use', lookAtKnowing],
    ['of somebody of two clinics', lookAtClinics],
    ['of what is due, and of a calendar of it', lookAtReminders],
    ['of the guides, and what is looked for in them', lookAtGuides],
    ['of what changed and why, and of the law', lookAtHistory],
    ['of what stands beside the ten steps, and of what looks wrong', lookAtBeyond],
    ['of proof, and of what its reader sees', lookAtProof],
    ['of opening hours and the guided setup', lookAtSetup],
    ['of copies of the log outside', lookAtOutsideCopies],
  ])(
    '%s, is as good',
    async (_screens, lookAt) => {
      const enamel = await startEnamel()
      const visit = await browser.visit()
      const found = walker(enamel, visit)
      await lookAt({ page: visit.page, say: found.say, enamel }, found)
      process.stdout.write(`${found.screens.length} screens\n`)
      expect([...new Set(found.faults)]).toEqual([])
    },
    300_000 * PATIENCE,
  )
})
