/** What a check found, as long as it is being found: the first of them, and how many there are in all. */
import type { Problem } from '../../pure/log-proof/findings.ts'

export interface Found {
  problem: Problem
  /** Which of the clinic's logs; undefined: none in particular. */
  log?: number | undefined
  /** Leaf number of the first entry concerned. */
  index?: number | undefined
  /** Of the last one, where it is a run of them. */
  last?: number | undefined
  eventId?: string | undefined
  /** When that event happened. */
  at?: Date | undefined
  /** The column, the field, the part of the tree: a word of a closed list, or a name of the log's own making. */
  what?: string | undefined
  /** It is put right this night, so that another night would find it for another reason. */
  mended?: Date | undefined
}

/** What is made from the log and from nothing else: where that alone is wrong it can be made anew. */
const DERIVED: ReadonlySet<Problem> = new Set(['search_changed', 'count_changed'])

/** So many are named; of more there is the number alone. */
const MOST = 1_000

export class Findings {
  readonly #named: Found[] = []
  #count = 0
  #ofLog = 0

  add(found: Found): void {
    const before = this.#named.at(-1)
    if (!DERIVED.has(found.problem)) this.#ofLog += 1
    // What is missing or differs leaf after leaf is one finding: a log that was cut has a thousand of them.
    if (before && RUNS.has(found.problem) && isNext(before, found)) {
      before.last = found.index
      return
    }
    this.#count += 1
    if (this.#named.length < MOST) this.#named.push({ ...found })
  }

  /** Takes back what turned out to be something else. */
  replace(is: (found: Found) => boolean, by: Found | undefined): boolean {
    const at = this.#named.findIndex(is)
    if (at < 0) return false
    if (by) this.#named[at] = by
    else {
      this.#named.splice(at, 1)
      this.#count -= 1
      this.#ofLog -= 1
    }
    return true
  }

  get count(): number {
    return this.#count
  }

  /** Whether nothing but what is made from the log is wrong. */
  get derivedAlone(): boolean {
    return this.#ofLog === 0
  }

  /** Whether something of the log itself is wrong that this could be a consequence of. */
  explains(is: (found: Found) => boolean): boolean {
    return this.#named.some((one) => !DERIVED.has(one.problem) && is(one))
  }

  /** The first of them, in the order in which they were found. */
  get named(): readonly Found[] {
    return this.#named
  }
}

const RUNS: ReadonlySet<Problem> = new Set(['index_missing', 'index_order', 'search_changed'])

const isNext = (before: Found, { problem, log, index, what }: Found): boolean =>
  before.problem === problem &&
  before.log === log &&
  before.what === what &&
  index !== undefined &&
  (before.last ?? before.index) === index - 1
