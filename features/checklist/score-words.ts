/** Words of what is known outside Enamel, and of the nightly self-check. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const scoreWords = {
  'checklist.elsewhere.second_step':
    '{said, select, all {{names, select, none {everybody uses a second step} other {everybody uses a second step, but not {names}{more, plural, =0 {} other { and # more}}}}} all_but {{names, select, none {not everybody uses a second step} other {a second step, but not {names}{more, plural, =0 {} other { and # more}}}}} other {nobody uses a second step}}',
  'checklist.elsewhere.sign_in':
    '{shared, select, yes {several people share one sign-in} other {nobody shares a sign-in}}',
  'checklist.elsewhere.staff_list':
    '{late, select, yes {its list of people was last gone through more than 92 days ago} other {{pending, plural, =0 {its list of people was gone through} one {its list of people was gone through, one account is still to be taken away} other {its list of people was gone through, # accounts are still to be taken away}}}}',
} as const satisfies Catalogue
