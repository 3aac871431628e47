/** Whether a text that should say what a secret is for holds the secret itself: the honest mistake, caught. */

/** digits: a code. spoken: "PIN: …". mixed: letters, digits and signs without a space, as passwords are. */
export type SecretLook = 'digits' | 'spoken' | 'mixed'

/** Four digits or more, also with one sign between them: no name of a door or a router needs them. */
const DIGITS = /\p{Nd}(?:[ .\-/_]?\p{Nd}){3,}/u

/** `code: x`, `password is x`, `PIN = x`; in the languages of the clinics that are offered. */
const SPOKEN =
  /(?:^|[^\p{L}])(?:code|pin|password|passcode|pass|pwd|pw|key|passwort|kennwort|mot de passe|contraseña|clave|senha|wachtwoord|hasło)\s*(?:=|:|\bis\b|\bist\b)\s*\S/iu

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^(?:https?:\/\/)?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:\/\S*)?$/u
const SIGN = /[!#$%&*?@^_+=~|\\<>{}[\]]/

/** Undefined when it looks like nothing but a name. */
export function looksLikeSecret(text: string): SecretLook | undefined {
  const plain = text.normalize('NFKC')
  if (DIGITS.test(plain)) return 'digits'
  if (SPOKEN.test(plain)) return 'spoken'
  const mixed = plain
    .split(/\s+/)
    .some(
      (word) =>
        word.length >= 8 &&
        /\p{L}/u.test(word) &&
        /\p{Nd}/u.test(word) &&
        SIGN.test(word) &&
        !ADDRESS.test(word.replace(/[.,;:]$/, '')),
    )
  return mixed ? 'mixed' : undefined
}
