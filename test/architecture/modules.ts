/** All our modules and what each imports, read with the parser that also builds the web. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'vite'

export const PROJECT = join(import.meta.dirname, '..', '..')

/** Where modules of ours may lie; anything else is reported. */
export const ROOMS = ['features', 'pure', 'server', 'web', 'test', 'e2e', 'bench'] as const

const NOT_OURS = new Set(['node_modules', '.git', 'data', 'coverage', 'dist'])
const MODULE = /\.(?:ts|tsx|js|mjs|cjs|jsx|mts|cts)$/

/** Path from the project's folder → text. */
export type Sources = ReadonlyMap<string, string>

export interface Import {
  from: string
  /** As written. */
  specifier: string
  /** Path of a module or another file of ours, `node:…`, or the package's name; undefined when there is none. */
  to: string | undefined
  /** Gone at run time. */
  typeOnly: boolean
  line: number
}

export interface Modules {
  sources: Sources
  imports: readonly Import[]
}

/** Paths of all files below the project that are ours, `/` between folders. */
export function listFiles(folder = PROJECT, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : listFiles(folder, path)
    return [path]
  })
}

export function readSources(folder = PROJECT): Sources {
  return new Map(
    listFiles(folder)
      .filter((path) => MODULE.test(path))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  )
}

/** `others` are files that may be imported without being modules: style sheets, data, pictures. */
export function readModules(sources: Sources, others: ReadonlySet<string> = new Set(listFiles())): Modules {
  const imports = [...sources].flatMap(([from, text]) =>
    specifiersOf(from, text).map(({ specifier, typeOnly, at }) => ({
      from,
      specifier,
      typeOnly,
      to: resolve(from, specifier, sources, others),
      line: text.slice(0, at).split('\n').length,
    })),
  )
  return { sources, imports }
}

interface Specifier {
  specifier: string
  typeOnly: boolean
  at: number
}

/** Parsed once: the tests of the walls look at the same tree many times with one module more. */
const parsed = new Map<string, readonly Specifier[]>()

function specifiersOf(path: string, text: string): readonly Specifier[] {
  const key = `${path}\0${text}`
  const known = parsed.get(key) ?? parseSpecifiers(path, text)
  parsed.set(key, known)
  return known
}

function parseSpecifiers(path: string, text: string): readonly Specifier[] {
  const { module, errors, program } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`)
  const found: Specifier[] = module.staticImports.map((statement) => ({
    specifier: statement.moduleRequest.value,
    // `import { type A }` stays behind as `import {}`, so only `import type` is gone at run time.
    typeOnly: /^import\s+type\b(?!\s*(?:,|from\b))/.test(text.slice(statement.start, statement.end)),
    at: statement.start,
  }))
  for (const statement of module.staticExports) {
    const request = statement.entries.find((entry) => entry.moduleRequest)?.moduleRequest
    const typeOnly = /^export\s+type\b/.test(text.slice(statement.start, statement.end))
    if (request) found.push({ specifier: request.value, typeOnly, at: statement.start })
  }
  for (const call of module.dynamicImports) {
    const written = text.slice(call.moduleRequest.start, call.moduleRequest.end)
    const plain = /^(['"`])([^'"`$]*)\1$/.exec(written)?.[2]
    found.push({ specifier: plain ?? written, typeOnly: false, at: call.start })
  }
  // Types imported inside a type are not in the parser's list; few modules have the words at all.
  if ([...text.matchAll(/\bimport\(/g)].length > module.dynamicImports.length)
    found.push(...importTypes(program))
  return found
}

function importTypes(node: unknown): Specifier[] {
  if (typeof node !== 'object' || node === null) return []
  const { type, source, start } = node as { type?: string; source?: { value?: string }; start?: number }
  const below = Object.values(node).flatMap(importTypes)
  return type === 'TSImportType'
    ? [{ specifier: source?.value ?? '', typeOnly: true, at: start ?? 0 }, ...below]
    : below
}

function resolve(
  from: string,
  specifier: string,
  sources: Sources,
  others: ReadonlySet<string>,
): string | undefined {
  if (specifier.startsWith('node:')) return specifier
  if (!/^[./]/.test(specifier)) return /^(?:@[^/]+\/)?[^/'"`${}()\s]+/.exec(specifier)?.[0]
  const path = normalize(join(dirname(from), specifier.replace(/\?.*$/, '')))
  return sources.has(path) || others.has(path) ? path : undefined
}
