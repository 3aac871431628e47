/**
 * The fonts of paper: slices of Fira Sans, Noto Sans Arabic and Noto Sans SC (SIL OFL 1.1) as @fontsource ships them,
 * WOFF because it opens ten times faster than WOFF2. A slice is read when a character first needs it, and kept.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type Weight = 400 | 600

interface Slice {
  family: string
  /** As in its file's name, `latin-ext` or `42`. */
  part: string
  ranges: readonly (readonly [number, number])[]
}

/** In the order they are asked; the parts named first come first within a family. */
const FAMILIES: readonly [family: string, first: readonly string[]][] = [
  ['fira-sans', ['latin', 'latin-ext', 'vietnamese']],
  ['noto-sans-arabic', ['arabic']],
  ['noto-sans-sc', ['latin', 'latin-ext']],
]

const resolve = createRequire(import.meta.url).resolve
const folderOf = (family: string) => dirname(resolve(`@fontsource/${family}/unicode.json`))

const slices = new Map<string, readonly Slice[]>()
const files = new Map<string, Buffer>()

function slicesOf([family, first]: (typeof FAMILIES)[number]): readonly Slice[] {
  const known = slices.get(family)
  if (known) return known
  const listed = JSON.parse(readFileSync(join(folderOf(family), 'unicode.json'), 'utf8')) as Record<
    string,
    string
  >
  const rank = (part: string) => (first.includes(part) ? first.indexOf(part) : first.length)
  const made = Object.entries(listed)
    .map(([name, ranges]) => ({
      family,
      part: name.replace(/^\[(.+)\]$/, '$1'),
      ranges: ranges.split(',').map((range) => {
        const [from = '', to = from] = range.replace('U+', '').split('-')
        return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const
      }),
    }))
    .toSorted((a, b) => rank(a.part) - rank(b.part))
  slices.set(family, made)
  return made
}

/** A slice in one weight, by the name it is registered under. */
export interface FontFile {
  name: string
  bytes: Buffer
}

/** The slices that claim one of these code points, in the order they are to be asked. */
export function* fontsFor(codePoints: readonly number[], weight: Weight): Generator<FontFile> {
  for (const family of FAMILIES) {
    for (const slice of slicesOf(family)) {
      const claims = slice.ranges.some(([from, to]) => codePoints.some((code) => code >= from && code <= to))
      if (claims) yield openFont(slice.family, slice.part, weight)
    }
  }
}

function openFont(family: string, part: string, weight: Weight): FontFile {
  const name = `${family}-${part}-${weight}-normal`
  const bytes = files.get(name) ?? readFileSync(join(folderOf(family), 'files', `${name}.woff`))
  files.set(name, bytes)
  return { name, bytes }
}
