/** What of the log is kept for how long. */

/**
 * patient: acts on patient data (patient, clinical, financial), whole rows. decisions: all others, whole rows. details: from where
 * and by what somebody came (address, browser, country, provider, computer), their openings alone.
 */
export const KEEPING_KINDS = ['details', 'patient', 'decisions'] as const
export type KeepingKind = (typeof KEEPING_KINDS)[number]
