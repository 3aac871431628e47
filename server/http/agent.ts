/** Browser and system by the user agent: enough for a person to know their own device again. */
import bowser from 'bowser'

export interface Agent {
  /** Empty where the user agent does not tell; 60 characters at most. */
  browser: string
  system: string
}

const UNKNOWN: Agent = { browser: '', system: '' }
/** A practice has a handful of browsers, and each is asked about on every request: reading one costs more than the rest of it. */
const MOST_KNOWN = 500
const known = new Map<string, Agent>()

export function readAgent(userAgent: string | undefined): Agent {
  if (!userAgent) return UNKNOWN
  const text = userAgent.slice(0, 400)
  const before = known.get(text)
  if (before) return before
  const parsed = bowser.parse(text)
  const agent = {
    browser: (parsed.browser.name ?? '').slice(0, 60),
    system: (parsed.os.name ?? '').slice(0, 60),
  }
  // Whoever invents browsers makes it forget, never grow.
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(text, agent)
  return agent
}

/** `Firefox on Windows`; undefined where the browser is not known. */
export function describeAgent({ browser, system }: Agent): string | undefined {
  if (browser === '') return undefined
  return system === '' ? browser : `${browser} on ${system}`
}
