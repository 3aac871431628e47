/** One log of a file, followed entry by entry: order, tree, checkpoints. Memory does not grow with the file. */
import { HASH_BYTES, type Primitives, sameBytes } from '../merkle/primitives.ts'
import { GrowingTree } from '../merkle/tree.ts'
import { type Place, type Report, shortened } from './findings.ts'
import {
  faultOfSignature,
  type LogKey,
  readSignedCheckpoint,
  type SignedCheckpoint,
} from './kept-checkpoints.ts'
import { type EntriesRead, placeOf, type ProvedRead, type Read } from './read-line.ts'
import { Selection } from './selection.ts'
import { type LogBefore, type Linked, partsOfOrigin } from './log-link.ts'
import type { KeptComparison, LinkVerdict, LogVerdict } from './verdict.ts'

/** What the line that begins it says. */
export interface LogStart {
  origin: string
  vkey: string
  continues?: string
  continued?: string
}

type CheckpointRead = Extract<Read, { type: 'checkpoint' }>

/** So many changed entries are held back until a checkpoint says whether they or their leaves were changed. */
const MOST_HELD_BACK = 100

const few = (from: number, to: number) => (from === to ? `Entry ${from}` : `Entries ${from} to ${to}`)

export class OneLog {
  readonly #primitives: Primitives
  readonly #line: LogStart
  /** What the next log goes on from, as the line of this one says. */
  readonly #mark: number | undefined
  #rootsAtMark: readonly Uint8Array[] = []
  #reopened: Linked['reopened']
  readonly #key: LogKey | undefined
  readonly #report: Report
  /** Kept elsewhere, the smallest first. */
  readonly #kept: readonly SignedCheckpoint[]
  readonly #compared: KeptComparison[] = []
  #form: LogVerdict['form'] | undefined
  #tree: GrowingTree
  /** The same with what the changed entries hash to, since the last checkpoint. */
  #other: GrowingTree | undefined
  #changed: Place[] = []
  /** A leaf is not known, or a root was wrong: what follows cannot be held against a root. */
  #isLost = false
  #next = 0
  #gap: { from: number; to: number } | undefined
  #last: SignedCheckpoint | undefined
  readonly #selection: Selection
  #signedSize = 0
  #clinic: string | undefined
  #strangers = 0
  /** Of which only the leaf is there, and no later entry that tells of rows erased. */
  #firstErased: number | undefined
  #firstAt: string | undefined
  #lastAt: string | undefined
  #given: LogVerdict['given']
  readonly #counts = { entries: 0, checkpoints: 0, erased: 0, opened: 0, closed: 0 }

  constructor(
    primitives: Primitives,
    line: LogStart,
    key: LogKey | undefined,
    kept: readonly SignedCheckpoint[],
    report: Report,
  ) {
    this.#primitives = primitives
    this.#line = line
    this.#key = key
    this.#report = report
    this.#selection = new Selection(primitives.sha256, report)
    this.#tree = new GrowingTree(primitives.sha256)
    this.#kept = kept.toSorted((a, b) => a.size - b.size)
    this.#clinic = partsOfOrigin(line.origin).clinic
    this.#mark = line.continued === undefined ? undefined : readSignedCheckpoint(line.continued)?.size
    for (const checkpoint of this.#kept) {
      const fault = key && faultOfSignature(primitives, checkpoint, key.key)
      if (fault) report(fault.problem, `Of what you kept: ${fault.text}`)
    }
    this.#compareKept()
  }

  /** An entry of which nothing is known but that it stands there; `index`: where that can be read. */
  unreadable(index: number | undefined): void {
    this.#counts.entries += 1
    this.#form ??= 'whole'
    this.#isLost = true
    this.#next = (index ?? this.#next) + 1
  }

