/** Looking for words in the help articles as somebody types: whatever the case and the accents, words by their beginnings. */
import { type Block, type Guide, type Inline, plainText } from './guide.ts'

/** A paragraph, an item or a row of an article, as it is found. */
export interface Passage {
  /** The heading it stands under, and the id of that heading; undefined before the first. */
  heading: { text: string; id: string } | undefined
  text: string
}

/** A piece of a text; `hit` is what was typed. */
export interface Part {
  text: string
  hit: boolean
}

export interface FoundPassage {
  heading: { text: string; id: string } | undefined
  parts: Part[]
}

export interface FoundGuide<Name extends string> {
  name: Name
  title: Part[]
  /** The best first; none where the title alone has all that was typed. */
  passages: FoundPassage[]
}

/** Where every word stands: in the title, in the heading with the text, or with the title's help. */
type Rank = 0 | 1 | 2

/** An id for a heading, for links to it. Two headings of one article are not alike. */
export function headingId(parts: readonly Inline[]): string {
  return foldText(plainText(parts), ' ').letters.trim().replaceAll(/ +/g, '-')
}

export function passagesOf({ blocks }: Guide): Passage[] {
  let heading: Passage['heading']
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') heading = { text: plainText(block.parts), id: headingId(block.parts) }
    return textsOf(block).map((text) => ({ heading, text }))
  })
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return []
    case 'paragraph':
      return [plainText(block.parts)]
    case 'list':
      return block.items.map(plainText)
    case 'table':
    default:
      return block.rows.map((row) => row.map(plainText).join(' · '))
  }
}

/** What was typed is looked for in these articles; with at most `most` passages of each. */
export function createGuideSearch<Name extends string>(
  guides: readonly (readonly [Name, Guide])[],
  most = 3,
): (typed: string) => FoundGuide<Name>[] {
  const articles = guides.map(([name, guide]) => {
    const passages = passagesOf(guide).map((passage) => ({
      ...passage,
      looked: look(passage.text),
      around: passage.heading && look(passage.heading.text),
    }))
    return { name, title: look(guide.title), passages }
  })

  /**
   * The articles in which every word that was typed begins a word of one passage, its heading or the title; titles first,
   * then in the order given. Nothing typed finds nothing.
   */
  return (typed) => {
    const wanted = foldText(typed, ' ').letters.split(' ').filter(Boolean)
    if (wanted.length === 0) return []
    const found = articles.flatMap(({ name, title, passages }) => {
      const missing = wanted.filter((word) => !has(title, word))
      const ranked = passages
        .flatMap((passage) => {
          const rank = rankOf(passage, wanted, missing)
          return rank === undefined ? [] : [{ passage, rank }]
        })
        .toSorted((a, b) => a.rank - b.rank)
      const best: Rank | undefined = missing.length === 0 ? 0 : ranked[0]?.rank
      if (best === undefined) return []
      const shown = ranked.slice(0, most).map(({ passage: { heading, looked } }) => ({
        heading,
        parts: partsOf(looked, wanted),
      }))
      return [{ best, guide: { name, title: partsOf(title, wanted), passages: shown } }]
    })
    return found.toSorted((a, b) => a.best - b.best).map(({ guide }) => guide)
  }
}

interface Looked {
  text: string
  /** What joins two words is nothing in the one, a space in the other: “e-mail” begins like “email” and like “mail”. */
  ways: readonly Folded[]
}

const look = (text: string): Looked => ({ text, ways: [foldText(text, ''), foldText(text, ' ')] })

function rankOf(
  { looked, around }: { looked: Looked; around: Looked | undefined },
  wanted: readonly string[],
  missing: readonly string[],
): Rank | undefined {
  const stands = (word: string) => has(looked, word) || (around !== undefined && has(around, word))
  if (!wanted.some((word) => has(looked, word))) return undefined
  if (wanted.every(stands)) return 1
  return missing.every(stands) ? 2 : undefined
}

const has = ({ ways }: Looked, word: string) => ways.some((folded) => placesOf(folded, word).length > 0)

/** The text in pieces, what was typed set apart. */
function partsOf({ text, ways }: Looked, wanted: readonly string[]): Part[] {
  const isHit = Array.from({ length: text.length }, () => false)
  for (const word of wanted)
    for (const folded of ways) for (const [from, to] of placesOf(folded, word)) isHit.fill(true, from, to)
  const parts: Part[] = []
  for (let at = 0; at < text.length; at++) {
    const hit = isHit[at] === true
    const last = parts.at(-1)
    if (last?.hit === hit) last.text += text[at]
    else parts.push({ text: text[at] ?? '', hit })
  }
  return parts
}

/** From where to where in the text words begin like this. */
function placesOf({ letters, at }: Folded, word: string): [from: number, to: number][] {
  const places: [number, number][] = []
  for (let from = letters.indexOf(word); from !== -1; from = letters.indexOf(word, from + 1)) {
    if (from === 0 || letters[from - 1] === ' ')
      places.push([at[from] ?? 0, (at[from + word.length - 1] ?? 0) + 1])
  }
  return places
}

/** `at`: where in the text each letter stands. */
interface Folded {
  letters: string
  at: readonly number[]
}

/**
 * Small letters and digits without their accents (Unicode's NFKD), and spaces between words. `joint` stands for what joins two words, such as a hyphen or an apostrophe.
 */
function foldText(text: string, joint: '' | ' '): Folded {
  let letters = ''
  const at: number[] = []
  for (let index = 0; index < text.length; index++) {
    const plain = (text[index] ?? '').normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '')
    const folded = /^['’\-‐]$/.test(plain) ? joint : plain.replaceAll(/[^\p{L}\p{N}]/gu, ' ')
    for (const letter of folded) {
      letters += letter
      at.push(index)
    }
  }
  return { letters, at }
}
