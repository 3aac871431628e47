/** Words of what the clinic asks of passwords, of password managers, and of what people state. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const passwordRulesWords = {
  'problem.password_rules.changed_meanwhile':
    'Somebody else saved other rules meanwhile. Look at those, then change what you want.',
  'problem.password_rules.two_factors_first':
    'Fewer than {least} characters are safe only where everybody is asked for a second step and its date is over. Require that first, or keep {least}.',
  'field.password_length': 'Please write a whole number from 8 to 64, or leave it blank.',
  'field.password_history': 'Please write a whole number from 0 to 24.',
  'action.password_rules.changed': 'Rules for passwords changed',
  'action.password_statement.made': 'Stated: uses a password manager, no password twice',
  'action.password_statement.withdrawn': 'Statement about passwords taken back',

  'password_rules.title': 'Passwords',
  'password_rules.lead': 'What a new password must be like. Long and used nowhere else is what counts.',
  'password_rules.length': 'Least number of characters',
  'password_rules.length_help':
    '{state, select, two {Blank: 12, since everybody shows a second step. From 8 to 64.} other {Blank: 15, and 12 once everybody has to show a second step. From 15 to 64.}}',
  'password_rules.history': 'Earlier passwords that may not come back',
  'password_rules.history_help':
    'From 0 to 24. Five is usual. At most 256 characters are taken, whatever is set here.',
  'password_rules.classes': 'Must contain',
  'password_rules.classes_help':
    'Better left off: asked for signs, people write Password1 with an exclamation mark. NIST advises against it (SP 800-63B-4, 3.1.1.2); length does more.',
  'password_rules.mixed_case': 'Capitals and small letters',
  'password_rules.digit': 'A digit',
  'password_rules.symbol': 'A sign, or a space',
  'password_rules.lists': 'Compared with lists of stolen passwords',
  'password_rules.lists.shipped': 'The 49,000 commonest: always, without the network.',
  'password_rules.lists.file':
    '{file, select, fine {The full list as a file on Enamel’s computer: always, without the network.} faulty {The file on Enamel’s computer cannot be used. Tell the person who looks after it.} other {The full list can lie as a file on Enamel’s computer. The person who looks after it finds how in Enamel’s folder, in docs/operate/configuration.md.}}',
  'password_rules.range': 'Ask the service of Have I Been Pwned, too',
  'password_rules.range_help':
    'What leaves the house: the first five characters of a fingerprint of the password, which hundreds of others share. Never the password. If the service is silent, nobody waits longer than two seconds.',
  'password_rules.told.nothing': 'nothing in particular',
  'password_rules.told.yes': 'yes',
  'password_rules.told.no': 'no',
  'password_rules.now.title': 'What changes',
  'password_rules.now.what':
    'It holds for new passwords, from at least {n} characters on. Nobody has to change theirs now. If it is less strict than before, every Owner is told by mail.',
  'password_rules.now.same': 'Nothing yet.',
  'password_rules.save': 'Use these rules',
  'password_rules.saving': 'Saving…',
  'password_rules.saved': 'These rules hold from now on.',
  'password_rules.purpose.save': 'change the rules for passwords',

  'password_manager.title': 'Password manager',
  'password_manager.lead': 'It remembers your passwords, so that each can be long and used once.',
  'password_manager.kinds': 'Which kinds there are',
  'password_manager.kinds.device':
    'In your phone or computer: there already, free, and it fills in by itself.',
  'password_manager.kinds.browser':
    'In your browser: the same, on every device where you sign in to that browser.',
  'password_manager.kinds.app':
    'An app of its own: for several devices of different makers, or shared by a team.',
  'password_manager.kinds.paper':
    'A book at home, in a drawer that locks: better than one password everywhere.',
  'password_manager.start': 'Start in ten minutes',
  'password_manager.start.1': 'Open the settings of your phone or browser, and look for “Passwords”.',
  'password_manager.start.2':
    'Protect it: a screen lock on every device, and a second step where it offers one.',
  'password_manager.start.3': 'Change your mailbox first. Whoever reads your mail can reset everything else.',
  'password_manager.start.4': 'Then the bank, then Enamel. Let it make each password, and save it.',
  'password_manager.start.5': 'The rest changes by itself: each time you sign in somewhere.',
  'password_manager.shared': 'On a shared computer',
  'password_manager.shared.1':
    'Never let the browser save a password: it keeps it for whoever sits there next.',
  'password_manager.shared.2': 'Never sign in to your own browser account there.',
  'password_manager.shared.3':
    'Use your phone’s passkey, a security key, or read the password from your phone.',
  'password_manager.phrase': 'The one you type yourself',
  'password_manager.phrase.text':
    'Three or four words that have nothing to do with each other or with you, such as “{example}”. Long, quick to type, and nobody guesses it. Make up your own.',
  'password_manager.phrase.example': 'gravel otter lantern moss',

  'password_statement.title': 'Your word, once a year',
  'password_statement.text': 'I use a password manager, and no password twice.',
  'password_statement.why':
    'Enamel cannot see this, so it asks. Owners and Admins see how many said so, and nobody is told off.',
  'password_statement.make': 'Yes, that is so',
  'password_statement.again': 'Yes, still so',
  'password_statement.saving': 'Noting…',
  'password_statement.made': 'Noted. Enamel asks again in a year.',
  'password_statement.said': 'You said so on {date}. It holds for a year.',
  'password_statement.over': 'You last said so on {date}. That is more than a year ago.',
  'password_statement.withdraw': 'Take it back',
  'password_statement.withdrawn': 'Taken back.',

  'reminder.password_statement': 'Your word once a year: a password manager, and no password twice',
  'reminder.password_statement.where': 'My profile, Password manager',
  'reminder.password_statement.calendar': 'Your word once a year on how you keep passwords',
} as const satisfies Catalogue
