/** What is known of the ten steps of a clinic at one moment: measured, stated, signed off, known of other systems. */
import type { Step } from '../../pure/score/score.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { Elsewhere, EvidenceSource, Measured, Sentence } from '../../server/feature.ts'
import { STATEMENT_DAYS } from './contract.ts'
import { listExceptions, type SignedException } from './exception-queries.ts'
import { type Keepers, listKeepers } from './keeper-queries.ts'
import { listStatements, type Statement } from './queries.ts'

const DAY_MS = 86_400_000
const STATED_SHARE = 0.5

/** One step with all that is known of it. */
export interface Known {
  step: number
  source: EvidenceSource | undefined
  measured: Measured | undefined
  statement: Statement | undefined
  exception: SignedException | undefined
  keepers: Keepers | undefined
  elsewhere: Elsewhere[]
}

export const STEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

export async function readSteps(ctx: Context): Promise<Known[]> {
  const { statements, exceptions, keepers } = await read(ctx, async (tx) => ({
    statements: await listStatements(tx, ctx),
    exceptions: await listExceptions(tx, ctx),
    keepers: await listKeepers(tx, ctx),
  }))
  const elsewhere = (await Promise.all(ctx.kernel.elsewhere.map((list) => list(ctx)))).flat()
  return Promise.all(
    STEPS.map(async (step) => {
      const source = ctx.kernel.evidence.find((one) => one.step === step)
      const statement = statements.find((one) => one.step === step)
      const measured = await source?.measure(ctx)
      return {
        step,
        source,
        measured: measured && source?.restStated ? withWord(measured, statement) : measured,
        statement,
        exception: exceptions.find((one) => one.step === step),
        keepers: keepers.find((one) => one.step === step),
        elsewhere: elsewhere.filter((one) => one.step === step),
      }
    }),
  )
}

/** What is measured of a step, and beside it what an Owner states of the rest. */
const withWord = (measured: Measured, statement: Statement | undefined): Measured =>
  statement
    ? {
        ...measured,
        stated: {
          share: STATED_SHARE,
          until: statedUntil(statement),
          evidence: {
            key: 'checklist.evidence.stated',
            values: { by: statement.by, note: statement.note },
          },
        },
      }
    : measured

/** When a statement begins to fade. */
export const statedUntil = ({ stated_at }: Pick<Statement, 'stated_at'>) =>
  new Date(stated_at.getTime() + STATEMENT_DAYS * DAY_MS)

/** For the arithmetic: shares and dates alone. What is measured cannot be stated over. */
export const toStep = ({ measured, statement, exception }: Known): Step => ({
  measured: measured && { share: measured.share, until: measured.until },
  stated: measured ? measured.stated : statement && { share: STATED_SHARE, until: statedUntil(statement) },
  exception: exception && { kind: exception.kind, endsAt: exception.ends_at },
})

/** What should be done by now and is not. */
export const undoneOf = (known: readonly Known[]): (Sentence & { step: number })[] =>
  known.flatMap(({ step, measured }) => (measured?.undone ?? []).map((one) => ({ step, ...one })))
