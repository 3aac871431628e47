/** What the commands about a clinic's log have in common: which clinic, its kernel, a sealer where no server runs. */
import { id } from '../../pure/contract/fields.ts'
import type { Context } from '../context.ts'
import { type ClinicId, INSTALLATION, systemContext } from '../context.ts'
import { read } from '../db/database.ts'
import { startSealerOf } from '../main.ts'
import type { Command } from './command.ts'
import { withKernel } from './with-kernel.ts'

const NEVER = 24 * 3_600_000

/** Runs the work for a clinic; 2 for what is no id, 3 for a clinic that is not there, each with its sentence. */
export async function withClinic(
  { name, help }: Command,
  clinicId: string | undefined,
  work: (ctx: Context) => Promise<number>,
): Promise<number> {
  if (clinicId === undefined || !id.safeParse(clinicId).success) {
    console.error(
      `--clinic wants the id of a clinic, as \`npx enamel seed\` prints it and the address of its log has it.\n\n${help}`,
    )
    return 2
  }
  return withKernel(`audit ${name}`, async (made, open) => {
    const kernel = {
      ...made,
      async sealNow(id: ClinicId) {
        const sealer = startSealerOf(made, open.connections, { roundMs: NEVER })
        try {
          await sealer.seal(id)
        } finally {
          await sealer.stop()
        }
      },
    }
    const ctx = systemContext(kernel, clinicId as ClinicId)
    const known =
      clinicId === INSTALLATION ||
      (await read(ctx, (tx) =>
        tx.selectFrom('clinic').select('id').where('id', '=', clinicId).executeTakeFirst(),
      )) !== undefined
    if (known) return work(ctx)
    console.error(`There is no clinic ${clinicId} here.`)
    return 3
  })
}
