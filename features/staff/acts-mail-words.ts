/** Words of the mails about roles, the end of access, and the ownership. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

const mailBody = (what: string, foot: string, then: string) =>
  `Hello {name},\n\n${what}\n\n${foot}\n\n${then}\n` as const
const BY = 'When: {when}\nBy: {by}\nReason: {reason}'
const NOT_EXPECTED = 'Did you not expect this? Ask {by}, in person or by phone.'
const OWNERS =
  'Did you expect this? Then there is nothing to do.\n\nIf not, ask {by} now, in person or by phone. Open Enamel the way you always do, not through a link in a mail: Settings, Security, Audit Log shows what was done since.'
const OWN_WAY = 'Open Enamel the way you always do, not through a link in a mail.'

export const actsMailWords = {
  'mail.role_changed.subject': 'Your role at {clinic}: {after}',
  'mail.role_changed.body': mailBody(
    'Your role in Enamel at {clinic} is {after} now; before, it was {before}. You see at once what belongs to it, and no longer what does not. Your sign-in is the same.',
    BY,
    NOT_EXPECTED,
  ),
  'mail.role_changed_owner.subject': '{colleague} at {clinic}: {after} now, before {before}',
  'mail.role_changed_owner.body': mailBody(
    '{colleague} is {after} at {clinic} now; before: {before}. Owners and Admins let people in and keep them out, so every Owner gets this mail.',
    BY,
    OWNERS,
  ),
  'mail.access_ended_owner.subject': 'The access of {colleague} to {clinic} ended',
  'mail.access_ended_owner.body': mailBody(
    '{colleague}, who could let people in and keep them out, was disabled at {clinic} and is signed out everywhere there. Every Owner gets this mail.',
    BY,
    OWNERS,
  ),
  'mail.access_enabled.subject': 'You can come in again at {clinic}',
  'mail.access_enabled.body': mailBody(
    'Your access to Enamel at {clinic} was given back. You sign in with what you signed in with before.',
    BY,
    NOT_EXPECTED,
  ),
  'mail.access_enabled_owner.subject': '{colleague} can come in again at {clinic}',
  'mail.access_enabled_owner.body': mailBody(
    'The access of {colleague}, who lets people in and keeps them out, was given back at {clinic}. Every Owner gets this mail.',
    BY,
    OWNERS,
  ),
  'mail.access_ends_soon.subject': 'Your access to Enamel at {clinic} ends on {until}',
  'mail.access_ends_soon.body': mailBody(
    'Your access to Enamel at {clinic} ends by itself:',
    'When: {until}',
    'Is your work there longer? Ask an Owner, an Admin or your manager now, in person or by phone. Otherwise there is nothing to do.',
  ),
  'mail.ownership_offered.subject': '{by} offers you the ownership of {clinic}',
  'mail.ownership_offered.body': mailBody(
    '{by} wants you to be an Owner of {clinic} in Enamel. {stays, select, yes {{by} stays an Owner, too.} other {{by} is {role} afterwards.}} You would answer for who comes in and what each may do.',
    `${BY}\nTo be answered until: {until}`,
    `${OWN_WAY} Home shows the offer, with a button to take it and one to leave it. Nothing changes until then.\n\n${NOT_EXPECTED}`,
  ),
  'mail.ownership_offered_owner.subject': 'The ownership of {clinic} is offered to {colleague}',
  'mail.ownership_offered_owner.body': mailBody(
    '{by} offered the ownership of {clinic} to {colleague}. {stays, select, yes {{by} stays an Owner, too.} other {{by} is {role} once it is taken.}} Nothing changes until {colleague} takes it. Every Owner gets this mail.',
    `${BY}\nTo be answered until: {until}`,
    OWNERS,
  ),
  'mail.ownership_handed_over.subject': '{taker} is an Owner of {clinic} now',
  'mail.ownership_handed_over.body': mailBody(
    '{taker} took the ownership of {clinic} that {giver} offered. {stays, select, yes {{giver} stays an Owner, too.} other {{giver} is {role} now.}}',
    BY,
    OWNERS,
  ),
  'mail.ownership_declined.subject': '{colleague} did not take the ownership of {clinic}',
  'mail.ownership_declined.body': mailBody(
    '{colleague} left the ownership of {clinic} with you. Nothing changed.',
    'When: {when}',
    'You can offer it to somebody else under Settings, Staff, People, on their page.',
  ),
} as const satisfies Catalogue
