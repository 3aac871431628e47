/** Tree and proofs against the vectors of RFC 6962, a tree computed by its definition, and thousands of sizes. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Sha256 } from './primitives.ts'
import { consistencyParts, extendsTree, includes, inclusionParts, type Node, proofOf } from './proofs.ts'
import { GrowingTree, leafHash, nodeHash } from './tree.ts'

interface Vectors {
  leaf_inputs_hex: string[]
  leaf_hashes_hex: string[]
  tree_heads: { size: number; root_hex: string }[]
  inclusion: { size: number; index: number; proof_hex: string[] }[]
  consistency: { first: number; second: number; proof_hex: string[] }[]
  must_fail: { what: string; root_hex: string }[]
}

const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, 'testing/rfc6962-merkle.json'), 'utf8'),
) as Vectors

/** MTH as §2.1 defines it. */
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length <= 1) return leaves[0] ?? sha256(new Uint8Array())
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return nodeHash(sha256, rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)))
}

const leavesOf = (size: number) =>
  Array.from({ length: size }, (_none, index) => leafHash(sha256, Buffer.from(`entry ${index}`)))
const grown = (leaves: readonly Uint8Array[]) => {
  const tree = new GrowingTree(sha256)
  for (const leaf of leaves) tree.append(leaf)
  return tree
}
const proved = (leaves: readonly Uint8Array[], parts: readonly (readonly Node[])[]) =>
  proofOf(sha256, parts, ({ height, index }) =>
    rootOf(leaves.slice(index * 2 ** height, (index + 1) * 2 ** height)),
  )

describe('the vectors of RFC 6962', () => {
  const leaves = vectors.leaf_inputs_hex.map((input) => leafHash(sha256, Buffer.from(input, 'hex')))

  it('give the same leaves and roots', () => {
    expect(leaves.map(hex)).toEqual(vectors.leaf_hashes_hex)
    for (const { size, root_hex } of vectors.tree_heads)
      expect(hex(grown(leaves.slice(0, size)).root())).toBe(root_hex)
  })

  it('and none of the roots that a wrong tree would have', () => {
    const roots = leaves.map((_leaf, index) => hex(grown(leaves.slice(0, index + 1)).root()))
    expect(vectors.must_fail.filter(({ root_hex }) => roots.includes(root_hex))).toEqual([])
    expect(vectors.must_fail).toHaveLength(2)
  })

  it('give the same proofs, which hold', () => {
    for (const { size, index, proof_hex } of vectors.inclusion) {
      const proof = proved(leaves, inclusionParts(index, size))
      expect(proof.map(hex)).toEqual(proof_hex)
      const root = rootOf(leaves.slice(0, size))
      const leaf = leaves[index] ?? Buffer.alloc(0)
      expect(includes(sha256, { leaf, index, size, proof, root })).toBe(true)
    }
    for (const { first: from, second: to, proof_hex } of vectors.consistency) {
      const proof = proved(leaves, consistencyParts(from, to))
      expect(proof.map(hex)).toEqual(proof_hex)
      const [firstRoot, root] = [rootOf(leaves.slice(0, from)), rootOf(leaves.slice(0, to))]
      expect(extendsTree(sha256, { first: from, firstRoot, size: to, root, proof })).toBe(true)
    }
  })
})

describe('a growing tree', () => {
  it('has the root of its definition at every size, also when it is put away and resumed', () => {
    const leaves = leavesOf(700)
    let tree = new GrowingTree(sha256)
    for (const [index, leaf] of leaves.entries()) {
      tree.append(leaf)
      const resumed = GrowingTree.resume(sha256, tree.size, tree.levels())
      expect(hex(resumed?.root() ?? Buffer.alloc(0)), String(index)).toBe(hex(tree.root()))
      if (index % 41 === 0) expect(hex(tree.root())).toBe(hex(rootOf(leaves.slice(0, index + 1))))
      if (index % 7 === 0 && resumed) tree = resumed
    }
    expect(hex(tree.root())).toBe(hex(rootOf(leaves)))
  })

  it('gives each full tile once, on every level', () => {
    const tree = new GrowingTree(sha256)
    const tiles: string[] = []
    for (const leaf of leavesOf(256 * 256 + 3)) {
      tree.append(leaf)
      tiles.push(...tree.takeFullTiles().map(({ level, index }) => `${level}/${index}`))
    }
    expect(tiles).toEqual([...Array.from({ length: 256 }, (_none, index) => `0/${index}`), '1/0'])
    expect(tree.levels().map((level) => level.length / 32)).toEqual([3, 0, 1])
  })

  it('is not resumed from levels that are not of its size', () => {
    const tree = grown(leavesOf(300))
    for (const size of [0, 299, 301, 44, 65_836])
      expect(GrowingTree.resume(sha256, size, tree.levels())).toBeUndefined()
    expect(GrowingTree.resume(sha256, 300, tree.levels().slice(0, 1))).toBeUndefined()
  })
})

describe('proofs', () => {
  const most = 70
  const leaves = leavesOf(most)

  it('hold for every leaf of every tree, and for nothing else', () => {
    let held = 0
    for (let size = 1; size <= most; size += 1) {
      const root = rootOf(leaves.slice(0, size))
      for (let index = 0; index < size; index += 1) {
        const leaf = leaves[index] ?? Buffer.alloc(0)
        const proof = proved(leaves, inclusionParts(index, size))
        expect(includes(sha256, { leaf, index, size, proof, root })).toBe(true)
        held += 1
        const other = (index + 1) % size
        if (size > 1) expect(includes(sha256, { leaf, index: other, size, proof, root })).toBe(false)
        expect(includes(sha256, { leaf: root, index, size, proof, root })).toBe(size === 1)
        expect(includes(sha256, { leaf, index, size, proof: [...proof, root], root })).toBe(false)
      }
    }
    expect(held).toBe((most * (most + 1)) / 2)
  })

  it('show of every tree that it extends every smaller one, and no other', () => {
    for (let size = 1; size <= most; size += 1) {
      const root = rootOf(leaves.slice(0, size))
      for (let first = 0; first <= size; first += 1) {
        const firstRoot = rootOf(leaves.slice(0, first))
        const proof = proved(leaves, consistencyParts(first, size))
        expect(extendsTree(sha256, { first, firstRoot, size, root, proof })).toBe(true)
        if (first === 0) continue
        expect(extendsTree(sha256, { first, firstRoot: root, size, root, proof })).toBe(first === size)
        expect(extendsTree(sha256, { first, firstRoot, size, root: firstRoot, proof })).toBe(first === size)
        expect(extendsTree(sha256, { first, firstRoot, size, root, proof: [...proof, root] })).toBe(false)
      }
    }
  })
})