  entries(read: EntriesRead): void {
    this.#count(read)
    if (this.#form === undefined) this.#begin()
    if (this.#form === 'selection') {
      this.#selection.unproved(read)
      return
    }
    this.#follow(read)
    if (this.#isLost) {
      if (read.changed) this.#sayChanged(placeOf(read))
      return
    }
    if (read.changed) this.#holdBack(read)
    for (let at = 0; at < read.leaves.length; at += HASH_BYTES) {
      const leaf = read.leaves.subarray(at, at + HASH_BYTES)
      this.#tree.append(leaf)
      this.#other?.append(read.changed ?? leaf)
      if (this.#kept[this.#compared.length]?.size === this.#tree.size) this.#compareKept()
      if (this.#mark === this.#tree.size) this.#rootsAtMark = this.#roots()
    }
    this.#tree.takeFullTiles()
    this.#other?.takeFullTiles()
  }

  proved(read: ProvedRead): void {
    if (this.#form === 'whole') {
      this.entries(read.entry)
      return
    }
    this.#form = 'selection'
    this.#count(read.entry)
    if (read.entry.changed) this.#sayChanged(placeOf(read.entry))
    this.#selection.proved(read)
  }

  checkpoint({ note, consistency, given }: CheckpointRead): void {
    const checkpoint = readSignedCheckpoint(note)
    if (checkpoint === undefined) {
      this.#report('checkpoint_unreadable', 'Line {line} is no signed checkpoint (C2SP tlog-checkpoint).')
      return
    }
    if (checkpoint.origin !== this.#line.origin) {
      this.#report(
        'checkpoint_foreign',
        `The checkpoint in line {line} is of another log: ${shortened(checkpoint.origin)}.`,
      )
      return
    }
    this.#counts.checkpoints += 1
    const fault = this.#key && faultOfSignature(this.#primitives, checkpoint, this.#key.key)
    if (fault) this.#report(fault.problem, fault.text, lastOf(checkpoint))
    for (const to of given)
      if (this.#given === undefined || to.at > this.#given.at) this.#given = { ...to, size: checkpoint.size }
    const last = this.#last
    if (last?.size === checkpoint.size && !sameBytes(last.root, checkpoint.root)) {
      this.#report(
        'two_roots',
        `Two checkpoints of ${checkpoint.size} entries have different roots: the log was shown to somebody in one way and to somebody else in another.`,
        lastOf(checkpoint),
      )
      return
    }
    if (this.#form === 'whole') this.#checkpointOfWhole(checkpoint)
    else this.#selection.checkpoint(checkpoint, last, consistency)
    this.#last = checkpoint
  }

  /** `link`: asked with what this log says of the one before. `next`: what the log after it goes on from. */
  close(link: (linked: Linked) => LinkVerdict | undefined, next?: SignedCheckpoint): LogVerdict {
    this.#sayGap()
    this.#settle('entry_changed')
    const form = this.#form ?? 'selection'
    const { origin, vkey, continues } = this.#line
    const { entries } = this.#counts
    const goneOnFrom = next && this.#isSigned(next) ? next.size : 0
    if (entries > 0 && this.#counts.checkpoints === 0 && goneOnFrom === 0)
      this.#report('checkpoint_missing', 'Nothing in this log is signed: it has entries and no checkpoint.')
    for (const kept of this.#kept.slice(this.#compared.length)) this.#closeKept(kept, goneOnFrom)
    const isWhole = form === 'whole' && !this.#isLost
    return {
      origin,
      vkey,
      link: link({ origin, continues, reopened: this.#reopened }),
      key: this.#key?.known ?? 'unknown',
      form,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
      signedSize: Math.max(this.#signedSize, this.#selection.size),
      unsigned: isWhole ? this.#tree.size - this.#signedSize : 0,
      unexplained: form === 'whole' ? this.#firstErased : undefined,
      given: this.#given,
      kept: this.#compared,
      ...this.#counts,
    }
  }

  /** Once it is closed: what the log after it is held against. */
  asBefore(): LogBefore {
    const isWhole = this.#form === 'whole'
    const size = isWhole ? this.#tree.size : this.#selection.size
    return {
      origin: this.#line.origin,
      size: this.#isLost ? undefined : size,
      rootsAt: (at) => {
        if (!isWhole) return [this.#selection.rootOf(at) ?? []].flat()
        if (at === size && !this.#isLost) return this.#roots()
        return at === this.#mark ? this.#rootsAtMark : []
      },
    }
  }

  #isSigned(checkpoint: SignedCheckpoint): boolean {
    const key = this.#key?.key
    const isOwn = checkpoint.origin === this.#line.origin
    return isOwn && key !== undefined && faultOfSignature(this.#primitives, checkpoint, key) === undefined
  }

  /** Of the leaves so far, and of what the changed entries among them would have made. */
  #roots(): Uint8Array[] {
    return [this.#tree, this.#other].flatMap((tree) => (tree ? [tree.root()] : []))
  }

  /** The first entry has no proof: a whole log, where no checkpoint stands before what it is about. */
  #begin(): void {
    this.#form = this.#selection.size > 0 ? 'selection' : 'whole'
  }

  #count(read: EntriesRead): void {
    const { clinic, at, lastAt } = read
    const number = read.leaves.length / HASH_BYTES
    this.#counts.entries += number
    this.#counts.opened += read.opened
    this.#counts.closed += read.closed
    this.#counts.erased += read.erased
    if (read.reopened !== undefined && !read.changed)
      this.#reopened = { note: read.reopened, index: read.first }
    if (read.lastErasing !== undefined) this.#firstErased = undefined
    this.#firstErased ??= read.firstErased
    this.#firstAt ??= at
    this.#lastAt = lastAt ?? this.#lastAt
    if (clinic === undefined || read.changed) return
    this.#clinic ??= clinic
    if (clinic === this.#clinic) return
    this.#strangers += number
    if (this.#strangers === number)
      this.#report(
        'entry_of_other_clinic',
        `${few(read.first, read.first + number - 1)}: what is sealed there is of another clinic than the log.`,
        placeOf(read),
      )
  }

  /** Whether it comes where it belongs. */
  #follow(read: EntriesRead): void {
    const { first } = read
    const end = first + read.leaves.length / HASH_BYTES
    const expected = this.#next
    this.#next = Math.max(end, expected)
    const gap = this.#gap
    if (gap && first >= gap.from && first <= gap.to) {
      this.#gap = undefined
      this.#report(
        'index_order',
        `Entry ${first} stands after entry ${expected - 1}: their order was changed.`,
        placeOf(read),
      )
      return
    }
    this.#sayGap()
    if (first === expected) return
    this.#isLost = true
    if (first > expected) this.#gap = { from: expected, to: first - 1 }
    else
      this.#report(
        'index_reused',
        `Number ${first} stands here once more, after entry ${expected - 1}: one number belongs to one entry.`,
        placeOf(read),
      )
  }

  #sayGap(): void {
    const gap = this.#gap
    if (!gap) return
    this.#gap = undefined
    this.#report('index_missing', `${few(gap.from, gap.to)} of the log: missing in the file.`, {
      index: gap.from,
    })
  }

  #sayChanged(place: Place): void {
    this.#report(
      'entry_changed',
      `Entry ${place.index} is not what was sealed: its bytes were changed afterwards.`,
      place,
    )
  }

  #holdBack(read: EntriesRead): void {
    this.#other ??= GrowingTree.resume(this.#primitives.sha256, this.#tree.size, this.#tree.levels())
    if (this.#changed.length < MOST_HELD_BACK) this.#changed.push(placeOf(read))
    else this.#sayChanged(placeOf(read))
  }

  #settle(problem: 'entry_changed' | 'tile_changed'): void {
    for (const place of this.#changed.splice(0)) {
      if (problem === 'entry_changed') this.#sayChanged(place)
      else
        this.#report(
          'tile_changed',
          `The leaf that the tree kept of entry ${place.index} was changed afterwards; the entry itself is what was sealed.`,
          place,
        )
    }
    this.#other = undefined
  }

  #checkpointOfWhole({ size, root }: SignedCheckpoint): void {
    if (this.#isLost) return
    const held = this.#tree.size
    if (size > held) {
      this.#report(
        'tail_cut',
        `The checkpoint in line {line} is of ${size} entries, and ${held} stand before it: entry ${held} and what follows is missing.`,
        { index: held },
      )
      this.#isLost = true
    } else if (size < held)
      this.#report(
        'checkpoint_order',
        `The checkpoint of ${size} entries stands after entry ${held - 1}: it belongs after entry ${size - 1}.`,
        { index: held - 1 },
      )
    else if (sameBytes(this.#tree.root(), root)) {
      this.#settle('entry_changed')
      this.#signedSize = size
    } else if (this.#other && sameBytes(this.#other.root(), root)) {
      this.#tree = this.#other
      this.#settle('tile_changed')
      this.#signedSize = size
    } else {
      this.#settle('entry_changed')
      this.#isLost = true
      this.#report(
        'root_wrong',
        `${few(this.#signedSize, size - 1)} do not make the root that was signed for ${size} entries: at least one of them was changed, added or moved. What follows cannot be held against a root any more.`,
        { index: this.#signedSize },
      )
    }
  }

  #compareKept(): void {
    for (;;) {
      const kept = this.#kept[this.#compared.length]
      if (kept?.size !== this.#tree.size) return
      this.#compare(
        kept,
        this.#roots().some((root) => sameBytes(root, kept.root)),
      )
    }
  }

  #compare({ size }: SignedCheckpoint, holds: boolean): void {
    this.#compared.push({ size, outcome: holds ? 'holds' : 'differs' })
    if (!holds)
      this.#report(
        'kept_checkpoint_wrong',
        `The first ${size} entries are not those of the checkpoint you kept: at least one was changed, added or taken out since.`,
        { index: this.#compared.findLast(({ outcome }) => outcome === 'holds')?.size ?? 0 },
      )
  }

  /** One that no entry of a whole log came to, or that of a selection. */
  #closeKept(kept: SignedCheckpoint, goneOnFrom: number): void {
    const { size } = kept
    const root = this.#selection.rootOf(size)
    // Of a log without a line in the file nothing is there that a selection would begin with either.
    const isWhole = this.#form === 'whole' || (this.#form === undefined && this.#selection.size === 0)
    const isLostSince = size <= goneOnFrom
    if (isWhole && !this.#isLost && size > this.#tree.size && !isLostSince) {
      this.#compared.push({ size, outcome: 'differs' })
      this.#report(
        'tail_cut',
        `The checkpoint you kept is of ${size} entries, and the file ends with ${this.#tree.size}: it was exported before that checkpoint, or its end was cut off.`,
        { index: this.#tree.size },
      )
    } else if (root === undefined) this.#compared.push({ size, outcome: 'not_compared' })
    else this.#compare(kept, sameBytes(root, kept.root))
  }
}

const lastOf = ({ size }: SignedCheckpoint): Place => ({ index: Math.max(0, size - 1) })
