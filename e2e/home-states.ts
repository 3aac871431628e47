/** The five states of Home, as facts of the ten steps. Each is read at a Monday morning, 8 June 2026. */
import type { Act } from '../server/feature.ts'
import type { PlantedFacts } from './planted-steps.ts'

export const MONDAY = '2026-06-08T08:10:00Z'

const act = (key: string, more: Partial<Act> & Pick<Act, 'rank' | 'minutes' | 'page'>): Act => ({
  key: `checklist.next.${key}`,
  values: {},
  ...more,
})

const review = (late: number): Act =>
  act('staff_review', {
    rank: 'gain',
    minutes: 12,
    page: '/settings/staff/review',
    values: { when: 'late', left: 0, late, open: 'no' },
    brings: { step: 4, measured: 1, renews: true },
    ends: 'leavers.else.title',
  })

const FRESH: PlantedFacts = {
  steps: {
    1: {
      share: 0.25,
      said: '1 of 4 people uses a second step. It is recommended, not yet required. Not yet: Nneka Ash, Tobi Larkspur, Ọlá Marigold.',
      acts: [
        act('tell_others', {
          rank: 'others',
          minutes: 2,
          page: '/',
          dialog: 'tell',
          values: { names: 'Nneka Ash, Tobi Larkspur, Ọlá Marigold' },
        }),
      ],
    },
    2: { share: 0, said: '0 of 4 people have a passkey.' },
    4: { share: 0, said: 'Nobody has gone through the staff list yet. The first review is due in 92 days.' },
    7: {
      share: 0,
      said: '0 of 4 passwords were compared with the list of common ones; lists of stolen ones are not asked.',
      stated: {
        share: 0,
        said: '0 of 4 people say that they use a password manager, and no password twice.',
      },
    },
  },
}

const SYSTEMS: PlantedFacts['elsewhere'] = [
  { step: 1, name: 'Clinic mail', said: { by: 'Yaa Fernwell', at: '2026-05-03T09:00:00Z', kept: 'yes' } },
  { step: 1, name: 'Practice system' },
  { step: 4, name: 'Clinic mail', said: { by: 'Yaa Fernwell', at: '2026-05-03T09:00:00Z', kept: 'partly' } },
  { step: 4, name: 'Practice system' },
]

const MIDDLING: PlantedFacts = {
  elsewhere: SYSTEMS,
  steps: {
    1: { share: 0.7, said: '7 of 10 people use a second step. It is recommended, not yet required.' },
    2: { share: 0.5, said: '5 of 10 people have a passkey. 2 of 2 Owners and Admins have a second one.' },
    3: { share: 1, said: '3 of 3 shared computers lock after 15 minutes.' },
    4: {
      share: 1,
      until: '2026-06-03T23:00:00Z',
      said: 'The staff list was last gone through on 3 March.',
      acts: [review(5)],
    },
    5: { share: 1, said: 'Done last Monday in 9 minutes. Next today; 2 alerts wait.' },
    6: { share: 0.8, said: '8 of 10 people in date. Lami Clover and Tobi Larkspur are due.' },
    9: { share: 1, said: 'No code is live. The last campaign ended on 29 May.' },
  },
}

const LATE: PlantedFacts = {
  elsewhere: SYSTEMS,
  steps: {
    ...MIDDLING.steps,
    1: { share: 1, said: '10 of 10 people use a second step. It is required of everybody.' },
    4: {
      share: 1,
      until: '2026-05-01T23:00:00Z',
      said: 'The staff list was last gone through on 29 January.',
      undone: ['The staff review is 38 days late.'],
      acts: [{ ...review(38), rank: 'undone' }],
    },
    5: { share: 1, until: '2026-06-07T23:00:00Z', said: 'Last done on Monday 25 May. 6 alerts wait.' },
    8: { share: 1, said: 'Nobody can send mail in your name: DMARC refuses it.' },
    10: {
      share: 0.75,
      until: '2026-05-30T23:00:00Z',
      said: 'One page, printed. Two numbers in it were last called 90 days ago.',
    },
  },
}

const done = (said: string) => ({ share: 1, said })

const PERFECT: PlantedFacts = {
  elsewhere: SYSTEMS.filter(({ said }) => said),
  steps: {
    1: done('10 of 10 people use a second step. It is required of everybody.'),
    2: done('10 of 10 people have a passkey. 2 of 2 Owners and Admins have a second one.'),
    3: done('3 of 3 shared computers lock after 15 minutes.'),
    4: { ...done('The staff list was last gone through 12 days ago.'), until: '2026-08-27T23:00:00Z' },
    5: { ...done('Done today in 8 minutes. Nothing waits.'), until: '2026-06-15T23:00:00Z' },
    6: done('10 of 10 people in date.'),
    7: done('10 of 10 passwords were compared with the lists of common and stolen ones.'),
    8: done('Nobody can send mail in your name: DMARC refuses it.'),
    9: done('No code is live.'),
    10: done('One page, printed, tried out on 2 June.'),
  },
}

/** What is left belongs to somebody else: to state what cannot be seen is the Owner's. */
const NOTHING: PlantedFacts = {
  elsewhere: SYSTEMS,
  steps: Object.fromEntries(Object.entries(PERFECT.steps).filter(([step]) => !['6', '8'].includes(step))),
}

export const STATES = {
  fresh: { facts: FRESH, number: 5 },
  middling: { facts: MIDDLING, number: 64 },
  late: { facts: LATE, number: 60 },
  perfect: { facts: PERFECT, number: 100 },
  nothing: { facts: NOTHING, number: 80 },
} as const satisfies Record<string, { facts: PlantedFacts; number: number }>
