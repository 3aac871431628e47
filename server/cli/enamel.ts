/**
 * `enamel <command>`. Exit 0 fine, 1 something found, 2 wrong use, 3 could not. With `--json` one document on
 * standard output and words on standard error.
 */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

const NEEDS_NODE = 24
/** Whoever can write here can change the program itself. */
const COMPILED = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'enamel', 'compiled')

/** Before anything is loaded that an older Node cannot even read. */
async function main(args: string[]): Promise<number> {
  if (Number(process.versions.node.split('.', 1)[0]) < NEEDS_NODE) {
    console.error(
      `Enamel runs on the Node ${NEEDS_NODE} that npm installed beside it, not on ${process.version}. Run \`npm ci\` in its folder, then \`npm start\` or \`npx enamel\`.`,
    )
    return 3
  }
  enableCompileCache(COMPILED)
  const { runCommand } = await import('./commands.ts')
  return runCommand(args)
}

// Whoever read what is printed may be gone, as in `enamel doctor | head -1`.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
const code = await main(process.argv.slice(2))
// A command that failed may leave a connection or a thread behind; only what it printed is waited for.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise<void>((written) => stream.write('', () => written()))
}
process.exit(code)
