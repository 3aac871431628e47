/** Whoever leaves takes what they know along: it is to be changed. */
import type { Leaving } from '../../server/slots.ts'
import { askChanges } from './replacing.ts'

export const sharedSecretsLeaving: Leaving = {
  steps: [
    {
      name: 'shared_secrets',
      when: 'leaving',
      tables: ['shared_secret_knower', 'shared_secret_telling'],
      async end(tx, ctx, { personId, name }) {
        const { asked, events } = await askChanges(tx, ctx, { personId, name })
        return { count: asked.length, events }
      },
    },
  ],
}
