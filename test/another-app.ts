/** A second process on the database of a house: after a restart, with another cost of hashing, or with its log open. */
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { type Cost, createHashing } from '../server/hashing/hashing.ts'
import type { Config } from '../server/config/config.ts'
import type { Connections } from '../server/db/roles.ts'
import { createEnamel, type Enamel } from '../server/main.ts'
import type { Tls } from '../server/tls/tls.ts'
import { type House, NEVER, TEST_COST } from './app.ts'
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

export interface Another {
  enamel: Enamel
  visitor(options?: VisitorOptions): Visitor
  /** Every line it has logged, from `trace` on. */
  lines: string[]
  close(): Promise<void>
}

export interface AnotherOptions {
  /** On top of the house’s configuration. */
  config?: Partial<Config>
  /** D TEST_COST. */
  cost?: Cost
  /** D the house's. */
  connections?: Connections
  /** D none: asked by inject(), which needs no https. */
  tls?: Tls
  /** D the house's. */
  origin?: string
  /** D as good as never. */
  tickMs?: number
}

/** Shares keys, clock and configuration with the house; the caller closes it. */
export async function startAnother(house: House, options: AnotherOptions = {}): Promise<Another> {
  const { kernel } = house.enamel
  const config = { ...kernel.config, ...options.config, origin: options.origin ?? kernel.config.origin }
  const lines: string[] = []
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(line: Buffer, _encoding, done) {
        lines.push(line.toString().trim())
        done()
      },
    }),
  )
  const enamel = await createEnamel({
    config,
    log,
    keys: kernel.keys,
    tls: options.tls,
    connections: options.connections ?? house.database.connections,
    clock: house.clock,
    hashing: createHashing({
      cost: options.cost ?? TEST_COST,
      pepper: { id: '1', key: kernel.keys.derive('password pepper') },
    }),
    tickMs: options.tickMs ?? NEVER,
  })
  await enamel.app.ready()
  return {
    enamel,
    visitor: (visitorOptions) => createVisitor(enamel.app, config.origin, visitorOptions),
    lines,
    close: () => enamel.close(),
  }
}
