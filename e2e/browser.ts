/**
 * Real browsers for journeys. Whatever a page complains about fails the test: console errors, violations of the
 * content security policy, failed requests, answers of 500 and above.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Result } from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core'
import { afterEach } from 'vitest'
import { atEnd } from '../test/at-end.ts'
import { CACHE, findChromium } from '../test/chromium.ts'

export interface Visit {
  page: Page
  context: BrowserContext
  /** Resolves when nothing has been asked of the server for a moment, and all that is drawn is there. */
  still(): Promise<void>
  /** What the page complained about since the last call. */
  takeComplaints(): string[]
  close(): Promise<void>
}

export interface VisitOptions {
  /** Of the window, D 1280 × 800. */
  width?: number
  height?: number
  scheme?: 'light' | 'dark'
}

export interface TestBrowser {
  readonly version: string
  /** A person with a browser of their own: no cookie, no storage. */
  visit(options?: VisitOptions): Promise<Visit>
}

/** Milliseconds by which every answer is late (test/README.md); 0: none. */
const SLOW_MS = Number(process.env['ENAMEL_SLOW'] ?? 0)

/** By how much longer than otherwise a journey may take. */
export const PATIENCE = SLOW_MS > 0 ? 5 : 1

const visits: Visit[] = []

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    await Promise.all(visits.map((visit, index) => depict(visit, `${task.name} ${index}`)))
  const complaints = visits.flatMap((visit) => visit.takeComplaints())
  if (complaints.length > 0) throw new Error(`A page complained:\n${complaints.join('\n')}`)
})

/** Its pages are asked for complaints after each test; closed when the test file is done. */
export async function openBrowser(): Promise<TestBrowser> {
  const program = await findChromium()
  const browser: Browser = await chromium.launch({
    executablePath: program.path,
    args: program.args,
    env: { ...(process.env as Record<string, string>), ...program.env },
  })
  atEnd(() => browser.close())
  return {
    version: browser.version(),
    async visit({ width = 1280, height = 800, scheme = 'light' } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: scheme,
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        reducedMotion: 'reduce',
      })
      context.setDefaultTimeout(10_000 * PATIENCE)
      const complaints: string[] = []
      const traffic = new Set<Request>()
      context.on('page', (page) => watch(page, complaints, traffic))
      const page = await context.newPage()
      if (SLOW_MS > 0) {
        context.on('page', (opened) => void slowDown(opened).catch(() => undefined))
        await slowDown(page)
      }
      const visit: Visit = {
        context,
        page,
        still: () => standStill(page, traffic),
        takeComplaints: () => complaints.splice(0),
        close: () => context.close(),
      }
      visits.push(visit)
      return visit
    },
  }
}

/** A computer with a quarter of its strength, on a line where each answer is late: what a journey does not wait for shows. */
async function slowDown(page: Page): Promise<void> {
  const debuggerOf = await page.context().newCDPSession(page)
  await debuggerOf.send('Network.enable')
  const line = { offline: false, latency: SLOW_MS, downloadThroughput: -1, uploadThroughput: -1 }
  await debuggerOf.send('Network.emulateNetworkConditions', line)
  await debuggerOf.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

/** Where a test failed: a picture in node_modules/.cache/enamel, and the words that were to be seen. */
async function depict({ page }: Visit, name: string): Promise<void> {
  const path = join(CACHE, `failed ${name.replaceAll(/[^\w -]/g, '').slice(0, 80)}.png`)
  await page.screenshot({ path, fullPage: true }).catch(() => undefined)
  const text = await page.innerText('body', { timeout: 1000 }).catch(() => '(nothing)')
  process.stderr.write(`At ${page.url()}, see ${path}:\n${text.replaceAll(/\n+/g, '\n').slice(0, 600)}\n`)
}

function watch(page: Page, complaints: string[], traffic: Set<Request>): void {
  page.on('request', (request) => traffic.add(request))
  page.on('requestfinished', (request) => traffic.delete(request))
  page.on('requestfailed', (request) => traffic.delete(request))
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return
    // Chromium writes every refused request there; what the page made of it is the test's matter.
    if (
      /^Failed to load resource: .* status of 4\d\d/.test(message.text()) &&
      /\/api\//.test(message.location().url)
    )
      return
    complaints.push(`console.${message.type()}: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('crash', () => complaints.push('the page crashed'))
  page.on('requestfailed', (request) => {
    // A page that is left gives up what it was waiting for.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
      complaints.push(`request failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`)
    }
  })
  page.on('response', (response) => {
    if (response.status() >= 500)
      complaints.push(`${response.status()}: ${response.request().method()} ${response.url()}`)
  })
}

async function standStill(page: Page, traffic: ReadonlySet<Request>): Promise<void> {
  // Twice in a row, two frames apart: what one answer leads to has been asked for by then.
  for (let quiet = 0; quiet < 2; quiet = traffic.size === 0 ? quiet + 1 : 0) {
    await page.evaluate(async () => {
      await document.fonts.ready
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      await frame()
      await frame()
    })
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds wrong on the page as it stands (WCAG 2.2 A and AA, and good practice), one line each. `colours`: only
 * what another colour scheme can change.
 */
export async function findBarriers(page: Page, what: 'all' | 'colours' = 'all'): Promise<string[]> {
  // The shell stands before its page has come; every page brings its heading (behind a dialog it is hidden).
  await page.locator('h1').first().waitFor({ state: 'attached' })
  // By the debugger's hand, which no content security policy concerns.
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(AXE)
  const violations = await page.evaluate(
    async (options) => {
      const { axe } = globalThis as unknown as {
        axe: { run: (options: object) => Promise<{ violations: Result[] }> }
      }
      return (await axe.run(options)).violations
    },
    what === 'colours' ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {},
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${help}. ${failureSummary ?? ''}`,
    ),
  )
}

/** By how many pixels the page is wider than its window; 0 when nothing has to be scrolled sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
