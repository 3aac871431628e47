/** Years whose holidays are proposed: the lists say what is law now. */
export const YEARS = { first: 2020, last: 2060 } as const
