/** Checks of the log: on the command line, all of it at once. */
import type { Finding } from '../../pure/log-proof/findings.ts'
import type { Kernel } from '../../server/kernel.ts'
import { checkWhole, type Checked } from './check.ts'
import { listLogs } from './queries.ts'
import { tellerOf } from './telling.ts'

/** One clinic's log as `audit check --json` has it. */
export interface CheckReport {
  clinicId: string
  logs: { log: number; origin: string; size: number }[]
  /** Events looked for in the log. */
  rows: number
  findings: Finding[]
  /** Found besides, and not named. */
  more: number
}

/** All of every log, or of one clinic's; undefined when there is no such clinic. `each`: told as it goes on. */
export async function checkLogs(
  kernel: Kernel,
  only: string | undefined,
  each: (report: CheckReport) => void,
): Promise<CheckReport[] | undefined> {
  const clinics = (await listLogs({ kernel })).filter((id) => only === undefined || id === only)
  if (only !== undefined && clinics.length === 0) return undefined
  const reports: CheckReport[] = []
  for (const clinicId of clinics) {
    const report = reportOf(kernel, await checkWhole(kernel, clinicId))
    each(report)
    reports.push(report)
  }
  return reports
}

const reportOf = (kernel: Kernel, { clinicId, logs, rows, found }: Checked): CheckReport => ({
  clinicId,
  logs: logs.map(({ log, origin, size }) => ({ log, origin, size })),
  rows,
  findings: found.named.map(tellerOf(kernel)),
  more: found.count - found.named.length,
})
