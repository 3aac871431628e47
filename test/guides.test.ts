/** The help articles: each is drawn whole, titled as the screens call it, and ends in a table of troubles. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../features/catalogue.ts'
import { type Block, type Guide, plainText } from '../pure/guide/guide.ts'
import { POINTS } from '../pure/score/score.ts'
import { readGuide } from '../vite.config.ts'
import { PROJECT } from './architecture/modules.ts'

const NAMES = globSync('*.md', { cwd: join(PROJECT, 'guides') }).map((file) => file.replace('.md', ''))
const guideOf = (name: string): Guide =>
  readGuide(readFileSync(join(PROJECT, 'guides', `${name}.md`), 'utf8'))
const words: Record<string, string> = catalogue

const said = Object.values(words)
/** In bold is a button or a page, by its whole name. */
const isNamed = (text: string) => said.some((message) => message === text || message === `${text}?`)
/** In quotation marks is a sentence, or how it begins. */
const isQuoted = (text: string) => said.some((message) => message.includes(text.replace(/ …$/, '')))

const isTrouble = (block: Block): block is Extract<Block, { kind: 'table' }> =>
  block.kind === 'table' && plainText(block.head[0] ?? []) === 'What happens'

it('are all offered', () => {
  const offered = readFileSync(join(PROJECT, 'web/lib/guides.ts'), 'utf8')
  const troubles = NAMES.flatMap((name) => guideOf(name).blocks.filter(isTrouble)).flatMap(({ rows }) => rows)
  process.stdout.write(`guides: ${NAMES.length}, troubles: ${troubles.length}\n`)
  expect(NAMES.length).toBeGreaterThanOrEqual(5)
  for (const name of NAMES) expect(offered).toContain(`'${name}'`)
  expect(troubles.length).toBeGreaterThanOrEqual(28)
})

it('stand beside every setting of the menu', () => {
  const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8')
  const router = `${read('web/router.tsx')}\n${read('web/log-router.tsx')}`
  const settings = [...read('web/pages.ts').matchAll(/to: '(\/settings\/[^']+)'/g)].map(([, to = '']) => to)
  expect(settings.length).toBeGreaterThan(15)
  // Each says on the page itself all there is to say.
  const alone = new Set(['/settings/clinic/opening-hours'])
  const without = settings.filter((to) => {
    if (alone.has(to)) return false
    const [, rest = ''] = router.split(`'${to}',`)
    const [, file = ''] = /import\('\.\.\/([^']+)'\)/.exec(rest) ?? []
    return !read(file).includes('<GuideBeside ')
  })
  expect(without).toEqual([])
})

it('say of the score what it is made of', () => {
  const [points] = guideOf('score').blocks.filter((block) => block.kind === 'table')
  expect(points?.rows.map(([, of = []]) => Number(plainText(of)))).toEqual([...POINTS])
})

describe.each(NAMES)('%s', (name) => {
  const guide = guideOf(name)

  it('is called the same in the menu and in the article', () => {
    expect(words[`guide.${name}`]).toBe(guide.title)
    expect(words[`guide.${name}.about`]).toBeTruthy()
  })

  it('has a table of troubles, each with its cause and what to do', () => {
    const [table, ...more] = guide.blocks.filter(isTrouble)
    expect(more).toEqual([])
    for (const row of table?.rows ?? []) {
      expect(row).toHaveLength(3)
      for (const cell of row) expect(plainText(cell)).not.toBe('')
    }
  })

  it('calls buttons and sentences what the screens call them', () => {
    const text = readFileSync(join(PROJECT, 'guides', `${name}.md`), 'utf8').replaceAll("'", '’')
    // Before “When staff resist”: after it people are quoted.
    const [own = ''] = text.split('## When staff resist')
    // A list that begins in bold explains a word; a path through the menu is looked at below.
    const buttons = [...own.matchAll(/(- )?\*\*(.+?)\*\*/g)].flatMap(([, list, bold = '']) =>
      list || bold.includes('›') ? [] : [bold],
    )
    const sentences = [...own.matchAll(/“([^”]+)”/g)].map(([, quoted = '']) => quoted)
    expect(buttons.length + sentences.length).toBeGreaterThan(2)
    expect([...buttons.filter((one) => !isNamed(one)), ...sentences.filter((one) => !isQuoted(one))]).toEqual(
      [],
    )
  })

  it('leads to places that are in the menu, by the names they have there', () => {
    const text = JSON.stringify(guide)
    const places = [...text.matchAll(/((?:Settings|My profile) › [^"]+?)"/g)].map((match) => match[1] ?? '')
    const names = new Set(
      Object.entries(words)
        .filter(([key]) => key.startsWith('menu.'))
        .map(([, said]) => said),
    )
    // What stands within a page, not in the menu.
    const within = new Set(['Security keys'])
    const lost = places
      .flatMap((place) => place.split(' › '))
      .filter((one) => !names.has(one) && !within.has(one))
    expect(lost).toEqual([])
  })
})

it.each([
  ['a list in a list', '# T\n\n- a\n  - b\n'],
  ['HTML', '# T\n\n<b>x</b>\n'],
  ['a picture', '# T\n\n![x](y.png)\n'],
  ['no title', 'Text alone\n'],
])('one with %s is refused, so that nothing is left out silently', (_what, markdown) => {
  expect(() => readGuide(markdown)).toThrow(/A guide/)
})
