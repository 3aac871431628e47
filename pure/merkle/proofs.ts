/** Inclusion and consistency proofs, RFC 9162 §2.1.3 and §2.1.4: made from the nodes of the tree, and checked without it. */
import { type Sha256, sameBytes } from './primitives.ts'
import { nodeHash } from './tree.ts'

/** A complete subtree of 2^height leaves, the `index`th of its height. */
export interface Node {
  height: number
  index: number
}

/** One hash of a proof: the root over these complete subtrees, from left to right. */
type Part = readonly Node[]

/** The largest power of two below n, for n above 1. */
function splitOf(n: number): number {
  let split = 1
  while (split * 2 < n) split *= 2
  return split
}

/** The complete subtrees that leaves from `from` to before `to` fall into, where such a run is a right-hand part of a tree. */
function covering(from: number, to: number): Node[] {
  const nodes: Node[] = []
  let at = from
  while (at < to) {
    let height = 0
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= to) height += 1
    nodes.push({ height, index: at / 2 ** height })
    at += 2 ** height
  }
  return nodes
}

/** What the proof that leaf `index` is in the tree of `size` is made of, from the leaf's sibling up. */
export function inclusionParts(index: number, size: number): Part[] {
  const walk = (from: number, to: number): Part[] => {
    if (to - from <= 1) return []
    const split = from + splitOf(to - from)
    return index < split
      ? [...walk(from, split), covering(split, to)]
      : [...walk(split, to), covering(from, split)]
  }
  return walk(0, size)
}

/** What the proof that the tree of `size` begins with that of `first` is made of; nothing for 0 and for equal sizes. */
export function consistencyParts(first: number, size: number): Part[] {
  const walk = (from: number, to: number, known: boolean): Part[] => {
    if (first === to) return known ? [] : [covering(from, to)]
    const split = from + splitOf(to - from)
    return first <= split
      ? [...walk(from, split, known), covering(split, to)]
      : [...walk(split, to, false), covering(from, split)]
  }
  return first === 0 || first === size ? [] : walk(0, size, true)
}

/** The hashes of a proof, each node asked for once. */
export function proofOf(
  sha256: Sha256,
  parts: readonly Part[],
  hashOf: (node: Node) => Uint8Array,
): Uint8Array[] {
  return parts.map((nodes) =>
    nodes
      .slice(0, -1)
      .reduceRight(
        (right, node) => nodeHash(sha256, hashOf(node), right),
        hashOf(nodes.at(-1) ?? { height: 0, index: 0 }),
      ),
  )
}

/** RFC 9162 §2.1.3.2. */
export function includes(
  sha256: Sha256,
  {
    leaf,
    index,
    size,
    proof,
    root,
  }: {
    leaf: Uint8Array
    index: number
    size: number
    proof: readonly Uint8Array[]
    root: Uint8Array
  },
): boolean {
  if (index >= size) return false
  let [first, last, hash] = [BigInt(index), BigInt(size - 1), leaf]
  for (const sibling of proof) {
    if (last === 0n) return false
    if (first & 1n || first === last) {
      hash = nodeHash(sha256, sibling, hash)
      while (!(first & 1n) && first !== 0n) [first, last] = [first >> 1n, last >> 1n]
    } else hash = nodeHash(sha256, hash, sibling)
    ;[first, last] = [first >> 1n, last >> 1n]
  }
  return last === 0n && sameBytes(hash, root)
}

/** RFC 9162 §2.1.4.2; any tree extends the empty one. */
export function extendsTree(
  sha256: Sha256,
  {
    first,
    firstRoot,
    size,
    root,
    proof,
  }: {
    first: number
    firstRoot: Uint8Array
    size: number
    root: Uint8Array
    proof: readonly Uint8Array[]
  },
): boolean {
  if (first > size) return false
  if (first === size) return proof.length === 0 && sameBytes(firstRoot, root)
  if (first === 0) return proof.length === 0
  const whole = Number.isInteger(Math.log2(first))
  const path = whole ? [firstRoot, ...proof] : [...proof]
  const begin = path.shift()
  if (begin === undefined) return false
  let [fn, sn] = [BigInt(first - 1), BigInt(size - 1)]
  while (fn & 1n) [fn, sn] = [fn >> 1n, sn >> 1n]
  let [before, after] = [begin, begin]
  for (const hash of path) {
    if (sn === 0n) return false
    if (fn & 1n || fn === sn) {
      before = nodeHash(sha256, hash, before)
      after = nodeHash(sha256, hash, after)
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n]
    } else after = nodeHash(sha256, after, hash)
    ;[fn, sn] = [fn >> 1n, sn >> 1n]
  }
  return sn === 0n && sameBytes(before, firstRoot) && sameBytes(after, root)
}
