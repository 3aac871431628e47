import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, PROJECT, readModules, readSources, type Sources } from './architecture/modules.ts'
import { checkCycles, checkPlaces, checkWalls, type Finding } from './architecture/walls.ts'
import { SQL_CLOCK } from './lint/sql-clock.ts'

const sources = readSources()
const modules = readModules(sources)
const lines = (findings: readonly Finding[]) =>
  findings.map(({ wall, at, text }) => `${at} ${text} [${wall}]`)

/** The tree as it is, and one module more. */
const planted = (path: string, text: string) => {
  const more: Sources = new Map([...sources, [path, text]])
  return readModules(more)
}

describe('the modules', () => {
  it('are all seen: as many as lie on the disk', () => {
    const onDisk = globSync('**/*.{ts,tsx,mts,cts,js,mjs,cjs,jsx}', {
      cwd: PROJECT,
      exclude: (path) => /(?:^|\/)(?:node_modules|\.git|data|coverage|dist)$/.test(path),
    })
    process.stdout.write(`architecture: ${sources.size} modules, ${modules.imports.length} imports\n`)
    expect(sources.size).toBe(onDisk.length)
    expect(sources.size).toBeGreaterThan(50)
    expect(modules.imports.length).toBeGreaterThan(sources.size)
  })

  it('import nothing through a wall', () => {
    expect(lines(checkWalls(modules))).toEqual([])
  })

  it('import one another in no ring', () => {
    expect(lines(checkCycles(modules))).toEqual([])
  })

  it('lie in known rooms under names that say something', () => {
    expect(lines(checkPlaces(modules))).toEqual([])
  })
})

