/** Kinds of things that several people of a practice know. */
export const SECRET_KINDS = [
  'alarm',
  'wifi',
  'door',
  'safe',
  'portal',
  'router',
  'cctv',
  'desk_sign_in',
  'other',
] as const

export type SecretKind = (typeof SECRET_KINDS)[number]
