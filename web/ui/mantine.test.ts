import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { theme } from './theme.ts'

const css = readFileSync(new URL('./mantine.css', import.meta.url), 'utf8')

test('what Mantine is told in the theme stands in its written-out variables too', () => {
  const told = [
    ...Object.entries(theme.fontSizes ?? {}).map(([size, value]) => `--mantine-font-size-${size}: ${value};`),
    ...Object.entries(theme.spacing ?? {}).map(([size, value]) => `--mantine-spacing-${size}: ${value};`),
    ...Object.entries(theme.radius ?? {}).map(([size, value]) => `--mantine-radius-${size}: ${value};`),
    ...(theme.colors?.['enamel'] ?? []).map((value, shade) => `--mantine-color-enamel-${shade}: ${value};`),
  ]
  expect(told.length).toBeGreaterThan(20)
  expect(told.filter((line) => !css.includes(line))).toEqual([])
})
