import { builtWeb } from '../server/web-build.ts'
import { findChromium } from '../test/chromium.ts'

/** What is made once for all journeys: the built web, and the browser of npm unpacked where there is no other. */
export async function setup(): Promise<void> {
  await Promise.all([builtWeb(() => undefined, new AbortController().signal), findChromium()])
}
