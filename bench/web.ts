/** What a browser has to fetch before somebody can sign in or read Home, and how long that takes. */
import { join } from 'node:path'
import { fastify, type FastifyInstance } from 'fastify'
import { type Browser, chromium, type Cookie, type Response } from 'playwright-core'
import { build } from 'vite'
import { addWeb } from '../server/http/web.ts'
import { findChromium } from '../test/chromium.ts'
import { compressed } from '../vite.config.ts'
import { openDesk } from './desk.ts'
import { type Bench, type Figure, figure, median } from './figure.ts'
import { signIn } from './http.ts'

/** Issue 3, "Figures to reach": compressed script. */
const SCRIPT_KILOBYTES = 220

export const webBench: Bench = {
  name: 'web',
  about: 'Compressed script and style of the sign-in page and Home, and until they can be used.',
  async run({ quick, times = quick ? 5 : 15, say }) {
    const desk = await openDesk(1)
    let browser: Browser | undefined
    let empty: FastifyInstance | undefined
    try {
      const [person] = desk.people
      if (!person) throw new Error('Nobody is at the desk')
      const { port, origin } = desk.program
      empty = await serveEmptyPage(join(desk.folder, 'empty'))
      const program = await findChromium()
      const env = { ...(process.env as Record<string, string>), ...program.env }
      browser = await chromium.launch({ executablePath: program.path, args: program.args, env })
      const cookies = cookiesFor(await signIn(port, person.email, person.password))
      const emptyOrigin = await empty.listen({ port: 0, host: 'localhost' })
      const pages: Page[] = [
        { name: 'empty page', url: emptyOrigin, usable: 'input[type=email]', cookies: [], loads: [] },
        { name: 'sign-in', url: `${origin}/sign-in`, usable: 'input[type=email]', cookies: [], loads: [] },
        { name: 'Home', url: `${origin}/`, usable: 'main ol li h2', cookies, loads: [] },
      ]
      // The first round is not counted: it reads the browser's own files from the disk.
      for (let round = 0; round <= times; round += 1) {
        for (const page of pages) {
          const load = await loadCold(browser, page)
          if (round > 0) page.loads.push(load)
        }
        if (round > 0)
          say(
            `round ${round}: ${pages.map(({ name, loads }) => `${name} ${loads.at(-1)?.seconds.toFixed(3)} s`).join(', ')}`,
          )
      }
      const [limit, ...ours] = pages
      for (const { name, loads } of ours) say(partsOf(name, loads[0]))
      return ours.flatMap((page) => figuresOf(page, limit))
    } finally {
      await browser?.close()
      await empty?.close()
      await desk.close()
    }
  },
}

interface Page {
  name: string
  url: string
  /** What is there once the page can be used. */
  usable: string
  cookies: Cookie[]
  loads: Load[]
}

interface Load {
  /** From the navigation until `usable` stands there and the main thread is free. */
  seconds: number
  /** Of every file asked for until then, as it came over the line. */
  files: { name: string; kind: string; bytes: number }[]
}

/** In a browser of its own: no cache, no storage. */
async function loadCold(browser: Browser, { url, usable, cookies }: Page): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  try {
    await context.addCookies(cookies)
    await context.addInitScript(`globalThis.untilUsable = new Promise((resolve) => {
      const look = () => document.querySelector(${JSON.stringify(usable)})
        ? requestIdleCallback(() => resolve(performance.now()))
        : requestAnimationFrame(look)
      look()
    })`)
    const page = await context.newPage()
    const responses: Response[] = []
    page.on('response', (response) => responses.push(response))
    await page.goto(url)
    const milliseconds = await page.evaluate<number>('globalThis.untilUsable')
    const asked = responses.slice()
    const files = await Promise.all(
      asked.map(async (response) => {
        const request = response.request()
        const { responseBodySize } = await request.sizes()
        const name = new URL(response.url()).pathname.split('/').at(-1) ?? ''
        return { name, kind: request.resourceType(), bytes: responseBodySize }
      }),
    )
    return { seconds: milliseconds / 1000, files }
  } finally {
    await context.close()
  }
}

const kilobytes = ({ loads }: Page, kind: string) =>
  median(
    loads.map(({ files }) =>
      files.filter((file) => file.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0),
    ),
  ) / 1000

function figuresOf(page: Page, limit: Page | undefined): Figure[] {
  if (!limit) throw new Error('No empty page was measured')
  const seconds = ({ loads }: Page) => median(loads.map((load) => load.seconds))
  return [
    figure(`${page.name}: script`, kilobytes(page, 'script'), 'kB', {
      limit: kilobytes(limit, 'script'),
      target: SCRIPT_KILOBYTES,
    }),
    figure(`${page.name}: style`, kilobytes(page, 'stylesheet'), 'kB', {
      limit: kilobytes(limit, 'stylesheet'),
    }),
    figure(`${page.name}: until it can be used`, seconds(page), 's', { limit: seconds(limit) }),
  ]
}

/** `sign-in: index-abc.js 80.1 kB, …`, the largest first. */
function partsOf(name: string, load: Load | undefined): string {
  const parts = (load?.files ?? [])
    .filter(({ kind }) => kind === 'script' || kind === 'stylesheet')
    .toSorted((a, b) => b.bytes - a.bytes)
    .map((file) => `${file.name} ${(file.bytes / 1000).toFixed(1)} kB`)
  return `${name}: ${parts.join(', ')}`
}

/** The least that a page of this kind can be: React and one field, built and served as ours. */
async function serveEmptyPage(folder: string): Promise<FastifyInstance> {
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'rivals/empty-page'),
    logLevel: 'error',
    plugins: [compressed()],
    build: { outDir: folder, target: 'es2024', modulePreload: { polyfill: false } },
  })
  const app = fastify()
  await addWeb(app, folder)
  return app
}

function cookiesFor(header: string): Cookie[] {
  return header.split('; ').map((pair) => {
    const at = pair.indexOf('=')
    return {
      name: pair.slice(0, at),
      value: pair.slice(at + 1),
      domain: 'localhost',
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: true,
      sameSite: 'Lax' as const,
    }
  })
}
