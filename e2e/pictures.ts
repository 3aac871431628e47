/** How a journey looks at a screen it is about: no barrier, nothing to scroll sideways; and pictures of it where they are wanted. */
import { expect } from 'vitest'
import { findBarriers, sidewaysScroll, type Visit } from './browser.ts'

const FOLDER = process.env['ENAMEL_PICTURES']

const VIEWS = [
  [1280, 'light'],
  [1280, 'dark'],
  [390, 'dark'],
  [390, 'light'],
  [320, 'light'],
] as const

/** At a desk, on a phone and on the smallest phone, by day and by night; kept as NAME-WIDTH-SCHEME.png where ENAMEL_PICTURES says. */
export async function lookAt({ page, still }: Visit, name: string): Promise<void> {
  for (const [width, colorScheme] of VIEWS) {
    await page.setViewportSize({ width, height: width > 500 ? 800 : 844 })
    await page.emulateMedia({ colorScheme })
    await still()
    const at = `${name}, ${width} px, ${colorScheme}`
    expect(await sidewaysScroll(page), at).toBe(0)
    if (width > 320) expect(await findBarriers(page), at).toEqual([])
    // A dialog lies over what can be seen, not over the whole page.
    const fullPage = (await page.getByRole('dialog').count()) === 0
    if (FOLDER) await page.screenshot({ path: `${FOLDER}/${name}-${width}-${colorScheme}.png`, fullPage })
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
}
