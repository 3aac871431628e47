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

// A command may leave a connection or a thread behind when it failed: its end is not waited for.
process.exit(await main(process.argv.slice(2)))
