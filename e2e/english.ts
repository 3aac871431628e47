/**
 * Finds English on a page that is shown in the pseudo-language: every letter of a message wears an accent there, so a
 * word of plain letters did not come from the catalogues, unless it is something somebody typed or a browser's name.
 */
import type { Page } from 'playwright-core'

/** What is no message: dates and zones by the locale, names of programs, the units of a code. */
function datesWords(): string[] {
  // A day of every month, and among them every day of the week.
  const months = Array.from(
    { length: 12 * 7 },
    (_, day) => new Date(Date.UTC(2026, day % 12, 1 + (day % 28))),
  )
  return (['short', 'long'] as const).flatMap((form) =>
    months.flatMap((at) =>
      new Intl.DateTimeFormat('en-GB', {
        month: form,
        weekday: form,
        hour: 'numeric',
        timeZoneName: form,
        timeZone: 'UTC',
      })
        .formatToParts(at)
        .map(({ value }) => value),
    ),
  )
}
/** What stands between the last two of a list, by the locale too. */
const LISTS = new Intl.ListFormat('en-GB').format(['', '', ''])
const ZONES = ['WAT', 'GMT', 'BST', 'UTC']
const PROGRAMS = ['Chrome', 'Chromium', 'Headless', 'HeadlessChrome', 'Linux', 'localhost', 'http', 'https']

/** Words of plain letters on the page, in its title and in what is read aloud; `data` is what somebody typed. */
export async function findEnglish(page: Page, data: readonly string[]): Promise<string[]> {
  const texts: string[] = await page.evaluate(() => {
    const found: string[] = [document.title]
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { parentElement, data: text } = walker.currentNode as Text
      // Codes, secrets and commands are typed as they stand; options with a value are countries and zones.
      if (!parentElement || parentElement.closest('script, style, code, option:not([value=""])')) continue
      if (parentElement.checkVisibility()) found.push(text)
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of [
        'aria-label',
        'aria-description',
        'aria-roledescription',
        'aria-valuetext',
        'title',
        'placeholder',
        'alt',
        'label',
      ]) {
        const text = element.getAttribute(name)
        if (text) found.push(text)
      }
    }
    return found
  })
  const allowed = new Set(
    [...datesWords(), LISTS, ...ZONES, ...PROGRAMS].flatMap((text) => text.split(/[^A-Za-z]+/)),
  )
  return [
    ...new Set(
      texts
        .map((text) => data.reduce((rest, known) => rest.replaceAll(known, ' '), text))
        .filter((text) =>
          (text.match(/\p{L}+/gu) ?? []).some((word) => /^[A-Za-z]{2,}$/.test(word) && !allowed.has(word)),
        )
        .map((text) => text.trim()),
    ),
  ]
}
