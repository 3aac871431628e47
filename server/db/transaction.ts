import type { Kysely, Transaction } from 'kysely'
import type { DB } from './schema.ts'

declare const brand: unique symbol

/** May look, never change. */
export type Reader = Pick<Kysely<DB>, 'selectFrom' | 'selectNoFrom' | 'with' | 'getExecutor' | 'fn'>

/** May change; exists inside `write`, `refuse` and `unaudited` only. */
export type Writer = Transaction<DB> & { readonly [brand]: 'Writer' }
