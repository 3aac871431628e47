/** Text into lines, measured and drawn: fonts by cluster, breaks where the languages allow, runs in the order they are seen. */
import type { Text } from './blocks.ts'
import { type Cluster, clustersOf, type Style } from './clusters.ts'
import { type FontFile, fontsFor, type Weight } from './fonts.ts'

/** What of pdfkit is used here. Its fonts are fontkit's, and only these know which characters they have. */
export interface Pen {
  font(name: string): Pen
  registerFont(name: string, bytes: Buffer): Pen
  fontSize(size: number): Pen
  widthOfString(text: string): number
  text(text: string, x: number, y: number, options: { lineBreak: false; baseline: 'alphabetic' }): Pen
  save(): Pen
  restore(): Pen
  rect(x: number, y: number, width: number, height: number): Pen
  moveTo(x: number, y: number): Pen
  lineTo(x: number, y: number): Pen
  lineWidth(width: number): Pen
  stroke(color: string): Pen
  markContent(tag: 'Span', options: { actual: string }): Pen
  endMarkedContent(): Pen
}

interface FontInside {
  _font: { font: { hasGlyphForCodePoint(code: number): boolean } }
}

export interface Line {
  width: number
  /** Its text begins with what is read from right to left. */
  rightToLeft: boolean
  /** `y` is the base of its letters. */
  draw(x: number, y: number): void
}

export interface Typesetter {
  /**
   * Lines no wider than `width`, at least one; `atMost` of them, the last then ending in an ellipsis. A cluster wider
   * than the line stands alone on it.
   */
  lines(text: Text, style: Style, width: number, atMost?: number): Line[]
}

// Characters of East Asian text: a line may end after each.
const IDEOGRAPH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u
const NEVER_FIRST = /^[\p{Pe}\p{Pf}!,.:;?、。，．：；？！％・ー々]/u
const NEVER_LAST = /^[\p{Ps}\p{Pi}]/u
const BREAK_AFTER = /^[-/–—‐]/u
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const LONGEST_PIECE = 120

export function createTypesetter(pen: Pen): Typesetter {
  const registered = new Set<string>()
  const found = new Map<string, FontFile | undefined>()

  const take = (font: FontFile, size: number) => {
    if (!registered.has(font.name)) pen.registerFont(font.name, font.bytes)
    registered.add(font.name)
    return pen.font(font.name).fontSize(size)
  }
  const has = (font: FontFile, codePoints: readonly number[]) => {
    take(font, 1)
    const { _font: taken } = pen as unknown as FontInside
    return codePoints.every((code) => taken.font.hasGlyphForCodePoint(code))
  }
  const find = (codePoints: readonly number[], weight: Weight) => {
    const key = `${weight} ${codePoints.join(' ')}`
    if (found.has(key)) return found.get(key)
    const font = [...fontsFor(codePoints, weight)].find((one) => has(one, codePoints))
    found.set(key, font)
    return font
  }

  const widthOf = (run: Run) => {
    if (run.font) return run.above ? 0 : take(run.font, run.style.size).widthOfString(run.text)
    if (run.blank !== undefined) return run.blank === 'rest' ? 24 : run.blank
    return run.boxes * run.style.size * BOX
  }
  const width = (clusters: readonly Cluster[]) =>
    runsOf(inOrderSeen(clusters)).reduce((sum, run) => sum + widthOf(run), 0)

  const drawRun = (run: Run, x: number, y: number, across: number) => {
    const { size } = run.style
    if (run.blank !== undefined) {
      pen
        .save()
        .lineWidth(0.6)
        .moveTo(x, y + 1.5)
        .lineTo(x + across, y + 1.5)
        .stroke('#000')
        .restore()
      return
    }
    // Shaped letters and boxes are told as what was written (ISO 32000-1 §14.9.4), for whoever copies or listens.
    const told = !run.font || RIGHT_TO_LEFT.test(run.text)
    if (told) pen.markContent('Span', { actual: run.text })
    if (run.font) {
      take(run.font, size).text(run.text, x, y, { lineBreak: false, baseline: 'alphabetic' })
    } else {
      for (let box = 0; box < run.boxes; box++) {
        pen
          .save()
          .lineWidth(0.6)
          .rect(x + (box + 0.1) * size * BOX, y - size * 0.68, size * BOX * 0.8, size * 0.68)
          .stroke('#000')
          .restore()
      }
    }
    if (told) pen.endMarkedContent()
  }

  const lineOf = (clusters: readonly Cluster[], room: number): Line => {
    const trimmed = trimEnd(clusters)
    const runs = runsOf(inOrderSeen(trimmed))
    const widths = runs.map(widthOf)
    const total = widths.reduce((sum, one) => sum + one, 0)
    const rest = runs.findIndex((run) => run.blank === 'rest')
    if (rest >= 0) widths[rest] = (widths[rest] ?? 0) + Math.max(0, room - total)
    return {
      width: rest >= 0 ? Math.max(room, total) : total,
      rightToLeft: (clusters[0]?.level ?? 0) % 2 === 1,
      draw(x, y) {
        let at = x
        runs.forEach((run, index) => {
          const across = widths[index] ?? 0
          // A mark of another font has no advance and hangs back over the letter before it by its own drawing.
          drawRun(run, at, y, across)
          at += across
        })
      },
    }
  }

  return {
    lines(text, style, room, atMost = Number.POSITIVE_INFINITY) {
      const clusters = clustersOf(text, style, find)
      const broken: Cluster[][] = []
      let line: Cluster[] = []
      let used = 0
      for (const word of wordsOf(clusters)) {
        const wide = width(trimEnd(word))
        if (used + wide > room && line.length > 0) {
          broken.push(line)
          line = []
          used = 0
        }
        if (wide > room) {
          const pieces = cut(word, room, width)
          line = pieces.pop() ?? []
          broken.push(...pieces)
          used = width(line)
        } else {
          line.push(...word)
          used += width(word)
        }
        if (broken.length > atMost) break
      }
      if (line.length > 0 || broken.length === 0) broken.push(line)
      if (broken.length > atMost) {
        const kept = broken.slice(0, atMost)
        const last = kept.at(-1) ?? []
        const dots = clustersOf('…', style, find)
        let shown = trimEnd(last)
        while (shown.length > 0 && width([...shown, ...dots]) > room) shown = shown.slice(0, -1)
        kept[kept.length - 1] = [
          ...shown,
          ...dots.map((dot) => ({ ...dot, level: shown.at(-1)?.level ?? 0 })),
        ]
        return kept.map((one) => lineOf(one, room))
      }
      return broken.map((one) => lineOf(one, room))
    },
  }
}

