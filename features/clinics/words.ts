/** Words of the clinic's first run. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const clinicWords = {
  'problem.setup.link_not_valid':
    'This link was used or is over. Run “npx enamel setup-link” in Enamel’s folder for a new one.',
  'problem.setup.done_already': 'Enamel is set up already. Sign in instead.',
  'problem.setup.link_needed':
    'This browser has not opened the set-up link, or a newer link was opened elsewhere.',
  'problem.setup.earlier_step_missing': 'An earlier answer is missing. Please go through it once more.',

  'action.setup.link_made': 'Set-up link made',
  'action.setup.link_refused': 'Set-up link refused',
  'action.setup.link_opened': 'Set-up link opened',
  'action.setup.clinic_named': 'Clinic’s name and country given',
  'action.setup.owner_named': 'Owner’s name and address given',
  'action.clinic.created': 'Clinic created',
  'action.staff.joined': 'Joined the clinic',

  'setup.progress': '{step} of {of}',
  'setup.next': 'Continue',
  'setup.saving': 'Saving…',
  'setup.back': 'Back',

  'setup.clinic.title': 'Your clinic',
  'setup.clinic.lead': 'Six short steps, about five minutes. You can stop and come back to this browser.',
  'setup.clinic.name': 'Name',
  'setup.clinic.name_help': 'As on the sign at your door.',
  'setup.clinic.country': 'Country',
  'setup.clinic.country_help': 'Decides which duties Enamel shows you after an incident.',
  'setup.clinic.country_choose': 'Choose…',
  'setup.clinic.country_eu': 'European Union',
  'setup.clinic.country_other': 'Another country',
  'setup.clinic.zone': 'Time zone',
  'setup.clinic.zone_likely': 'Likely',
  'setup.clinic.zone_all': 'All',
  'setup.clinic.locale': 'Dates and numbers',
  'setup.clinic.sample': 'It is {moment} at the clinic. A number looks like {number}.',

  'setup.owner.title': 'You, the Owner',
  'setup.owner.lead': 'The Owner decides about security here. Later you can make others Owners too.',
  'setup.owner.name': 'Your name',
  'setup.owner.email': 'E-mail address',
  'setup.owner.email_help':
    'You sign in with it, and Enamel tells you there when something about your account changes.',

  'setup.password.title': 'Your password',
  'setup.password.lead': 'It protects every patient’s name in here.',
  'setup.password.label': 'Password',
  'setup.password.act': 'Create {clinic}',
  'setup.password.acting': 'Creating…',

  'setup.second.title': 'A second step',
  'setup.second.lead': 'A code from your phone, so that a stolen password alone opens nothing.',
  'setup.second.lead_passkey':
    'Your finger, your face or a PIN, so that a stolen password alone opens nothing.',
  'setup.second.passkey':
    'Kept by this device, your phone or your password manager. It cannot be given away on a false page.',
  'setup.second.app_instead': 'Use an authenticator app instead',
  'setup.second.localhost':
    'Or a passkey: your finger, face or PIN. Enamel is reached as localhost now, and passkeys made now will not work after the move to a real address. The app will.',
  'setup.second.by_number':
    'Passkeys need a name in the address. Enamel is reached by a number here, so none can be made yet.',
  'setup.second.begin': 'Set up an authenticator app',
  'setup.second.later': 'Later',
  'setup.second.later_means':
    'Later means: until then your password alone opens everything. Home reminds you.',

  'setup.codes.title': 'Backup codes',
  'setup.codes.lead': 'For the day your device is lost. Without them, a lost device shuts you out.',

  'setup.done.title': '{clinic} is set up',
  'setup.done.lead':
    'Two pages for the wall: the ten steps as they stand, and what to do when something happens. Answer what you know now, or nothing: what stays blank has a line to write on, and waits for you under Incidents.',
  'setup.done.print': 'Print with what is known',
  'setup.done.act': 'Go to Home',
  'setup.done.owner': 'Owner',
  'setup.done.second': 'Second step',
  'setup.done.second_app': 'Set up, {n, plural, one {# backup code} other {# backup codes}} saved',
  'setup.done.second_later': 'Later. Set it up under My profile, Security.',
  'setup.done.bookmark': 'Next time',

  'setup.link.title': 'Enamel is not set up yet',
  'setup.link.needed': 'Open the set-up link that Enamel printed where it was started. It looks like this:',
  'setup.link.gone': 'Is the link gone, or was it used? This makes a new one, in Enamel’s folder:',
  'setup.link.over_title': 'This link no longer works',
  'setup.link.over': 'It was used or is over. This makes a new one, in Enamel’s folder:',
  'setup.link.elsewhere':
    'Begun in another browser? What was answered there is kept: go on there, or open the new link here.',
  'setup.done_already.title': 'Enamel is set up already',
  'setup.done_already.act': 'Sign in',
} as const satisfies Catalogue
