/** Words of choosing a clinic, for whoever is of several. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const choosingWords = {
  'identity.clinics.title': 'Which clinic today?',
  'identity.clinics.lead': 'You are signed in, and belong to more than one. You can switch later.',
  'identity.clinics.list': 'Your clinics',
  'identity.clinics.none': 'No clinic of yours is open any more. Ask an Owner of your clinic.',
  'identity.clinics.switch': 'Switch clinic',
} as const satisfies Catalogue
