/**
 * A connection of its own for what every request asks first: questions go out one behind the other without waiting
 * for answers (pipelined), those of one moment in one packet, each prepared once. A pool full of changes does not
 * hold them up, and they do not hold up each other: they are short by nature.
 */
import pg from 'pg'
import { gather } from './gather.ts'

export interface DoorLine {
  /** The JSON value that a function of door.sql answers, undefined for null. Rejects as a query does when the database is away. */
  ask<T>(question: string, about: Buffer): Promise<T | undefined>
  close(): Promise<void>
}

/** Connects with the first question, and anew with the first after it was lost. */
export function openDoorLine(config: pg.ClientConfig): DoorLine {
  let line: Promise<pg.Client> | undefined

  function connected(): Promise<pg.Client> {
    if (line) return line
    const client = new pg.Client({ ...config, pipeline: true })
    const opened = client.connect().then(() => client)
    const forget = () => {
      if (line === opened) line = undefined
    }
    // What is under way fails by itself; without a listener it would end the whole process besides.
    client.on('error', forget)
    client.on('end', forget)
    opened.catch(forget)
    line = opened
    return opened
  }

  return {
    async ask<T>(question: string, about: Buffer) {
      const client = await connected()
      gather(client)
      const text = `SELECT ${question}($1) AS answer`
      const { rows } = await client.query<{ answer: T | null }>({ name: question, text, values: [about] })
      return rows[0]?.answer ?? undefined
    },
    async close() {
      const client = await line?.catch(() => undefined)
      await client?.end()
    },
  }
}
