/** Builds the web into web/dist. Nothing is inlined: the page's policy allows fonts and scripts from the server only. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { build, defineConfig, type Plugin } from 'vite'
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
const isOfScreens = (key: string) => !/^mail\..+\.body$|^[a-z_]+\.paper\.|^log_verifier\./.test(key)

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

/** The words of the page for a memory stick, which is built by itself. */
const wordsOfVerifier: Plugin = {
  name: 'words-of-verifier',
  transform: {
    filter: { id: /\/features\/catalogue\.ts$/ },
    handler: () => {
      const own = Object.entries(catalogue).filter(([key]) => key.startsWith('log_verifier.'))
      return {
        code: `export const catalogue = ${JSON.stringify(Object.fromEntries(own))}`,
        moduleType: 'js',
        map: null,
      }
    },
  },
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** One HTML file with all that it needs inside; its policy lets nothing in and nothing out. */
async function verifierPage(): Promise<string> {
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [wordsOfVerifier],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'features/audit/web/verifier/main.ts', formats: ['iife'], name: 'verifier' },
    },
  })
  const output = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
  const [script = ''] = output.flatMap((file) => (file.type === 'chunk' ? [file.code] : []))
  const [style = ''] = output.flatMap((file) => (file.type === 'asset' ? [String(file.source)] : []))
  if (script === '' || style === '' || /<\/(?:script|style)/i.test(script + style))
    throw new Error('The page that checks a log cannot be made into one file')
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${catalogue['log_verifier.title']}</title>
<style>${style}</style>
</head>
<body>
<noscript>${catalogue['log_verifier.no_script']}</noscript>
<script>${script}</script>
</body>
</html>
`
}

/** `log-verifier.html` beside the pages. */
function verifier(): Plugin {
  return {
    name: 'verifier',
    async writeBundle({ dir = '' }) {
      writeFileSync(join(dir, 'log-verifier.html'), await verifierPage())
    },
  }
}

export default defineConfig({
  root: 'web',
  plugins: [react(), guides(), wordsOfScreens(), withoutJsonSchema(), compressed(), verifier()],
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