describe('a forbidden import is seen:', () => {
  it.each([
    ['resolved', 'server/planted.ts', "import './nothing-of-this-name.ts'"],
    ['tests', 'server/planted.ts', "import '../test/architecture/modules.ts'"],
    ['tests', 'features/audit/planted.ts', "export { startTestApp } from '../../test/app.ts'"],
    ['pure', 'pure/planted.ts', "import { readFileSync } from 'node:fs'"],
    ['pure', 'pure/planted.ts', "import type { Context } from '../server/context.ts'"],
    ['pure', 'pure/planted.ts', "export * from '../features/audit/contract.ts'"],
    ['pure', 'pure/planted.ts', "import pg from 'pg'"],
    ['contract', 'features/staff/contract.ts', "import { httpProblem } from '../../server/http/contract.ts'"],
    ['contract', 'features/staff/contract.ts', "import { listEvents } from '../audit/contract.ts'"],
    ['words', 'features/staff/words.ts', "import { staff } from './contract.ts'"],
    ['words', 'features/staff/words.ts', "import { createWords } from '../../pure/words/words.ts'"],
    ['catalogue', 'features/catalogue.ts', "import { auditActions } from './audit/contract.ts'"],
    ['words-once', 'features/audit/service.ts', "import { sessionWords } from '../sessions/words.ts'"],
    ['words-once', 'web/ui/planted.tsx', "import { sessionWords } from '../../features/sessions/words.ts'"],
    ['alerts', 'features/checklist/planted.ts', "import { raise } from '../alerts/service.ts'"],
    ['alerts', 'server/jobs/planted.ts', "import { raise } from '../../features/alerts/service.ts'"],
    ['composition', 'server/http/planted.ts', "import '../main.ts'"],
    ['composition', 'features/audit/planted.ts', "import '../../server/cli/enamel.ts'"],
    ['register', 'server/main.ts', "import { sessionRoutes } from '../features/sessions/routes.ts'"],
    ['register', 'server/cli/planted.ts', "import { findPerson } from '../../features/people/queries.ts'"],
    [
      'server',
      'server/http/planted.ts',
      "import { getChecklist } from '../../features/checklist/contract.ts'",
    ],
    ['server', 'server/planted.ts', "const words = await import('../features/catalogue.ts')"],
    ['server', 'server/planted.ts', "type Shell = import('../web/main.tsx').Shell"],
    ['feature-outside', 'features/audit/queries.ts', "import pg from 'pg'"],
    ['feature-outside', 'features/audit/service.ts', "import { request } from 'node:https'"],
    ['feature-sql', 'features/audit/routes.ts', "import { sql } from 'kysely'"],
    ['feature-web', 'features/audit/service.ts', "import { Ledger } from './web/ledger.tsx'"],
    ['feature-order', 'features/people/service.ts', "import { endSessions } from '../sessions/service.ts'"],
    ['feature-order', 'features/clinics/service.ts', "import type { Step } from '../checklist/service.ts'"],
    [
      'feature-service',
      'features/checklist/service.ts',
      "import { listSessions } from '../sessions/queries.ts'",
    ],
    [
      'feature-service',
      'features/identity/service.ts',
      "import { personQueries } from '../people/person-queries.ts'",
    ],
    [
      'feature-service',
      'features/checklist/service.ts',
      "import { sessions } from '../sessions/register.ts'",
    ],
    ['web-node', 'web/lib/planted.ts', "import { readFileSync } from 'node:fs'"],
    ['web-node', 'features/audit/web/planted.tsx', "import { join } from 'path'"],
    [
      'web-of-feature',
      'features/audit/web/planted.tsx',
      "import { write } from '../../../server/db/database.ts'",
    ],
    ['web-of-feature', 'features/audit/web/planted.tsx', "import { findPerson } from '../service.ts'"],
    ['web-of-feature', 'features/people/web/planted.tsx', "import { Card } from '../../audit/web/card.tsx'"],
    ['web-shell', 'web/planted.tsx', "import { write } from '../server/db/database.ts'"],
    ['web-shell', 'web/ui/planted.tsx', "import { router } from '../router.tsx'"],
    ['web-shell', 'web/ui/planted.tsx', "import { SignIn } from '../../features/identity/web/sign-in.tsx'"],
  ])('%s, in %s: %s', (wall, path, text) => {
    // What the plant names need not exist yet; the walls are asked as if it did.
    const named = [...text.matchAll(/['"](\.[^'"]+)['"]/g)].map(([, specifier]) =>
      join(path, '..', specifier ?? ''),
    )
    const missing = wall === 'resolved' ? [] : named.filter((target) => !sources.has(target))
    const more = new Map<string, string>([
      ...sources,
      ...missing.map((target) => [target, ''] as const),
      [path, text],
    ])
    const findings = checkWalls(readModules(more)).filter(({ at }) => at.startsWith(`${path}:`))
    expect(findings.map((finding) => finding.wall)).toContain(wall)
  })

  it('a ring of three modules', () => {
    const ring = new Map<string, string>([
      ['pure/one.ts', "import { two } from './two.ts'"],
      ['pure/two.ts', "export { three } from './three.ts'"],
      ['pure/three.ts', "const one = () => import('./one.ts')"],
      ['pure/four.ts', "import type { one } from './one.ts'"],
    ])
    expect(lines(checkCycles(readModules(ring)))).toEqual([
      'pure/one.ts is part of a ring: pure/one.ts → pure/two.ts → pure/three.ts → pure/one.ts [cycles]',
    ])
  })

  it.each([
    ['rooms', 'scripts/deploy.ts'],
    ['rooms', 'deploy.ts'],
    ['features', 'features/billing/service.ts'],
    ['names', 'server/utils/dates.ts'],
    ['names', 'pure/password/helpers.ts'],
    ['names', 'features/audit/types.ts'],
  ])('%s: %s', (wall, path) => {
    const findings = checkPlaces(planted(path, 'export const one = 1'))
    expect(findings.map((finding) => [finding.wall, finding.at])).toEqual([[wall, path]])
  })
})

describe('what no parser reads', () => {
  const files = listFiles().filter((path) => /\.(?:sql|ts|tsx|js)$/.test(path))

  it('SQL files never ask the database for the time', () => {
    const asking = files
      .filter((path) => path.endsWith('.sql'))
      .filter((path) => SQL_CLOCK.test(readFileSync(join(PROJECT, path), 'utf8').replaceAll(/--.*$/gm, '')))
    expect(asking).toEqual([])
  })

  it('no comment silences a check', () => {
    const silencer = new RegExp(
      ['oxlint', 'eslint'].map((tool) => `${tool}-disable`).join('|') + '|@ts-(?:ignore|nocheck)',
    )
    const expected = /@ts-expect-error/
    const silenced = files.filter((path) => {
      const text = readFileSync(join(PROJECT, path), 'utf8')
      return silencer.test(text) || (expected.test(text) && !path.includes('.test.'))
    })
    expect(silenced).toEqual([])
  })
})
