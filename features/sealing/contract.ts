/** What the log says of itself. */
export const sealingActions = ['log.heartbeat', 'log.sealed', 'log.reopened'] as const
