/** `enamel audit verify`: needs no database and no configuration, only the file and what was kept apart from it. */
import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const auditVerify: Command = {
  name: 'verify',
  usage: 'audit verify FILE [--key KEY]… [--checkpoint FILE]… [--json]',
  about: 'Checks an export or a proof of the log.',
  help: `Usage: npx enamel audit verify FILE [--key KEY]… [--checkpoint FILE]… [--json]

FILE is an export of the log (.jsonl) or the proof of one entry (.tlog-proof). Says whether the entries are what was sealed,
whether they make the signed roots, and whether each checkpoint extends the last; names the first wrong entry. Reads a file
of any size and changes nothing. --key: the log's key, from the printed plan or a daily mail, never from the file; or a saved
mail that holds it. --checkpoint: one that was kept elsewhere, by itself or in a daily mail as mail programs save it (.eml). Exit 0 when nothing is wrong, 1 when something is, 3 when a file cannot be read.
--json: {file, state, logs, findings, found}; state is "holds", "in part" (no key given, or not all signed yet), "broken".`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      options: {
        key: { type: 'string', multiple: true },
        checkpoint: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
      allowPositionals: true,
    })
    const [file] = positionals
    if (file === undefined || positionals.length > 1) {
      console.error(auditVerify.help)
      return 2
    }
    const { keys, checkpoints, said } = await readApart(values.key ?? [], values.checkpoint ?? [])
    if (said !== undefined) {
      console.error(`${said}\n\n${auditVerify.help}`)
      return 2
    }
    const { verifyFile } = await import('../log-proof/verify-file.ts')
    const { sayVerdict } = await import('../log-proof/say-verdict.ts')
    try {
      const verdict = await verifyFile(file, { keys, checkpoints })
      if (values.json) console.log(JSON.stringify({ file, ...verdict }))
      console[values.json ? 'error' : 'log'](sayVerdict(file, verdict))
      return verdict.found === 0 ? 0 : 1
    } catch (error) {
      if (!isOfFile(error)) throw error
      console.error(`${file} cannot be read: ${error.message}`)
      return 3
    }
  },
}

/** What was given beside the file; `said`: why it is of no use. */
async function readApart(
  keysGiven: readonly string[],
  checkpointsGiven: readonly string[],
): Promise<{ keys: readonly string[]; checkpoints: readonly string[]; said?: string }> {
  const { readVerifierKey } = await import('../../pure/merkle/note.ts')
  const { checkpointsIn, keysIn } = await import('../../pure/log-proof/kept-text.ts')
  const { nodePrimitives } = await import('../seal/primitives.ts')
  const isKey = (text: string) => readVerifierKey(nodePrimitives.sha256, text) !== undefined
  const none = { keys: [], checkpoints: [] }
  const keys: string[] = []
  for (const given of keysGiven) {
    const found = isKey(given) ? [given] : keysIn(nodePrimitives.sha256, (await readSaved(given)).bytes)
    if (found.length === 0)
      return {
        ...none,
        said: `--key is no verifier key (name+hash+base64), nor a file that holds one: ${given.slice(0, 200)}`,
      }
    keys.push(...found)
  }
  const checkpoints: string[] = []
  for (const file of checkpointsGiven) {
    const { bytes, fault } = await readSaved(file)
    if (fault !== undefined) return { ...none, said: `--checkpoint ${file} cannot be read: ${fault}` }
    const found = checkpointsIn(bytes)
    if (found.length === 0)
      return {
        ...none,
        said: `--checkpoint ${file} holds no signed checkpoint. It takes the checkpoint by itself, or a daily mail saved as .eml or as text.`,
      }
    checkpoints.push(...found)
  }
  return { keys, checkpoints }
}

/** The beginning of it; a mail is no longer. */
async function readSaved(file: string): Promise<{ bytes: Uint8Array; fault?: string }> {
  const { open } = await import('node:fs/promises')
  const { MOST_SAVED_BYTES } = await import('../../pure/log-proof/saved-mail.ts')
  try {
    const handle = await open(file)
    try {
      const bytes = new Uint8Array(MOST_SAVED_BYTES)
      const { bytesRead } = await handle.read(bytes, 0, MOST_SAVED_BYTES, 0)
      return { bytes: bytes.subarray(0, bytesRead) }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!isOfFile(error)) throw error
    return { bytes: new Uint8Array(), fault: error.message }
  }
}

const isOfFile = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string'
