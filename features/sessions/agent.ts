import bowser from 'bowser'

/** Browser and system by the user agent; what a person knows their own device by. */
export function browserAndSystem(userAgent: string): { browser: string; system: string } {
  if (!userAgent) return { browser: '', system: '' }
  const parsed = bowser.parse(userAgent.slice(0, 400))
  return { browser: (parsed.browser.name ?? '').slice(0, 60), system: (parsed.os.name ?? '').slice(0, 60) }
}