/** A missing character's box, in ems. */
const BOX = 0.6

interface Run extends Cluster {
  boxes: number
}

/** Clusters that are drawn by one call: same font, style, direction. Right-to-left runs end at spaces. */
function runsOf(clusters: readonly Cluster[]): Run[] {
  const runs: (Run & { parts: string[] })[] = []
  for (const cluster of clusters) {
    const last = runs.at(-1)
    const joins =
      last &&
      last.font?.name === cluster.font?.name &&
      last.style.size === cluster.style.size &&
      last.style.weight === cluster.style.weight &&
      last.level % 2 === cluster.level % 2 &&
      last.blank === undefined &&
      cluster.blank === undefined &&
      !last.above &&
      !cluster.above &&
      (cluster.level % 2 === 0 || (!last.space && !cluster.space))
    if (joins) {
      last.parts.push(cluster.text)
      last.boxes += 1
    } else runs.push({ ...cluster, boxes: 1, parts: [cluster.text] })
  }
  return runs.map(({ parts, ...run }) => ({ ...run, text: textOf(parts, run.level) }))
}

/** A run's text as the font takes it: letters of a right-to-left script in the order they are read, which it turns itself. */
function textOf(parts: readonly string[], level: number): string {
  const seen = parts.join('')
  return level % 2 === 1 && RIGHT_TO_LEFT.test(seen) ? parts.toReversed().join('') : seen
}

/** UAX #9 L2: from the highest level down to the lowest odd one, each stretch at or above it is reversed. */
function inOrderSeen(clusters: readonly Cluster[]): Cluster[] {
  const seen = [...clusters]
  const highest = Math.max(0, ...seen.map((one) => one.level))
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < seen.length; from++) {
      let to = from
      while (to < seen.length && (seen[to]?.level ?? 0) >= level) to++
      if (to > from) seen.splice(from, to - from, ...seen.slice(from, to).toReversed())
      from = Math.max(from, to)
    }
  }
  return seen
}

function trimEnd(clusters: readonly Cluster[]): Cluster[] {
  return clusters.slice(0, clusters.findLastIndex((cluster) => !cluster.space) + 1)
}

/** Stretches that a line may end after: words with their spaces, single ideographs, what stands before a hyphen. */
function wordsOf(clusters: readonly Cluster[]): Cluster[][] {
  const words: Cluster[][] = []
  clusters.forEach((cluster, index) => {
    const before = clusters[index - 1]
    const word = words.at(-1)
    if (!before || !word || (!cluster.above && mayBreak(before, cluster))) words.push([cluster])
    else word.push(cluster)
  })
  return words
}

function mayBreak(before: Cluster, after: Cluster): boolean {
  if (after.space) return false
  if (before.space) return true
  if (NEVER_FIRST.test(after.text) || NEVER_LAST.test(before.text)) return false
  if (IDEOGRAPH.test(before.text) || IDEOGRAPH.test(after.text)) return true
  return BREAK_AFTER.test(before.text) && !/^\d/.test(after.text)
}

/** A word wider than the line, in pieces that fit. */
function cut(word: readonly Cluster[], room: number, width: (of: readonly Cluster[]) => number): Cluster[][] {
  const pieces: Cluster[][] = []
  let from = 0
  while (from < word.length) {
    let low = 1
    let high = Math.min(word.length - from, LONGEST_PIECE)
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (width(word.slice(from, from + middle)) <= room) low = middle
      else high = middle - 1
    }
    pieces.push(word.slice(from, from + low))
    from += low
  }
  return pieces
}
