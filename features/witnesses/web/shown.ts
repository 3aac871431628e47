import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { getWitnesses } from '../contract.ts'

/** What the page shows. */
export type Shown = Answer<typeof getWitnesses>
/** One place that copies go to. */
export type Place = Shown['named'][number]
