/** What an export is made with from its first byte to its last, also where several works one after the other make it. */
import { createHash } from 'node:crypto'
import { createWords } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { ExportMark } from '../audit/export-lines.ts'
import * as people from '../people/service.ts'
import { OCSF_VERSION } from './as-ocsf.ts'
import type { House } from './as-fhir.ts'
import { listSizes } from './queries.ts'

/** Kept with the export: a clinic that is renamed meanwhile stands in it under one name. */
export interface Begun {
  name: string
  locale: string
  zone: string
  origin: string
  /** What the log was: lines numbered since are not in it. */
  sizes: readonly { log: number; size: number }[]
  /** Of the words and the forms: a program that says something else begins anew. */
  forms: string
}

/** Where it goes on: at a line of the search, at a leaf, or nowhere: all of it is there. */
export type Mark = { after: { at: string; id: string } | null } | { leaf: ExportMark } | 'whole'

export async function beginWith(ctx: Context): Promise<Begun> {
  const { name, locale, zone } = await read(ctx, (tx) => people.getClinic(tx, ctx))
  const sizes = await read(ctx, (tx) => listSizes(tx, ctx))
  return { name, locale, zone, sizes, origin: ctx.kernel.config.origin, forms: formsOf(ctx) }
}

/** Whether this program would write the rest as the one that began it. */
export const isOurs = (ctx: Context, { forms }: Begun): boolean => forms === formsOf(ctx)

const formsOf = ({ kernel }: Context): string =>
  createHash('sha256')
    .update(JSON.stringify([OCSF_VERSION, kernel.catalogue]))
    .digest('base64')

export const houseOf = (
  { clinicId, kernel }: Context,
  { name, locale, zone, origin }: Begun,
  madeAt: Date,
): House => ({
  words: createWords({ catalogue: kernel.catalogue, language: 'en', locale, zone }),
  zone,
  clinic: { id: clinicId, name },
  origin,
  madeAt: madeAt.toISOString(),
})
