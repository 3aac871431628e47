/** Words of Home besides the steps themselves: what holds the number, what is late, what cannot be seen. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const homeWords = {
  'checklist.held':
    '{n, plural, =0 {It cannot rise above {at} while this is open:} one {Held at {at}, # point kept back:} other {Held at {at}, # points kept back:}} {what}',
  'checklist.how.not_applicable': 'Does not apply',
  'checklist.how.risk_accepted': 'Risk accepted',
  'checklist.until': 'until {date}',
  'checklist.not_counted': 'not counted',
  'checklist.late': '{n, plural, =0 {Late since today.} one {# day late.} other {# days late.}}',
  'checklist.fading.half': 'Its proof counts half now.',
  'checklist.fading.gone': 'Its proof counts nothing any more.',
  'checklist.signed.not_applicable': '{by} signed that it does not apply: “{reason}”',
  'checklist.signed.risk_accepted': '{by} took the risk: “{reason}”',
  'checklist.elsewhere': 'Elsewhere: {what}.',
  'checklist.elsewhere.yes': '{names} (stated as kept)',
  'checklist.elsewhere.partly': '{names} (stated as partly kept)',
  'checklist.elsewhere.no': '{names} (stated as not kept)',
  'checklist.elsewhere.unknown': '{names} (not known)',
  'checklist.unseen': '{n, plural, one {One thing} other {# things}} we cannot see: {what}.',
  'checklist.unseen.steps': '{n, plural, one {step} other {steps}} {steps}',
  'checklist.and_more': '{n} more',
  'checklist.more': 'More on step {step}, {title}',
  'checklist.planned': 'With this and “{also}” you reach {n}.',
  'checklist.honest':
    'Measured is what Enamel sees at its own doors. Other systems are stated or not known, by name. The number is neither a risk analysis{us, select, yes { (45 CFR 164.308(a)(1)(ii)(A))} other {}} nor proof of compliance.',
  'checklist.honest.beyond': 'Beside the ten steps',
  'checklist.honest.proof': 'Proof for an insurer',
  'checklist.waits': 'Also waiting for you',
  'checklist.outside_it': 'What was handed to you here, and your own sign-in.',
} as const satisfies Catalogue
