/**
 * Who may import whom (ARCHITECTURE.md). Each wall is a sentence and a question about one import; the first
 * wall that an import runs into is its finding.
 */
import { builtinModules } from 'node:module'
import { type Import, type Modules, ROOMS } from './modules.ts'

/** A feature calls only those that stand before it. */
export const FEATURES = [
  'people',
  'reminders',
  'files',
  'sessions',
  'identity',
  'recovery',
  'shared-computers',
  'staff',
  'concerns',
  'clinics',
  'opening-hours',
  'law',
  'enforcement',
  'password-rules',
  'session-rules',
  'sign-in-times',
  'passkey-adoption',
  'systems',
  'shared-secrets',
  'installation',
  'mail',
  'api-keys',
  'patients',
  'audit',
  'sealing',
  'witnesses',
  'audit-exports',
  'audit-check',
  'keeping-times',
  'leavers',
  'access-reviews',
  'alerts',
  'domains',
  'training',
  'enrolment',
  'incidents',
  'beyond-the-ten',
  'checklist',
  'proof-folder',
  'guided-setup',
]

export interface Finding {
  wall: string
  /** `path:line`, or the path. */
  at: string
  text: string
}

/** What puts the parts together: the only ones that know every feature. */
const COMPOSITION = new Set(['server/main.ts', 'server/start.ts'])

const PURE_PACKAGES = /^(?:zod|@formatjs\/intl|@zxcvbn-ts\/.+)$/
/** The outside is the server's: a feature reaches it through server/. */
const OUTSIDE =
  /^(?:fastify|@fastify\/.+|pg|graphile-worker|nodemailer|node:(?:fs|net|http|https|http2|tls|dns|dgram|child_process|worker_threads|os)(?:\/.*)?)$/
const OWN_BUSINESS = /(?:^|[-/])(?:queries|routes|jobs|register|evidence)\.ts$/
const BAD_NAME = /(?:^|\/)(?:utils?|helpers?|common|misc|types)(?:\.[^/]+)?(?:\/|$)/

const isTest = (path: string) => /^(?:test|e2e|bench)\/|\.(?:test|e2e)\.tsx?$|\/testing\//.test(path)
const isConfig = (path: string) => /^[^/]+\.config\.ts$/.test(path)
const isContract = (path: string) => /^(?:features\/[^/]+|server\/http)\/(?:[a-z]+-)*contract\.ts$/.test(path)
const isWords = (path: string) => /^(?:features\/[^/]+|server\/http|web)\/(?:[a-z]+-)*words\.ts$/.test(path)
const isCatalogue = (path: string) => path === 'features/catalogue.ts'
const isPure = (path: string) => path.startsWith('pure/')
const isServer = (path: string) => path.startsWith('server/')
const isShell = (path: string) => path.startsWith('web/')
const isFeatureWeb = (path: string) => /^features\/[^/]+\/web\//.test(path)
const isFeatureServer = (path: string) =>
  /^features\/[^/]+\//.test(path) && !isFeatureWeb(path) && !isContract(path) && !isWords(path)
const isRouter = (path: string) => /^web\/(?:(?:door|log)-)?router\.tsx$/.test(path)
const isBrowser = (path: string) => isShell(path) || isFeatureWeb(path)
/** Runs in the browser too, so it cannot use Node. */
const isShared = (path: string) => isPure(path) || isContract(path) || isWords(path) || isCatalogue(path)
const isOurs = (path: string) => path.includes('/') && ROOMS.some((room) => path.startsWith(`${room}/`))
const isAsset = (path: string) => isOurs(path) && !/\.(?:ts|tsx|js|mjs)$/.test(path)
const isNode = (to: string) => to.startsWith('node:') || builtinModules.includes(to)
const featureOf = (path: string) => /^features\/([^/]+)\//.exec(path)?.[1]

const standsBefore = (to: string, from: string) => {
  const [earlier, later] = [featureOf(to), featureOf(from)].map((name) => FEATURES.indexOf(name ?? ''))
  return earlier !== undefined && later !== undefined && earlier >= 0 && earlier < later
}

interface Wall {
  name: string
  /** Said of an import that the wall keeps out. */
  says: string
  /** Modules it stands around; tests and configuration are asked by none but the first two walls. */
  around: (from: string) => boolean
  allows: (to: string, from: string, statement: Import) => boolean
}

