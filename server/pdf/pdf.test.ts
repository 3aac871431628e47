/** Names of all the languages a practice has, on paper; and what somebody may type to break it. */
import { inflateSync } from 'node:zlib'
import Pdf from 'pdfkit'
import { describe, expect, it, vi } from 'vitest'
import { type Block, type Paper, type Piece, renderPdf } from './pdf.ts'
import { picturesOf } from './testing/pictures.ts'

const paper = (blocks: readonly Block[], wish: Partial<Paper> = {}): Paper => ({
  title: 'Try',
  language: 'en',
  clinic: 'Marsh Lane Dental',
  country: 'GB',
  dated: new Date('2026-06-02T10:00:00Z'),
  foot: (page, of) => ['Marsh Lane Dental', `Page ${page} of ${of}`],
  sheets: [{ blocks }],
  ...wish,
})
const typed = (text: string): Piece[] => [{ text, theirs: true }]

async function look(blocks: readonly Block[], name: string) {
  const pages = await picturesOf(await renderPdf(paper(blocks)), name)
  expect(pages).toHaveLength(1)
  const [page] = pages
  if (!page) throw new Error('no page')
  return page
}

/** Every stream of a PDF, opened; pdfkit packs them all with deflate. */
function streamsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1')
  return [...text.matchAll(/stream\n/g)].flatMap(({ index }) => {
    if (text.slice(index - 3, index) === 'end') return []
    const from = index + 'stream\n'.length
    try {
      return [inflateSync(pdf.subarray(from, text.indexOf('endstream', from))).toString('latin1')]
    } catch {
      return []
    }
  })
}

/** How often the glyph that fonts show for what they do not have is drawn: glyph 0 of a font's slice. */
function missingGlyphs(pdf: Buffer): number {
  const shown = streamsOf(pdf).flatMap((stream) => [...stream.matchAll(/<((?:[0-9a-f]{4})+)>[^\]]*\] TJ/g)])
  expect(shown.length, 'texts in the page').toBeGreaterThan(0)
  return shown.filter(([, codes = '']) => /^(?:[0-9a-f]{4})*?0000/.test(codes)).length
}

/** What is drawn on the first line, from its left edge on. */
async function fromTheLeft(text: readonly Piece[]): Promise<string[]> {
  const drawing = vi.spyOn(Pdf.prototype, 'text')
  await renderPdf(paper([{ kind: 'text', text }], { foot: () => ['', ''] }))
  const drawn = drawing.mock.calls.map(([run, x]) => ({ run: String(run), x: Number(x) }))
  drawing.mockRestore()
  return drawn.toSorted((a, b) => a.x - b.x).map(({ run }) => run)
}

const NAMES = {
  yoruba: 'Adéọlá Ọ̀ṣọ́-Olúwaṣeun Ẹ̀bùn',
  igbo: 'Ụzọamaka Ị̀kẹ́ Ṅwa',
  hausa: 'Ɓala Ɗanladi Ƙasimu',
  twi: 'Akosua Ɔforiwaa Ɛdze Kɔfi',
  ewe: 'Ɖzifa Ŋutsu Kɔ̃ Mɛ̃',
  apostrophe: "Siobhán O’Brien-D'Arcy",
  polish: 'Zażółć Gęślą Jaźń',
  greek: 'Ελένη Παπαδοπούλου',
  bulgarian: 'Живка Щерева',
  chinese: '陈小明，口腔诊所',
  rare: '龘靐',
  arabic: 'مريم عبد الرحمن',
  persian: 'می‌خواهم گچپژ',
  urdu: 'ڈاکٹر ٹھیک',
}

