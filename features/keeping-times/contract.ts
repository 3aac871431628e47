/** How long the log is kept: times, holds, and what is erased of somebody. */

export const keepingTimesActions = ['keeping_times.begun', 'log.rows_erased'] as const
