/** How soon PostgreSQL lets go of what a computer held that is gone without a word: power cut, cable, frozen host. */
import type pg from 'pg'

/**
 * Asks PostgreSQL to look after this connection: without it a row that was held stays held for about two hours. Gone
 * after 30 s at most. On the embedded server's socket nothing can be lost, and nothing happens.
 */
export async function noticeLoss(client: pg.ClientBase): Promise<void> {
  await client.query(
    `SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;
     SET tcp_user_timeout = '30s'; SET idle_session_timeout = 0`,
  )
}

/** The same for each new connection of a pool, before it is first handed out. */
export const noticeLossOfNew: NonNullable<pg.PoolConfig['verify']> = (client, done) => {
  const ask = async () => {
    try {
      await noticeLoss(client)
    } catch (error) {
      return done(error as Error)
    }
    done()
  }
  void ask()
}
