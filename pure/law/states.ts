/** States of the United States whose law on breaches stands in `law.ts`, as they are offered. Words `law.state.CODE`. */
export const STATE_CODES = ['CA', 'CO', 'DE', 'FL', 'NY', 'OH', 'TX'] as const

export type State = (typeof STATE_CODES)[number]