describe('a name', () => {
  it.each(Object.entries(NAMES))(
    'is drawn with its own letters, light and strong: %s',
    async (language, name) => {
      const blocks: Block[] = [
        { kind: 'text', text: typed(name) },
        { kind: 'text', text: [{ text: name, theirs: true, strong: true }], size: 'lead' },
      ]
      const pdf = await renderPdf(paper(blocks))
      expect(missingGlyphs(pdf)).toBe(0)
      const page = await look(blocks, `name-${language}`)
      // Both lines have ink, and the paper below has none.
      expect(page.ink(28, 41)).toBeGreaterThan(0.002)
      expect(page.ink(46, 62)).toBeGreaterThan(0.002)
      expect(page.ink(70, 700)).toBe(0)
      // pdfium sets a mark apart from its letter now and then, and turns Arabic words around.
      const letters = (text: string) => text.normalize('NFD').replaceAll(/[\p{M}\s]/gu, '')
      if (!/[\u0600-\u06ff]/.test(name)) expect(letters(page.text)).toContain(letters(name))
    },
  )

  it('of every language stands beside the others, for looking at', async () => {
    const { text } = await look(
      [
        {
          kind: 'rows',
          columns: [90, '1', '1'],
          rows: Object.entries(NAMES).map(([language, name]) => [
            { text: language },
            { text: typed(name) },
            { text: [{ text: name, theirs: true, strong: true }] },
          ]),
        },
      ],
      'names',
    )
    expect(text).toContain('yoruba')
  })

  it('that reads from right to left stands so: its words from the right, the sentence around it unturned', async () => {
    const text: Piece[] = ['Rings ', { text: 'سارة (12) علي', theirs: true }, ', then leaves.']
    expect(await fromTheLeft(text)).toEqual([
      'Rings ',
      'علي',
      ' ',
      '(',
      '12',
      ')',
      ' ',
      'سارة',
      ', then leaves.',
    ])
    await look([{ kind: 'text', text }], 'name-inside')
  })

  it('with a telephone number keeps the number’s order', async () => {
    const text: Piece[] = [
      { text: 'مريم ', theirs: true },
      { text: '0700 555 0110', theirs: true, ltr: true },
      { text: ' علي', theirs: true },
    ]
    const seen = await fromTheLeft(text)
    expect(seen).toContain('0700 555 0110')
    await look([{ kind: 'text', text }], 'name-number')
  })

  it('is told as it was written to whoever copies it or listens to it', async () => {
    const pdf = await renderPdf(paper([{ kind: 'text', text: typed(NAMES.arabic) }]))
    const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('latin1')
    for (const word of NAMES.arabic.split(' ')) {
      const escaped = utf16(word).replaceAll(/[\\()]/g, (character) => `\\${character}`)
      expect(
        streamsOf(pdf).some((stream) => stream.includes(escaped)),
        word,
      ).toBe(true)
    }
  })

  it('without letters in any font is boxes, and never a fall', async () => {
    const pdf = await renderPdf(paper([{ kind: 'text', text: typed('\u{12031}\u{12032} 🦷 \u0e01') }]))
    expect((await picturesOf(pdf, 'name-unknown'))[0]?.ink(28, 41)).toBeGreaterThan(0.001)
  })
})

