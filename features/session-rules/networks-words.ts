/** Words of the networks from which people may sign in. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const networksWords = {
  'problem.networks.changed_meanwhile':
    'Not saved: somebody changed this list while you had the page open. It stands below as it is now; change it from there.',
  'problem.networks.refused': 'Not saved: see the rows that are marked.',
  'problem.networks.none':
    'Not saved: the list is empty, so nobody could sign in. Add the practice’s network first.',
  'problem.networks.would_shut_out':
    'Not saved: it would shut you out. Your own address is {address}; add it, or a network that it is in.',
  'problem.networks.owners_only': 'Only an Owner says whether Owners may come in from anywhere.',
  'action.networks.changed': 'Networks that may sign in changed',

  'networks.title': 'Network allow-list',
  'networks.lead.off':
    'People sign in from anywhere. Here you can let them in from the practice’s networks only.',
  'networks.lead.on':
    'People sign in from {n, plural, one {# network} other {# networks}} only. Patients’ forms and links are not touched by it.',
  'networks.switch': 'From where people sign in',
  'networks.off': 'From anywhere',
  'networks.off_help': 'Passwords and second steps alone keep strangers out.',
  'networks.on': 'From these networks only',
  'networks.on_help':
    'From elsewhere nobody gets in, and who is signed in there sees a page that says so. For work at home you need a way into the practice’s network.',
  'networks.list': 'Networks',
  'networks.network': 'Network {n}',
  'networks.network_help':
    'An address such as 203.0.113.7, or a network such as 192.168.1.0/24 or 2001:db8::/32.',
  'networks.note': 'What network {n} is',
  'networks.note_help': 'For instance: practice, ground floor.',
  'networks.add': 'Add a network',
  'networks.add_yours': 'Add your address, {address}',
  'networks.remove': 'Remove network {n}',
  'networks.take_offer': 'Write {offer}',
  'networks.why.malformed':
    'This is no network address. It looks like 203.0.113.7, 192.168.1.0/24 or 2001:db8::/32.',
  'networks.why.malformed.offer': 'What stands behind % belongs to one computer only. Write {offer}.',
  'networks.why.host_bits': 'This names one computer and a network at once.',
  'networks.why.host_bits.offer': 'This names one computer and a network at once. The network is {offer}.',
  'networks.why.mapped': 'This is an old address inside a new one. Write the old one alone.',
  'networks.why.mapped.offer': 'This is an old address inside a new one. Write {offer}.',
  'networks.why.mask': 'Write the length of the network behind the stroke.',
  'networks.why.mask.offer': 'The same is written {offer} here.',
  'networks.why.everything':
    'This is every address there is, so nothing would be kept out. Switch the list off instead.',
  'networks.why.too_wide':
    'This takes in far more than one house: strangers would be in it. Write the practice’s own network.',
  'networks.why.twice': 'This network stands in the list already.',
  'networks.you.in': 'Your own address {address} is in the list.',
  'networks.you.not_in': 'Your own address {address} is not in the list.',
  'networks.you.by_owner':
    'Your own address {address} is not in the list. You may save all the same, because Owners come in from anywhere.',
  'networks.you.blocked': 'Your own address {address} is not in the list: saving would shut you out.',
  'networks.try': 'Try an address',
  'networks.try_help': 'Who has it may sign in, or may not: the answer stands here before you save.',
  'networks.try.in': '{address} may sign in: it is in {network}.',
  'networks.try.not_in': '{address} may not sign in: no network of the list has it.',
  'networks.try.none': 'This is no network address.',
  'networks.owners': 'Owners come in from anywhere',
  'networks.owners_help':
    'For the day the practice’s address changes. Each such sign-in stands in the log, and every Owner is told by mail.',
  'networks.owners_off':
    'When the practice’s address changes, nobody gets in. Whoever looks after Enamel’s computer can then let an Owner in with the command owner recover.',
  'networks.told.yes': 'yes',
  'networks.told.no': 'no',
  'networks.told.none': 'none',
  'networks.owners_by_owner': 'Only an Owner can change this.',
  'networks.one_address':
    'Everybody seems to come from one address, {address}: that of a computer between you and Enamel which Enamel does not know. A list would let everybody in, or nobody. The person who looks after Enamel’s computer can name it; see <a>How others reach Enamel</a>.',
  'networks.now.title': 'What saving does now',
  'networks.now.nobody_out': 'Everybody who is signed in is inside. Nobody is kept out by it.',
  'networks.now.out':
    '{n, plural, one {# person who is signed in is kept out at once} other {# people who are signed in are kept out at once}}: {names}.',
  'networks.now.off':
    'Nobody is kept out by where they are. Where the list was on, every Owner is told by mail.',
  'networks.now.unfit': 'Mend the marked rows first, then it stands here.',
  'networks.changed': 'Last changed by {by}, {when}.',
  'networks.save_on': 'Let people in from these networks only',
  'networks.save_off': 'Let people in from anywhere',
  'networks.save': 'Save the list',
  'networks.saving': 'Saving…',
  'networks.saved': 'The list holds, also for who is signed in.',
  'networks.saved_off': 'People sign in from anywhere again.',
  'networks.purpose': 'change from where people sign in',
} as const satisfies Catalogue
