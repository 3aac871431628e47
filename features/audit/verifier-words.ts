/** Words of the page that checks a file of the log without a network, from a memory stick. It is built by itself. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const verifierWords = {
  'log_verifier.title': 'Check a file of the log',
  'log_verifier.sentence':
    'This page looks at the file on this computer alone. It needs no network, and nothing leaves the computer.',
  'log_verifier.no_script':
    'This page needs scripts. Allow them for this file, or open it in another browser.',
  'log_verifier.file': 'The file',
  'log_verifier.file.help':
    'An export of the log (its name ends in .jsonl), or the proof of one line (.tlog-proof). Up to 200 MB.',
  'log_verifier.key': 'The key of the log',
  'log_verifier.key.help':
    'From the printed plan, or from one of the daily mails; the whole mail will do. Not from the file: whoever changed the file could have put another key in.',
  'log_verifier.kept': 'A checkpoint that somebody kept',
  'log_verifier.kept.help':
    'If you have one: from a daily mail; the whole mail will do. It shows whether anything before it was changed since.',
  'log_verifier.mail': 'Or choose the mail, saved as a file (.eml)',
  'log_verifier.no_mail':
    'There is neither a key nor a checkpoint in this file. Save the mail from your mail program as .eml or as text, and choose that.',
  'log_verifier.check': 'Check the file',
  'log_verifier.checking': 'Checking…',
  'log_verifier.progress': '{done} of {all} MB looked at',
  'log_verifier.no_file': 'Choose the file first.',
  'log_verifier.no_key':
    'There is no key in this text. It looks like “name+8 letters and digits+a longer part”. Paste it whole, or leave this empty.',
  'log_verifier.no_kept':
    'There is no checkpoint in this text. It has three lines, an empty one, and a line that begins with a dash. Paste it whole, or leave this empty.',
  'log_verifier.too_large':
    'This file has {mb} MB, and this page takes up to 200. On the computer that Enamel runs on, in its folder, this command takes a file of any size:',
  'log_verifier.unreadable':
    'The file could not be read: it was moved, or the memory stick was taken out. Choose it again.',

  'log_verifier.holds': 'Everything in this file holds',
  'log_verifier.holds.sentence':
    '{entries, plural, one {The one line is} other {All # lines are}} exactly what was sealed, and signed for by the key you gave.',
  'log_verifier.part': 'Nothing is wrong, but not everything is proved',
  'log_verifier.part.own_key':
    'It is signed by a key that came with the file. Whoever made a false file could have done the same. Paste the key from the printed plan or a daily mail, and check again.',
  'log_verifier.part.unsigned':
    '{n, plural, one {The last line is} other {The last # lines are}} sealed, but nobody signed for them yet. A later export has them signed.',
  'log_verifier.part.not_compared':
    'The checkpoint you gave cannot be compared with this file: these are chosen lines. Ask for the whole log.',
  'log_verifier.part.unexplained':
    'Entry {index} is said to be erased, and no later line tells of it: it was erased while the file was made, or for no such reason. Have the log exported once more.',
  'log_verifier.part.lost':
    '{n, plural, one {One line that was signed before a restore is} other {# lines that were signed before a restore are}} not in this file. The log says itself that it had to begin anew: a backup was put back, or somebody took lines out.',
  'log_verifier.part.absent':
    'This log goes on from an older one, which is not in this file. Ask for the whole log.',
  'log_verifier.part.unlinked':
    'This log was begun anew, and what it goes on from could not be compared with this file. Have the log exported once more.',
  'log_verifier.part.nothing': 'Nothing in it is signed: the log was empty when the file was made.',
  'log_verifier.broken': 'This file does not hold',
  'log_verifier.broken.sentence':
    '{n, plural, one {One thing is wrong.} other {# things are wrong, the first line concerned first.}} Keep the file as it is, and show this page to whoever looks after your computers.',
  'log_verifier.finding.place': 'Entry {index}',
  'log_verifier.finding.at': 'of {at}',
  'log_verifier.more': 'And {n, number} more.',

  'log_verifier.log': 'Log',
  'log_verifier.lines': 'Lines',
  'log_verifier.lines.whole': '{n, number}, the whole log',
  'log_verifier.lines.selection': '{n, number}, chosen out of {size, number}, each with its proof',
  'log_verifier.time': 'From, until',
  'log_verifier.signed': 'Signed by',
  'log_verifier.signed.given': 'the key you gave',
  'log_verifier.signed.own': 'a key that came with the file',
  'log_verifier.signed.unknown': 'a key you did not give',
  'log_verifier.checkpoints': 'Checkpoints',
  'log_verifier.checkpoints.value': '{n, number}, the newest for {size, number} lines',
  'log_verifier.names': 'Names and other details',
  'log_verifier.names.value':
    '{closed, plural, =0 {All {opened, number} are what was sealed} other {{opened, number} are what was sealed; # were erased or left out, which breaks nothing}}',
  'log_verifier.erased': 'Erased lines',
  'log_verifier.erased.value': '{n, number}: their keeping time had ended, and their seals hold',
  'log_verifier.link': 'Goes on from',
  'log_verifier.link.holds': '{origin}, signed for {size, number} lines: the file agrees with it',
  'log_verifier.link.lost':
    '{origin}, signed for {size, number} lines: {lost, plural, one {one of them is} other {# of them are}} not in this file',
  'log_verifier.link.absent': '{origin}, signed for {size, number} lines, which is not in this file',
  'log_verifier.link.not_compared': '{origin}, signed for {size, number} lines: not compared',
  'log_verifier.link.unsaid': 'an older log, which the file does not name',
  'log_verifier.link.differs': 'another log than the file has',
  'log_verifier.kept_value': 'Your checkpoint',
  'log_verifier.kept.holds': 'for {size, number} lines: the file agrees with it',
  'log_verifier.kept.differs': 'for {size, number} lines: the file does not agree with it',
  'log_verifier.kept.not_compared': 'for {size, number} lines: not compared',
  'log_verifier.outside': 'Newest copy outside, as the file says',
  'log_verifier.outside.value': '{at}, with {name}',
  'log_verifier.outside.help':
    'Whatever is newer than that is only as good as the computer it came from. To be sure of it, paste that copy above and check again.',
  'log_verifier.made_by': 'Made by Enamel. This page can be kept on a memory stick beside the file.',
} as const satisfies Catalogue
