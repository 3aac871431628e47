/** Ports for programs that are told theirs: between the choice and the listening nobody else is given the same. */
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below what Linux gives to those who ask for any port (ip_local_port_range, 32768 and up), above what services have. */
const [FIRST, PAST] = [20_000, 32_000]

/** A port of the loopback that is free, and that no listening at port 0 and no connection takes meanwhile. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, PAST)
    const probe = createServer()
    const listening = once(probe, 'listening').then(
      () => true,
      () => false,
    )
    probe.listen(port, '127.0.0.1')
    if (!(await listening)) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
