/** A selection of entries: checkpoints that extend one another, and each entry proved against one of them. */
import type { Sha256 } from '../merkle/primitives.ts'
import { extendsTree, includes } from '../merkle/proofs.ts'
import type { Report } from './findings.ts'
import type { SignedCheckpoint } from './kept-checkpoints.ts'
import { type EntriesRead, placeOf, type ProvedRead } from './read-line.ts'

/** Five a day for fifty years: more is another thing than the checkpoints of a selection. */
const MOST_ROOTS = 100_000

export class Selection {
  readonly #sha256: Sha256
  readonly #report: Report
  readonly #roots = new Map<number, Uint8Array>()
  #size = 0
  /** Number of the entry before. */
  #last = -1

  constructor(sha256: Sha256, report: Report) {
    this.#sha256 = sha256
    this.#report = report
  }

  /** Of the largest checkpoint; 0 without one. */
  get size(): number {
    return this.#size
  }

  rootOf(size: number): Uint8Array | undefined {
    return this.#roots.get(size)
  }

  /** `last`: the one before it in the file. */
  checkpoint(
    { size, root }: SignedCheckpoint,
    last: SignedCheckpoint | undefined,
    consistency: readonly Uint8Array[] | undefined,
  ): void {
    if (this.#roots.size < MOST_ROOTS) this.#roots.set(size, root)
    this.#size = Math.max(this.#size, size)
    if (last === undefined || last.size === size) return
    const place = { index: last.size }
    if (size < last.size)
      this.#report(
        'checkpoint_order',
        `The checkpoint of ${size} entries stands after that of ${last.size}.`,
        place,
      )
    else if (consistency === undefined)
      this.#report(
        'proof_missing',
        `The checkpoint of ${size} entries brings no proof that it extends that of ${last.size}.`,
        place,
      )
    else if (
      !extendsTree(this.#sha256, {
        first: last.size,
        firstRoot: last.root,
        size,
        root,
        proof: consistency,
      })
    )
      this.#report(
        'checkpoint_not_extended',
        `The checkpoint of ${size} entries does not extend that of ${last.size}: what was sealed before was changed in between, or its proof was.`,
        place,
      )
  }

  proved({ entry, size, proof }: ProvedRead): void {
    const { first: index, leaves: leaf } = entry
    // Each is in the log, whatever the order: but it would be counted twice, or read as having happened before.
    if (index <= this.#last)
      this.#report(
        index === this.#last ? 'index_reused' : 'index_order',
        index === this.#last
          ? `Entry ${index} stands here once more.`
          : `Entry ${index} stands after entry ${this.#last}: their order was changed.`,
        placeOf(entry),
      )
    this.#last = Math.max(this.#last, index)
    const root = this.#roots.get(size)
    if (root === undefined)
      this.#report(
        'checkpoint_missing',
        `Entry ${index} is proved against a checkpoint of ${size} entries, which stands nowhere before it.`,
        placeOf(entry),
      )
    else if (!includes(this.#sha256, { leaf, index, size, proof, root }))
      this.#report(
        'proof_wrong',
        `Entry ${index} is not in the log in that place: it, its number or its proof was changed.`,
        placeOf(entry),
      )
  }

  unproved(entries: EntriesRead): void {
    this.#report(
      'proof_missing',
      `Entry ${entries.first} stands in a selection and brings no proof that it is in the log.`,
      placeOf(entries),
    )
  }
}
