/** Words of Settings › Staff › If an Owner cannot sign in, and of the page for the safe. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const loneOwnerWords = {
  'problem.lone_owner.no_codes':
    'You have no backup codes that are saved. Make them under My profile, Security, and type one back; then seal them.',
  'action.owner_envelope.sealed': 'Backup codes of an Owner sealed and put away',

  'lone_owner.title': 'If an Owner cannot sign in',
  'lone_owner.sentence.one':
    'You are the only Owner who can sign in. If you lose your phone or fall ill, nobody here can let you in again.',
  'lone_owner.sentence.more':
    'There are {n} Owners who can sign in: {names}. If one cannot, another lets them in again. Nothing needs doing.',
  'lone_owner.second': 'Best: a second Owner',
  'lone_owner.second.what':
    'A partner, or somebody you trust with the clinic. They let you in again, and you them. Open their page and choose “Change role”.',
  'lone_owner.second.open': 'Choose somebody',
  'lone_owner.codes': 'Or: your backup codes, sealed in the safe',
  'lone_owner.codes.what':
    'Ten codes on paper are your second step on the day the phone is gone. You still need your password; the codes alone open nothing.',
  'lone_owner.step.codes': 'Make backup codes',
  'lone_owner.step.codes.done': 'Saved: {n, plural, one {1 code is} other {# codes are}} unused.',
  'lone_owner.step.codes.open': 'Make codes',
  'lone_owner.step.codes.again': 'New codes',
  'lone_owner.step.print': 'Print the sheet',
  'lone_owner.step.print.what': 'One page: room for the codes, who may open it, what follows.',
  'lone_owner.step.print.open': 'Print',
  'lone_owner.step.seal': 'Say where it lies',
  'lone_owner.place': 'Where the envelope lies',
  'lone_owner.place.help':
    'So that somebody finds it: “Safe in the office, top shelf”. Never a code or a combination.',
  'lone_owner.seal': 'It is sealed and put away',
  'lone_owner.sealing': 'Saving…',
  'lone_owner.sealed': 'Noted. Enamel asks again in a year, or once you make new codes.',
  'lone_owner.stands': 'Sealed on {date}: {place}. Good until {until}, as long as you make no new codes.',
  'lone_owner.over.codes':
    'What was sealed on {date} opens nothing any more: these codes are used up, or you made newer ones. Seal the new ones.',
  'lone_owner.over.year':
    'Sealed on {date}, more than a year ago: {place}. Look whether it is still there and closed.',

  'lone_owner.paper.title': 'Backup codes of {owner}',
  'lone_owner.paper.secret': 'Keep sealed, in the safe',
  'lone_owner.paper.for': 'For the day the second step is lost.',
  'lone_owner.paper.not_for':
    'A code takes the place of {owner}’s phone once. Without their password it opens nothing, and the password does not belong on this page.',
  'lone_owner.paper.origin': 'Address of Enamel',
  'lone_owner.paper.address': 'Signs in with',
  'lone_owner.paper.before': 'Before it is sealed',
  'lone_owner.paper.before.codes': 'All ten codes stand below, or their printed page lies with this one.',
  'lone_owner.paper.before.sheet': 'No other copy is kept in a drawer, a phone or a mailbox.',
  'lone_owner.paper.before.seal': 'The envelope is closed, with a signature across the flap.',
  'lone_owner.paper.before.place': 'Enamel knows where it lies: Settings, Staff, If an Owner cannot sign in.',
  'lone_owner.paper.sealed': 'Sealed',
  'lone_owner.paper.sealed.on': 'On',
  'lone_owner.paper.sealed.by': 'By',
  'lone_owner.paper.sealed.seen_by': 'Seen by',
  'lone_owner.paper.sealed.place': 'Lies in',
  'lone_owner.paper.opened': 'When it is opened',
  'lone_owner.paper.opened.two': 'Two people are there, and {owner} has asked for it.',
  'lone_owner.paper.opened.sign': 'Write below when, who and why.',
  'lone_owner.paper.opened.one': 'Sign in: the password, then “Use a backup code”. Cross the code out.',
  'lone_owner.paper.opened.new': 'The same day: a new second step, new codes, a new envelope.',
  'lone_owner.paper.opened.on': 'On',
  'lone_owner.paper.opened.by': 'By',
  'lone_owner.paper.opened.why': 'Why',
  'lone_owner.paper.cannot_come': 'If {owner} cannot come at all',
  'lone_owner.paper.cannot_come.what':
    'Leave the envelope closed. The person who looks after the computer that Enamel runs on can make a link for an Owner, and every Owner hears of it by mail. Whoever may decide for the clinic asks them, in person.',
  'lone_owner.paper.foot': '{date} · page {page} of {of}',
  'lone_owner.paper.file': '{clinic} – Sheet for the safe.pdf',
} as const satisfies Catalogue