const WALLS: readonly Wall[] = [
  { name: 'resolved', says: 'leads nowhere', around: () => true, allows: (to) => to !== '' },
  {
    name: 'tests',
    says: 'belongs to the tests',
    around: (from) => !isTest(from) && !isConfig(from),
    allows: (to) => !isTest(to) || to.startsWith('node:'),
  },
  {
    name: 'pure',
    says: 'pure/ imports pure/, zod, @formatjs/intl and @zxcvbn-ts alone: no I/O, no clock',
    around: isPure,
    allows: (to) => isPure(to) || PURE_PACKAGES.test(to),
  },
  {
    name: 'contract',
    says: 'a contract imports pure/ and zod alone',
    around: isContract,
    allows: (to) => isPure(to) || to === 'zod',
  },
  {
    name: 'words',
    says: 'words.ts imports types alone',
    around: isWords,
    allows: (to, _from, { typeOnly }) => typeOnly && isPure(to),
  },
  {
    name: 'catalogue',
    says: 'features/catalogue.ts joins words.ts files and imports nothing else',
    around: isCatalogue,
    allows: (to, _from, { typeOnly }) => isWords(to) || (typeOnly && isPure(to)),
  },
  {
    name: 'words-once',
    says: 'the words of a feature are read through features/catalogue.ts',
    around: (from) => !isCatalogue(from),
    allows: (to) => !isWords(to),
  },
  {
    name: 'alerts',
    says: 'nobody calls alerts: it reads the log',
    around: (from) => !COMPOSITION.has(from) && !isCatalogue(from) && featureOf(from) !== 'alerts',
    allows: (to, from) => featureOf(to) !== 'alerts' || (isContract(to) && isBrowser(from)) || isRouter(from),
  },
  {
    name: 'composition',
    says: 'only the command line starts from the whole',
    around: (from) => !COMPOSITION.has(from) && !from.startsWith('server/cli/'),
    allows: (to) => !COMPOSITION.has(to) && !to.startsWith('server/cli/'),
  },
  {
    name: 'register',
    says: 'server/main.ts alone lists what features register',
    around: (from) => COMPOSITION.has(from) || from.startsWith('server/cli/'),
    allows: (to) =>
      !isBrowser(to) && (!featureOf(to) || !OWN_BUSINESS.test(to) || to.endsWith('/register.ts')),
  },
  {
    name: 'server',
    says: 'server/ knows no feature and no web',
    around: (from) => isServer(from) && !COMPOSITION.has(from) && !from.startsWith('server/cli/'),
    allows: (to) => !isOurs(to) || isServer(to) || isPure(to),
  },
  {
    name: 'feature-outside',
    says: 'a feature reaches the outside through server/',
    around: isFeatureServer,
    allows: (to) => !OUTSIDE.test(to),
  },
  {
    name: 'feature-sql',
    says: 'a route has no SQL: it calls the service, or a query by name',
    around: (from) => isFeatureServer(from) && /(?:^|[-/])routes\.ts$/.test(from),
    allows: (to) => to !== 'kysely',
  },
  {
    name: 'feature-web',
    says: 'the server side of a feature knows no web',
    around: isFeatureServer,
    allows: (to) => !isBrowser(to),
  },
  {
    name: 'feature-order',
    says: 'a feature calls only features that stand before it',
    around: isFeatureServer,
    allows: (to, from) => !featureOf(to) || featureOf(to) === featureOf(from) || standsBefore(to, from),
  },
  {
    name: 'feature-service',
    says: "nobody reaches into another feature's queries, routes, jobs, evidence or register",
    around: isFeatureServer,
    allows: (to, from) => !featureOf(to) || featureOf(to) === featureOf(from) || !OWN_BUSINESS.test(to),
  },
  {
    name: 'web-node',
    says: 'what runs in the browser cannot use Node',
    around: (from) => isBrowser(from) || isShared(from),
    allows: (to) => !isNode(to),
  },
  {
    name: 'web-of-feature',
    says: "a feature's web sees contracts, pure/, the catalogue, web/ui, web/lib, and the web of features before it",
    around: isFeatureWeb,
    allows: (to, from) =>
      !isOurs(to) ||
      isPure(to) ||
      (isContract(to) && !isServer(to)) ||
      isCatalogue(to) ||
      /^web\/(?:ui|lib)\//.test(to) ||
      (isFeatureWeb(to) && (featureOf(to) === featureOf(from) || standsBefore(to, from))),
  },
  {
    name: 'web-shell',
    says: 'the shell sees contracts, pure/ and the catalogue; web/router.tsx, web/door-router.tsx and web/log-router.tsx alone list pages',
    around: isShell,
    allows: (to, from) =>
      !isOurs(to) ||
      isPure(to) ||
      (isContract(to) && !isServer(to)) ||
      isCatalogue(to) ||
      (isShell(to) && (!/^web\/(?:ui|lib)\//.test(from) || /^web\/(?:ui|lib)\//.test(to) || isAsset(to))) ||
      (isFeatureWeb(to) && isRouter(from)),
  },
]

/** Every import that runs into a wall. */
export function checkWalls({ imports }: Modules): Finding[] {
  return imports.flatMap((statement) => {
    const { from, specifier, line, to = '' } = statement
    const asked = isTest(from) || isConfig(from) ? WALLS.slice(0, 2) : WALLS
    const wall = asked.find(({ around, allows }) => around(from) && !allows(to, from, statement))
    return wall
      ? [{ wall: wall.name, at: `${from}:${line}`, text: `imports ${specifier}: ${wall.says}` }]
      : []
  })
}

/** Modules outside the rooms, features outside the list, names that say nothing. */
export function checkPlaces({ sources }: Pick<Modules, 'sources'>): Finding[] {
  return [...sources.keys()].flatMap((path): Finding[] => {
    const feature = featureOf(path)
    if (!isOurs(path) && !isConfig(path))
      return [{ wall: 'rooms', at: path, text: `lies in none of ${ROOMS.join(', ')}` }]
    if (feature && !FEATURES.includes(feature))
      return [{ wall: 'features', at: path, text: 'is of no feature in the list' }]
    if (BAD_NAME.test(path))
      return [{ wall: 'names', at: path, text: 'has a name that says nothing of what is inside' }]
    return []
  })
}

/** Each ring of modules that import one another at run time, named by its members. */
export function checkCycles({ sources, imports }: Modules): Finding[] {
  const next = Map.groupBy(
    imports.filter(({ to, typeOnly }) => !typeOnly && to !== undefined && sources.has(to)),
    ({ from }) => from,
  )
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const findings: Finding[] = []
  const visit = (module: string) => {
    state.set(module, 'open')
    path.push(module)
    for (const { to = '' } of next.get(module) ?? []) {
      if (state.get(to) === 'open') {
        const ring = [...path.slice(path.indexOf(to)), to]
        findings.push({ wall: 'cycles', at: to, text: `is part of a ring: ${ring.join(' → ')}` })
      } else if (!state.has(to)) visit(to)
    }
    path.pop()
    state.set(module, 'done')
  }
  for (const module of sources.keys()) if (!state.has(module)) visit(module)
  return findings
}
