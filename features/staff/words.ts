/** Words of staff: who belongs to the clinic, and what ends when somebody goes. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const staffWords = {
  'staff.choose': 'Choose a person',

  'staff.task.over.title': 'This link is over',
  'staff.task.over':
    'What it was for is settled, its time has passed, or the practice took it back. Ask the practice for a new one if something is still to do.',
  'staff.task.missing.title': 'This address came without its link',
  'staff.task.missing':
    'Open the link again from the message you were sent, all of it. It may have been cut in two on its way.',

  'problem.staff.person_not_found':
    'There is no such person among those who work here now. Load the page again.',
  'problem.staff.not_yourself': 'This is done for colleagues only. Ask another Owner or Admin.',
  'problem.staff.rank_too_low':
    'This is done by somebody above them: an Owner, or for an Owner another Owner.',
  'problem.staff.last_owner':
    'This is the only Owner who can sign in. Make somebody else an Owner first, so that nobody is locked out of the clinic.',
  'problem.staff.changed_meanwhile':
    'Somebody changed this meanwhile. Load the page again and look at how it stands now.',

  'action.staff.disabled': 'Access ended',
  'action.staff.left': 'Left the clinic',

  'audit.value.staff.person_not_found': 'no such person in this clinic',
  'audit.value.staff.not_yourself': 'not for oneself',
  'audit.value.staff.rank_too_low': 'the rank is too low for this person',
  'audit.value.staff.last_owner': 'the last Owner who can come in',

  'leaver.step.sessions': 'Signed-in browsers',
  'leaver.step.known_devices': 'Browsers Enamel knew them by',
  'leaver.step.links': 'Links to set a password',
  'leaver.step.second_factors': 'Authenticator app, passkeys and backup codes',
  'leaver.step.password': 'Password',
  'leaver.step.places': 'Places they signed in from',
  'leaver.step.shift': 'Place on shared computers',
  'leaver.step.pin': 'PIN for shared computers',
  'leaver.step.drafts': 'Drafts on shared computers',
  'leaver.heir.manager': 'Manager of {what}',
  'leaver.step.enrol_codes': 'Codes for setting up a second step',
} as const satisfies Catalogue