describe('what somebody types', () => {
  it('cannot turn the words around it', async () => {
    const { text } = await look(
      [
        {
          kind: 'text',
          text: ['Rings ', { text: 'Ada \u202egnp.exe \u2067 \u2066', theirs: true }, ' first'],
        },
      ],
      'attack-turned',
    )
    expect(text).toContain('Rings Ada gnp.exe first')
  })

  it('leaves nothing that cannot be seen', async () => {
    const { text } = await look(
      [{ kind: 'text', text: typed('a\u0000b\u0007c\u0085d\u2028e\ufefff\u00adg\ud800h\u200bi') }],
      'attack-control',
    )
    expect(text).not.toMatch(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
    expect(text.replaceAll(/\s/g, '')).toMatch(/^abcdefg.?hi/)
  })

  it.each([
    ['a word of 2,000 letters', 'W'.repeat(2_000)],
    ['2,000 words', 'word '.repeat(2_000)],
    ['2,000 ideographs', '歯'.repeat(2_000)],
    ['2,000 Arabic letters', 'ع'.repeat(2_000)],
    ['one letter under 2,000 marks', `a${'\u0301'.repeat(2_000)}`],
    ['2,000 of the widest letter', '\ufdfd'.repeat(2_000)],
    ['2,000 line breaks', '\n'.repeat(2_000)],
    ['2,000 boxes', '\u{12031}'.repeat(2_000)],
  ])('stays on its page: %s', { timeout: 60_000 }, async (name, text) => {
    const page = await look(
      [
        { kind: 'heading', text: typed(text) },
        { kind: 'text', text: typed(text) },
        { kind: 'rows', columns: [60, '1'], rows: [[{ text: typed(text) }, { text: typed(text) }]] },
      ],
      `attack-${name.replaceAll(/[^a-z]/gi, '-')}`,
    )
    expect(page.text).toContain('Page 1 of 1')
    if (!name.includes('widest')) expect(page.edgesAreClear(22)).toBe(true)
  })
})

describe('a paper', () => {
  const blocks: Block[] = [
    { kind: 'title', text: 'Title', aside: ['aside'] },
    { kind: 'heading', text: 'Known', plate: { label: '1', fill: 'measured' } },
    {
      kind: 'rows',
      columns: [30, '1'],
      rows: [[{ plate: { label: '2', fill: 'stated' } }, { text: 'row' }]],
    },
    { kind: 'lines', count: 'rest' },
  ]

  it('of equal content has equal bytes; of another date others', async () => {
    const [first, second] = [await renderPdf(paper(blocks)), await renderPdf(paper(blocks))]
    expect(Buffer.compare(first, second)).toBe(0)
    const later = await renderPdf(paper(blocks, { dated: new Date('2026-06-03T10:00:00Z') }))
    expect(Buffer.compare(first, later)).not.toBe(0)
  })

  it('says its title, language, author and date, and what its parts are', async () => {
    const text = (await renderPdf(paper(blocks, { title: 'Plan, Ọlá’s' }))).toString('latin1')
    expect(text).toContain('/Lang (en)')
    expect(text).toContain('(Marsh Lane Dental)')
    expect(text).toContain('(D:20260602100000Z)')
    expect(text).toContain('/DisplayDocTitle true')
    expect(text).toContain('/Marked true')
    for (const part of ['Document', 'H1', 'H2', 'Table', 'TR', 'TD']) expect(text).toContain(`/S /${part}\n`)
  })

  it.each([
    ['US', 612, 792],
    ['NG', 595, 842],
    ['ZZ', 595, 842],
  ])('of %s is of the size its printers have', async (country, width, height) => {
    const [page] = await picturesOf(await renderPdf(paper(blocks, { country })), `size-${country}`)
    expect([Math.round(page?.width ?? 0), Math.round(page?.height ?? 0)]).toEqual([width, height])
  })

  it('tells the four fills apart in black and white', async () => {
    const fills = ['measured', 'stated', 'unknown', 'retired'] as const
    const pages = await Promise.all(
      fills.map((fill) => look([{ kind: 'heading', text: '', plate: { label: '', fill } }], `plate-${fill}`)),
    )
    const [solid = 0, hatched = 0, dashed = 0, struck = 0] = pages.map((page) => page.ink(28, 46))
    expect(solid).toBeGreaterThan(hatched * 1.5)
    expect(hatched).toBeGreaterThan(dashed * 1.2)
    expect(dashed).toBeGreaterThan(0)
    // A whole edge and a stroke, past the number in the middle.
    expect(struck).toBeGreaterThan(dashed * 1.2)
  })

  it('counts its pages', async () => {
    const pages = await picturesOf(
      await renderPdf(paper([], { sheets: [{ blocks }, { blocks }, { blocks }] })),
      'three',
    )
    expect(pages.map(({ text }) => /Page \d of \d/.exec(text)?.[0])).toEqual([
      'Page 1 of 3',
      'Page 2 of 3',
      'Page 3 of 3',
    ])
  })
})
