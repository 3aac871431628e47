/** What belongs to a leaving, by the parts of its page, in their order (clinic.md, 3e). */

/** Done outside of Enamel: the clinic's own list is made of these. */
export const LIST_PARTS = [
  'practice',
  'imaging',
  'mail',
  'remote',
  'prescribing',
  'money',
  'payers',
  'secrets',
  'things',
  'tell',
] as const

/** What Enamel ends by itself, and what wants a new name, stand before those. */
export const PARTS = ['here', 'heirs', ...LIST_PARTS] as const

export type Part = (typeof PARTS)[number]
