/** Words of a person's page: what can be done to them, and of the offer of the ownership on Home. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const actsPageWords = {
  'staff.acts.title': 'What you can do',
  'staff.acts.none.self': 'This is your own page. What is done here is done for colleagues only.',
  'staff.acts.none.rank':
    '{name} is not below you: only somebody above them can change this, an Owner for instance.',
  'staff.acts.last_owner':
    'Not possible: {name} is the only Owner who can sign in. Make somebody else an Owner first.',
  'staff.acts.left': '{name} left for good. Whoever comes back is invited anew and begins anew.',

  'staff.acts.reason': 'Reason',
  'staff.acts.reason.help': 'One line. It stands in the audit log.',

  'staff.acts.role': 'Change role',
  'staff.acts.role.when': 'When they do other work now. It holds at their next click.',
  'staff.acts.role.question': 'Which role for {name}?',
  'staff.acts.role.new': 'New role',
  'staff.acts.role.choose': 'Choose a role',
  'staff.acts.role.now': 'Now: {role}.',
  'staff.acts.role.gains': 'Can then also:',
  'staff.acts.role.loses': 'Can no longer:',
  'staff.acts.role.same_rights': 'May do the same in Enamel as now.',
  'staff.acts.role.told': '{name} is told by mail.',
  'staff.acts.role.told_owners': '{name} and every Owner are told by mail.',
  'staff.acts.role.act': 'Change to {role}',
  'staff.acts.role.act_none': 'Change role',
  'staff.acts.role.acting': 'Changing…',
  'staff.acts.role.done': '{name} is {role} now.',
  'staff.acts.role.purpose': 'To change a role',

  'staff.acts.disable': 'Disable',
  'staff.acts.disable.when':
    'When their access has to end at once. Name and history stay; you can enable them again.',
  'staff.acts.disable.question': 'Disable {name}?',
  'staff.acts.disable.sessions':
    'They are signed out everywhere at their next click and cannot sign in here.',
  'staff.acts.disable.links':
    'Their PIN for shared computers, and links and codes that wait for them, end too.',
  'staff.acts.disable.back':
    'You can enable them again. Do they leave for good? Then use “Is leaving” instead.',
  'staff.acts.disable.act': 'Disable now',
  'staff.acts.disable.acting': 'Disabling…',
  'staff.acts.disable.done':
    '{name} is disabled. {n, plural, =0 {They were not signed in.} one {1 session ended.} other {# sessions ended.}}',

  'staff.acts.enable': 'Enable again',
  'staff.acts.enable.when': 'They come in with what they signed in with before.',
  'staff.acts.enable.question': 'Let {name} in again?',
  'staff.acts.enable.as': 'They are {role} again, and sign in with the password and second step they had.',
  'staff.acts.enable.told': '{name} is told by mail.',
  'staff.acts.enable.act': 'Enable',
  'staff.acts.enable.acting': 'Enabling…',
  'staff.acts.enable.done': '{name} can sign in again.',
  'staff.acts.enable.purpose': 'To give access back',

  'staff.acts.delete': 'Delete account',
  'staff.acts.delete.when': 'When name and address are to go from your lists. It cannot be taken back.',
  'staff.acts.delete.question': 'Delete the account of {name}?',
  'staff.acts.delete.name':
    'Their name goes from your lists, and their address is free for a new invitation.',
  'staff.acts.delete.log': 'The audit log still says who did what: the law wants to know.',
  'staff.acts.delete.never_back': 'This cannot be taken back. Disabled is enough to keep somebody out.',
  'staff.acts.delete.act': 'Delete for good',
  'staff.acts.delete.acting': 'Deleting…',
  'staff.acts.delete.done': 'The account of {name} is deleted.',
  'staff.acts.delete.purpose': 'To delete an account',

  'staff.acts.end': 'Set an end date',
  'staff.acts.end.change': 'Change the end date',
  'staff.acts.end.when': 'For a locum or somebody from outside: their access ends by itself.',
  'staff.acts.end.when_set': 'Their access ends by itself after {date}.',
  'staff.acts.end.question': 'Until when may {name} come in?',
  'staff.acts.end.field': 'Last day',
  'staff.acts.end.help':
    'Access ends when this day does. A week before, or at once when it is nearer, {name}, their manager and the Owners are told by mail.',
  'staff.acts.end.act': 'Set this end',
  'staff.acts.end.acting': 'Saving…',
  'staff.acts.end.none': 'No end',
  'staff.acts.end.done': 'The access of {name} ends after {date}.',
  'staff.acts.end.done_none': 'The access of {name} has no end.',
  'staff.acts.end.purpose': 'To change until when somebody may come in',
  'staff.acts.end.owner': 'Not for an Owner: the clinic could be left without one.',
  'staff.acts.end.again': 'Last day, if there is one',
  'staff.acts.end.again.help': 'Leave it empty for access without an end.',

  'staff.acts.offer': 'Hand the ownership over',
  'staff.acts.offer.when': 'When {name} is to own the clinic in Enamel. They confirm it themselves.',
  'staff.acts.offer.question': 'Offer the ownership to {name}?',
  'staff.acts.offer.what':
    'An Owner lets people in and keeps them out, sets every rule, and makes other Owners.',
  'staff.acts.offer.both': 'Nothing changes until {name} takes it, within seven days, on their own Home.',
  'staff.acts.offer.told': '{name} and every Owner are told by mail.',
  'staff.acts.offer.giver': 'What are you afterwards?',
  'staff.acts.offer.stay': 'Owner, too',
  'staff.acts.offer.act': 'Offer it',
  'staff.acts.offer.acting': 'Offering…',
  'staff.acts.offer.done': 'Offered. {name} sees it on Home.',
  'staff.acts.offer.purpose': 'To hand the ownership over',
  'staff.acts.offered': 'You offered the ownership to {name}. To be taken until {until}.',
  'staff.acts.offer.withdraw': 'Take the offer back',
  'staff.acts.offer.withdrawing': 'Taking it back…',
  'staff.acts.offer.withdrawn': 'The offer is taken back.',

  'handover.page': 'The ownership of the clinic',
  'handover.none.title': 'Nothing is offered to you',
  'handover.none': 'An Owner can offer you the ownership on your page. It then stands here for seven days.',
  'handover.none.home': 'To Home',
  'handover.title': '{from} offers you the ownership of {clinic}',
  'handover.what':
    'You would be an Owner: you let people in and keep them out, set every rule, and make other Owners. {stays, select, yes {{from} stays an Owner, too.} other {{from} is {role} afterwards.}}',
  'handover.reason': '{from} says: {reason}',
  'handover.until': 'Until {until}. Nothing changes before you take it.',
  'handover.accept': 'Take the ownership',
  'handover.accepting': 'Taking it…',
  'handover.accepted': 'You are an Owner of {clinic} now.',
  'handover.decline': 'Leave it with them',
  'handover.declining': 'Leaving it…',
  'handover.declined': 'The ownership stays with {from}, who is told.',
  'handover.purpose': 'To take the ownership',
} as const satisfies Catalogue
