/** What this browser remembers of having been a shared computer, for the day its cookies are cleared and this is left. */
const KEY = 'enamel-shared-computer'

/** The name it had; undefined: none, or nothing may be kept here. */
export function rememberedComputer(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined
  } catch {
    return undefined
  }
}

/** Undefined: it is none, as the server knows. */
export function rememberComputer(name: string | undefined): void {
  try {
    if (name === undefined) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, name)
  } catch {
    // Nothing may be kept here: then nothing is said on the day it forgets.
  }
}
