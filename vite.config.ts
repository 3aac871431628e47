/** Builds the web into web/dist. Nothing is inlined: the page's policy allows fonts and scripts from the server only. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { defineConfig, type Plugin } from 'vite'
import { catalogue } from './features/catalogue.ts'
import { type Guide, toGuide } from './pure/guide/guide.ts'

/** One below the best: three percent more bytes for a tenth of the time, on the clinic's own computer. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

/** Scripts and styles compressed beside themselves, once, so that the server only has to send them. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(?:js|css)$/.test(file))) {
        const path = join(dir, name)
        const plain = readFileSync(path)
        writeFileSync(`${path}.br`, brotliCompressSync(plain, QUALITY))
        writeFileSync(`${path}.gz`, gzipSync(plain))
      }
    },
  }
}

/** The tree of a help article: read while the web is built, so that no browser needs a parser. */
export const readGuide = (markdown: string): Guide =>
  toGuide(fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] }))

/** `import { guide } from '….md'`. */
export function guides(): Plugin {
  return {
    name: 'guides',
    transform: {
      filter: { id: /\/guides\/[a-z-]+\.md$/ },
      handler: (markdown) => ({
        code: `export const guide = ${JSON.stringify(readGuide(markdown))}`,
        moduleType: 'js',
        map: null,
      }),
    },
  }
}

/** What mails say and what stands on paper is put together on the server: no screen shows it. */
const isOfScreens = (key: string) => !/^mail\..+\.body$|^[a-z_]+\.paper\./.test(key)

/** What people see first: the frame, the sign-in page and Home. Everything else is fetched together with all words. */
const FIRST = [
  'web/main.tsx',
  'web/shell.tsx',
  'features/identity/web/sign-in-page.tsx',
  'features/checklist/web/home-page.tsx',
]
/** Beginnings of keys that no module of these names: the server says which. */
const FIRST_BY_SERVER = ['checklist.elsewhere.', 'checklist.evidence.']

/** These modules and whatever of ours they need at once, not what they fetch later. */
function textsOf(paths: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>()
  const add = (path: string): void => {
    if (texts.has(path) || !/\.tsx?$/.test(path) || path === 'features/catalogue.ts') return
    const text = readFileSync(join(import.meta.dirname, path), 'utf8')
    texts.set(path, text)
    for (const [, one] of text.matchAll(/^(?:(?:import|export) (?!type\b)[^'"]*from |import )'(\.[^']+)'/gm))
      if (one) add(join(dirname(path), one))
  }
  for (const path of paths) add(path)
  return texts
}

/**
 * The keys of the first load: every key that one of the first modules names, whole or by its beginning, as in
 * `menu.${name}`. Rather too many than one too few.
 */
export function firstKeys(): ReadonlySet<string> {
  const keys = Object.keys(catalogue).filter(isOfScreens)
  const named = [...textsOf(FIRST).values()]
    .flatMap((text) => [...text.matchAll(/['"`]([a-z][\w-]*\.[\w.-]*)(?:['"`]|\$\{)/g)])
    .map(([, start = '']) => start)
    // A refusal waits for all words (`web/lib/api.ts`), but for those that no server sends.
    .filter((start) => start !== 'problem.')
  const starts = [...new Set([...named, ...FIRST_BY_SERVER, 'problem.client.', 'problem.server.fault'])]
  return new Set(keys.filter((key) => starts.some((start) => key.startsWith(start))))
}

/** The catalogue as the screens need it: what is named first, and the others. */
export function wordsOfScreens(): Plugin {
  return {
    name: 'words-of-screens',
    transform: {
      filter: { id: /\/(?:features\/catalogue|web\/lib\/first-words)\.ts$/ },
      handler: (_code, id) => {
        const first = firstKeys()
        const isFirst = id.endsWith('first-words.ts')
        const kept = Object.entries(catalogue).filter(
          ([key]) => isOfScreens(key) && first.has(key) === isFirst,
        )
        const name = isFirst ? 'firstWords' : 'catalogue'
        return {
          code: `export const ${name} = ${JSON.stringify(Object.fromEntries(kept))}`,
          moduleType: 'js',
          map: null,
        }
      },
    },
  }
}

/** Writing schemas out as JSON Schema: nothing in a browser does it, and no bundler can tell. */
export function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    transform: {
      filter: { id: /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/ },
      handler: (code) => ({
        code: [...code.matchAll(/^export (?:function|const) (\w+)/gm)]
          .map(([, name]) => `export const ${name} = () => undefined`)
          .join('\n'),
        map: null,
      }),
    },
  }
}

export default defineConfig({
  root: 'web',
  plugins: [react(), guides(), wordsOfScreens(), withoutJsonSchema(), compressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The lists of common passwords, loaded where a password is set.
    chunkSizeWarningLimit: 1_500,
  },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
})
