/** After a crash: the clinic's log as a file, by the command, and what the verifier makes of it with what was kept apart. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClinicId, INSTALLATION } from '../server/context.ts'
import { createKeys, keyOfFolder } from '../server/keys.ts'
import { logSigner } from '../server/seal/signing.ts'
import type { Given } from '../server/seal/testing/whole-tree.ts'
import { runCommand } from './program.ts'

interface Wish {
  folder: string
  dataFolder: string
  environment: Record<string, string>
  /** All that was given out before any crash so far. */
  given: readonly Given[]
}

export interface Verified {
  /** Files that were verified. */
  files: number
  /** A sentence each. */
  faults: string[]
}

/**
 * Whole, against every checkpoint that was given out; and with `proofs` entry by entry, too, each with its proof. Runs beside the
 * program, which signs what the export itself leaves.
 */
export async function verifyExports(
  { folder, dataFolder, environment, given }: Wish,
  { proofs }: { proofs: boolean },
): Promise<Verified> {
  const own = given.filter(({ clinicId }) => clinicId !== INSTALLATION)
  const [first] = own
  if (!first) return { files: 0, faults: ['nothing of the clinic was given out yet'] }
  const { clinicId } = first
  const origin = first.note.slice(0, first.note.indexOf('\n'))
  const key = logSigner(createKeys(keyOfFolder(dataFolder)), clinicId, 1, origin).verifierKey
  const kept = own.flatMap(({ note }, place) => {
    const file = join(folder, `given-${place}.txt`)
    writeFileSync(file, note)
    return ['--checkpoint', file]
  })
  const verify = (name: string, range: readonly string[], apart: readonly string[]) =>
    verifyOne({ file: join(folder, name), clinicId, environment, range, apart: ['--key', key, ...apart] })
  const faults = [
    await verify('whole.jsonl', [], kept),
    // A selection is proved against the newest checkpoint alone.
    ...(proofs ? [await verify('proved.jsonl', ['--from', '2020-01-01T00:00:00Z'], [])] : []),
  ]
  return { files: faults.length, faults: faults.flat() }
}

async function verifyOne({
  file,
  clinicId,
  environment,
  range,
  apart,
}: {
  file: string
  clinicId: ClinicId
  environment: Record<string, string>
  range: readonly string[]
  apart: readonly string[]
}): Promise<string[]> {
  const written = await runCommand(['audit', 'export', '--clinic', clinicId, ...range, file], { environment })
  if (written.code !== 0) return [`the export ended with ${written.code}: ${written.stderr}`]
  const { code, stdout, stderr } = await runCommand(['audit', 'verify', file, ...apart, '--json'])
  if (code !== 0 && code !== 1) return [`the verifier ended with ${code}: ${stderr}`]
  const { state, findings } = JSON.parse(stdout) as { state: string; findings: { text: string }[] }
  return state === 'holds' ? [] : [`an export is said to hold ${state}: ${findings[0]?.text ?? stderr}`]
}
