/** `enamel audit verify`: needs no database and no configuration, only the file and what was kept apart from it. */
import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

export const auditVerify: Command = {
  name: 'verify',
  usage: 'audit verify FILE [--key VKEY]… [--checkpoint FILE]… [--json]',
  about: 'Checks an export or a proof of the log.',
  help: `Usage: npx enamel audit verify FILE [--key VKEY]… [--checkpoint FILE]… [--json]

FILE is an export of the log (.jsonl) or the proof of one entry (.tlog-proof). Says whether the entries are what was sealed,
whether they make the signed roots, and whether each checkpoint extends the last; names the first wrong entry. Reads a file
of any size and changes nothing. --key: the log's key, from the printed plan or a daily mail, never from the file.
--checkpoint: one that was kept elsewhere. Exit 0 when nothing is wrong, 1 when something is, 3 when a file cannot be read.
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
  keys: readonly string[],
  files: readonly string[],
): Promise<{ keys: readonly string[]; checkpoints: readonly string[]; said?: string }> {
  const { readVerifierKey } = await import('../../pure/merkle/note.ts')
  const { readSignedCheckpoint } = await import('../../pure/log-proof/kept-checkpoints.ts')
  const { nodePrimitives } = await import('../seal/primitives.ts')
  const { readFile, stat } = await import('node:fs/promises')
  const none = { keys: [], checkpoints: [] }
  for (const key of keys)
    if (!readVerifierKey(nodePrimitives.sha256, key))
      return { ...none, said: `--key is no verifier key (name+hash+base64): ${key.slice(0, 200)}` }
  const checkpoints: string[] = []
  for (const file of files) {
    try {
      const { size } = await stat(file)
      const note = size > 65_536 ? '' : (await readFile(file, 'utf8')).replaceAll('\r\n', '\n')
      if (!readSignedCheckpoint(note))
        return { ...none, said: `--checkpoint ${file} holds no signed checkpoint.` }
      checkpoints.push(note)
    } catch (error) {
      if (!isOfFile(error)) throw error
      return { ...none, said: `--checkpoint ${file} cannot be read: ${error.message}` }
    }
  }
  return { keys, checkpoints }
}

const isOfFile = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string'
