/** The moment tests begin at: a Monday morning in a month without surprises. */
export const TEST_EPOCH = '2026-03-02T09:00:00.000Z'
