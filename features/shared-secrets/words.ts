/** Words of what several people know: never the secrets themselves. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const sharedSecretWords = {
  'secrets.kind.alarm': 'Alarm',
  'secrets.kind.wifi': 'Wi-Fi',
  'secrets.kind.door': 'Door or gate',
  'secrets.kind.safe': 'Safe',
  'secrets.kind.portal': 'Portal with one sign-in for several',
  'secrets.kind.router': 'Router',
  'secrets.kind.cctv': 'Cameras',
  'secrets.kind.desk_sign_in': 'Sign-in of the front desk',
  'secrets.kind.other': 'Something else',

  'problem.shared_secrets.not_found': 'This is on the list no longer. Load the page again.',
  'problem.shared_secrets.changed_meanwhile':
    'Somebody changed this meanwhile. Load the page again and look at how it stands now.',
  'problem.shared_secrets.name_taken':
    'There is one of this name at this place already. Give this one another name, or say where it is.',
  'problem.shared_secrets.person_not_found':
    'Somebody you named does not work here now. Load the page again and choose anew.',
  'problem.shared_secrets.day_ahead': 'This day has not come yet. Write the day on which it was changed.',
  'problem.shared_secrets.nobody_to_tell':
    'They are not down as somebody who is to be told. Load the page again and look at how it stands now.',

  'action.shared_secret.added': 'Put something on the list of who knows what',
  'action.shared_secret.edited': 'Changed how it stands in the list of who knows what',
  'action.shared_secret.ended': 'Took something off the list of who knows what',
  'action.shared_secret.knowers_stated': 'Stated who knows it',
  'action.shared_secret.change_asked': 'To be changed: somebody who knows it left',
  'action.shared_secret.change_withdrawn': 'To be changed no longer: the leaving was a mistake',
  'action.shared_secret.replaced': 'Stated that it was changed',
  'action.shared_secret.told': 'Stated who was told the new one',
  'action.shared_secret.knowing_stated': 'Said of themselves whether they know it',

  'audit.value.shared_secrets.not_found': 'nothing of this kind on the list',
  'audit.value.shared_secrets.person_not_found': 'no such person in this clinic',
  'audit.value.shared_secrets.nobody_to_tell': 'nobody who is to be told',
  'audit.target.shared_secret': 'something that several people know',
  'audit.field.known_by': 'Known by',
  'audit.field.because_of': 'Because of',
  'audit.field.to_be_told': 'To be told',
  'audit.field.to_be_changed': 'To be changed because of',
  'audit.field.person': 'Person',

  'leaver.step.shared_secrets': 'Shared secrets to be changed',
  'reminder.shared_secret_change': 'Something that several people know is to be changed',
} as const satisfies Catalogue
