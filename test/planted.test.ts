/** Plants every fault that the quick check promises to find in a copy of the project, and runs the check on it. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listFiles, PROJECT } from './architecture/modules.ts'

interface Plant {
  fault: string
  path: string
  text: string
  /** What the check must say, on a line that names the file (or, for oxlint, beside it). */
  says: RegExp
}

const context = "import type { Context } from '../../server/context.ts'\n"
const database = "import { audited, door, write } from '../../server/db/database.ts'\n"
const words = 'export const Planted = ({ open }: { open: boolean }) =>'

const PLANTS: readonly Plant[] = [
  {
    fault: 'an endpoint without access rule',
    path: 'features/audit/planted-access.ts',
    text: `import { route } from '../../server/http/route.ts'\nimport { listEvents } from './contract.ts'\nexport const planted = [route(listEvents, async () => ({ events: [] }))]\n`,
    says: /error TS\d+: (?:Expected 3 arguments|Argument of type)/,
  },
  {
    fault: 'an endpoint whose access is none of the list',
    path: 'features/audit/planted-access-word.ts',
    text: `import { route } from '../../server/http/route.ts'\nimport { listEvents } from './contract.ts'\nexport const planted = [route(listEvents, { who: 'anybody' }, async () => ({ events: [] }))]\n`,
    says: /error TS2322/,
  },
  {
    fault: 'an import through a wall, seen by the types',
    path: 'web/planted-wall.ts',
    text: `export { read } from '../server/db/database.ts'\n`,
    says: /error TS6307/,
  },
  {
    fault: 'an import through a wall, seen by the architecture test',
    path: 'features/people/planted-wall.ts',
    text: `export { sessionProblem } from '../sessions/routes.ts'\n`,
    says: /imports \.\.\/sessions\/routes\.ts: a feature calls only features that stand before it/,
  },
  {
    fault: 'a write without an audit event',
    path: 'features/audit/planted-write.ts',
    text: `${context}${database}export const planted = (ctx: Context) => write(ctx, async (tx) => { await tx.deleteFrom('due').execute() })\nexport { audited, door }\n`,
    says: /error TS2\d+.*Audited|error TS2345/,
  },
  {
    fault: 'a write with an empty list of events',
    path: 'features/audit/planted-no-event.ts',
    text: `${context}${database}export const planted = (ctx: Context) => write(ctx, async () => audited([]))\nexport { door }\n`,
    says: /error TS2\d+/,
  },
  {
    fault: 'a write past write(), by the connection',
    path: 'features/audit/planted-connection.ts',
    text: `${context}export const planted = (ctx: Context) => ctx.kernel.database.pool\n`,
    says: /enamel\(audited-write\)/,
  },
  {
    fault: 'a write past write(), by the door',
    path: 'features/audit/planted-door.ts',
    text: `import { sql } from 'kysely'\nexport const planted = (door: never) => sql\`UPDATE clinic SET name = \${'x'}\`.execute(door)\n`,
    says: /enamel\(audited-write\)/,
  },
  {
    fault: 'a forgotten await',
    path: 'server/planted-await.ts',
    text: `const save = async () => true\nexport function planted() {\n  save()\n}\n`,
    says: /typescript\(no-floating-promises\)/,
  },
  {
    fault: 'a promise asked as if it were an answer',
    path: 'server/planted-condition.ts',
    text: `const isAllowed = async () => false\nexport const planted = () => (isAllowed() ? 'in' : 'out')\n`,
    says: /typescript\(no-misused-promises\)/,
  },
  {
    fault: 'a new Date()',
    path: 'pure/planted-date.ts',
    text: 'export const planted = () => new Date()\n',
    says: /enamel\(one-clock\)/,
  },
  {
    fault: 'a new Date() of the global object',
    path: 'web/planted-date.ts',
    text: 'export const planted = () => new globalThis.Date()\n',
    says: /enamel\(one-clock\)/,
  },
  {
    fault: 'a Date.now()',
    path: 'server/planted-now.ts',
    text: 'export const planted = () => Date.now()\n',
    says: /enamel\(one-clock\)/,
  },
  {
    fault: 'a Date.now taken out',
    path: 'server/planted-taken.ts',
    text: 'const { now } = Date\nexport const planted = () => now()\n',
    says: /enamel\(one-clock\)/,
  },
  {
    fault: 'the clock by way of performance',
    path: 'server/planted-origin.ts',
    text: 'export const planted = () => new Date(performance.timeOrigin + performance.now())\n',
    says: /enamel\(one-clock\)/,
  },
  {
    fault: "the database's clock in a template",
    path: 'features/audit/planted-sql.ts',
    text: "import { sql } from 'kysely'\nexport const planted = sql`SELECT now()`\n",
    says: /enamel\(sql-clock\)/,
  },
  {
    fault: "the database's clock in a query",
    path: 'server/db/planted-query.ts',
    text: "import type pg from 'pg'\nexport const planted = (client: pg.Client) => client.query('SELECT current_timestamp')\n",
    says: /enamel\(sql-clock\)/,
  },
  {
    fault: "the database's clock in a migration",
    path: 'migrations/9999_planted.sql',
    text: 'ALTER TABLE due ADD COLUMN made_at timestamptz DEFAULT now();\n',
    says: /"migrations\/9999_planted\.sql"/,
  },
  {
    fault: 'English between tags',
    path: 'web/ui/planted-child.tsx',
    text: `${words} <p hidden={open}>Sign in</p>\n`,
    says: /react\(jsx-no-literals\)/,
  },
  {
    fault: 'English in a condition',
    path: 'web/ui/planted-condition.tsx',
    text: `${words} <p>{open ? 'Open' : 'Closed'}</p>\n`,
    says: /enamel\(catalogue-words\)/,
  },
  {
    fault: 'English in a template',
    path: 'web/ui/planted-template.tsx',
    text: `${words} <p>{\`It is \${String(open)}\`}</p>\n`,
    says: /enamel\(catalogue-words\)/,
  },
  ...['title', 'aria-label', 'placeholder', 'label', 'alt'].map((attribute) => ({
    fault: `English in ${attribute}`,
    path: `web/ui/planted-${attribute}.tsx`,
    text: `const Part = (_: Record<string, string | boolean>) => null\n${words} <Part hidden={open} ${attribute}="Close" />\n`,
    says: /react\(jsx-no-literals\)/,
  })),
  {
    fault: 'a console.log',
    path: 'features/audit/planted-console.ts',
    text: "export const planted = () => console.log('here')\n",
    says: /eslint\(no-console\)/,
  },
  {
    fault: 'a default export',
    path: 'pure/planted-default.ts',
    text: 'export default 1\n',
    says: /import\(no-default-export\)/,
  },
  {
    fault: 'a file of more than 400 lines',
    path: 'pure/planted-long.ts',
    text: Array.from({ length: 401 }, (_, line) => `export const line${line} = ${line}\n`).join(''),
    says: /eslint\(max-lines\)/,
  },
  {
    fault: 'a file named utils',
    path: 'pure/planted/utils.ts',
    text: 'export const planted = 1\n',
    says: /has a name that says nothing/,
  },
  {
    fault: 'a check silenced by a comment',
    path: 'pure/planted-silence.ts',
    text: ['// oxlint', 'disable-next-line no-console\nexport const planted = 1\n'].join('-'),
    says: /"pure\/planted-silence\.ts"/,
  },
  {
    fault: 'code that nobody uses',
    path: 'pure/planted-unused.ts',
    text: 'export const planted = 1\n',
    says: /planted-unused\.ts/,
  },
  {
    fault: 'a file that is not formatted',
    path: 'pure/planted-format.ts',
    text: 'export   const planted = "1";\n',
    says: /planted-format\.ts \(/,
  },
]

/** What looks alike and is allowed: named by neither types nor lint. */
const HARMLESS = {
  'features/audit/planted-harmless.ts': `${context}${database}export const planted = (ctx: Context, at: string) =>
  write(ctx, async (tx) => {
    await tx.deleteFrom('due').where('at', '<', new Date(at)).execute()
    return audited({ action: 'checklist.step_stated', category: 'config' }, Date.parse(at))
  })
export { door }
`,
  'web/ui/planted-harmless.tsx': `export const Planted = ({ open, word }: { open: boolean; word: (key: string) => string }) => (
  <p className="plain" title={word('a.b')} aria-live="polite" data-state={open ? 'open' : 'closed'}>
    {open && word('a.c')} · {word('a.d') === 'x' ? word('a.e') : null}
  </p>
)
`,
}

/** Tests are most of what the linter reads, and nothing is planted in them. */
const isNeeded = (path: string) => !path.endsWith('.test.ts') || path === 'test/architecture.test.ts'

let folder: string
let output: string
let status: number | null

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'enamel-planted-'))
  for (const path of listFiles().filter(isNeeded)) cpSync(join(PROJECT, path), join(folder, path))
  // A folder of links, so that the caches of the copy are its own.
  for (const below of ['', '.bin']) {
    mkdirSync(join(folder, 'node_modules', below), { recursive: true })
    for (const name of readdirSync(join(PROJECT, 'node_modules', below))) {
      if (name !== '.bin' && name !== '.cache')
        symlinkSync(join(PROJECT, 'node_modules', below, name), join(folder, 'node_modules', below, name))
    }
  }
  // What the types of the project were last time: so that only the plants are new. Packages keep their names in the copy,
  // as they would not behind links; or every file that knows one would be looked at again.
  const base = join(folder, 'tsconfig.base.json')
  const { compilerOptions } = JSON.parse(readFileSync(base, 'utf8')) as { compilerOptions: object }
  writeFileSync(base, JSON.stringify({ compilerOptions: { ...compilerOptions, preserveSymlinks: true } }))
  const types = join(PROJECT, 'node_modules/.cache/tsc')
  if (existsSync(types)) cpSync(types, join(folder, 'node_modules/.cache/tsc'), { recursive: true })
  const files = [...PLANTS.map(({ path, text }) => [path, text] as const), ...Object.entries(HARMLESS)]
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const ran = spawnSync(process.execPath, ['test/run/run.ts', 'check'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  output = stripVTControlCharacters(ran.stdout + ran.stderr)
  status = ran.status
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The lines about a file: those that name it, and the one above, where oxlint says which rule it was. */
const about = (path: string) => {
  const lines = output.split('\n')
  return lines.flatMap((line, index) => (line.includes(path) ? [`${lines[index - 1] ?? ''} ${line}`] : []))
}

describe('npm run check fails on', () => {
  it.each(PLANTS.map((plant) => [plant.fault, plant] as const))('%s', (_fault, { path, says }) => {
    expect(
      about(path).filter((line) => says.test(line)),
      `What was said of ${path}:\n${about(path).join('\n')}`,
    ).not.toEqual([])
  })

  it('all of them together, and says so in its last line', () => {
    expect(status).toBe(1)
    expect(output.trimEnd().split('\n').at(-1)).toMatch(/^\d+ passed, [1-9]\d* failed, \d+ skipped$/)
  })
})

describe('npm run check lets pass', () => {
  it.each(Object.keys(HARMLESS))('%s', (path) => {
    const said = about(path).filter((line) => /error TS|\[Error|[a-z]\([a-z-]+\)/.test(line))
    expect(said).toEqual([])
  })
})
