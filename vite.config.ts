/** Builds the web into web/dist. Nothing is inlined: the page's policy allows fonts and scripts from the server only. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** The catalogue as the screens need it, a sixth smaller. */
export function wordsOfScreens(): Plugin {
  return {
    name: 'words-of-screens',
    transform: {
      filter: { id: /\/features\/catalogue\.ts$/ },
      handler: () => {
        const kept = Object.entries(catalogue).filter(([key]) => isOfScreens(key))
        return {
          code: `export const catalogue = ${JSON.stringify(Object.fromEntries(kept))}`,
          moduleType: 'js',
          map: null,
        }
      },
    },
  }
}

export default defineConfig({
  root: 'web',
  plugins: [react(), guides(), wordsOfScreens(), compressed()],
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
