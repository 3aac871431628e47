/** Writes a small .mmdb file (maxmind.github.io/MaxMind-DB, version 2.0): what a clinic would buy or download, made up. */
import { isIP } from 'node:net'

type Value = string | number | { readonly [key: string]: Value }

/** Networks such as `203.0.113.0/24` with their records; later ones lie over earlier ones. */
export function writeMmdb(type: string, networks: Readonly<Record<string, Value>>): Buffer {
  const nodes: [Child, Child][] = [[undefined, undefined]]
  const data: Buffer[] = []
  let length = 0
  for (const [network, record] of Object.entries(networks)) {
    const leaf = { offset: length }
    const bytes = encode(record)
    data.push(bytes)
    length += bytes.length
    put(nodes, bitsOf(network), leaf)
  }
  // Records of 32 bits: a node has 8 bytes. 0 to count − 1 is a node, count is nothing, above it data after 16 bytes.
  const count = nodes.length
  const tree = Buffer.alloc(count * 8)
  nodes.forEach((node, number) => {
    for (const side of [0, 1] as const) {
      const child = node[side]
      const value =
        child === undefined ? count : typeof child === 'number' ? child : count + 16 + child.offset
      tree.writeUInt32BE(value, number * 8 + side * 4)
    }
  })
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_790_000_000,
    database_type: type,
    description: {},
    ip_version: 6,
    node_count: count,
    record_size: 32,
  })
  const marker = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex')
  return Buffer.concat([tree, Buffer.alloc(16), ...data, marker, metadata])
}

type Child = number | { offset: number } | undefined

function put(nodes: [Child, Child][], bits: readonly (0 | 1)[], leaf: { offset: number }): void {
  let here = 0
  bits.forEach((bit, depth) => {
    const node = nodes[here]
    if (!node) throw new Error('A node without a place')
    if (depth === bits.length - 1) node[bit] = leaf
    else {
      const child = node[bit]
      if (typeof child === 'number') here = child
      else {
        // What lay over the whole of it lies over both halves.
        here = node[bit] = nodes.push([child, child]) - 1
      }
    }
  })
}

/** IPv4 lies in the IPv6 tree as ::a.b.c.d. */
function bitsOf(network: string): (0 | 1)[] {
  const [address = '', prefix = ''] = network.split('/')
  const four = isIP(address) === 4
  const groups = four ? [] : expand(address)
  const bytes = four
    ? [...Array.from({ length: 12 }, () => 0), ...address.split('.').map(Number)]
    : groups.flatMap((group) => [group >> 8, group & 255])
  const bits = bytes.flatMap((byte) =>
    Array.from({ length: 8 }, (_, n): 0 | 1 => ((byte >> (7 - n)) & 1 ? 1 : 0)),
  )
  return bits.slice(0, Number(prefix) + (four ? 96 : 0))
}

function expand(address: string): number[] {
  const [left = '', right] = address.split('::')
  const read = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const [a, b] = [read(left), read(right ?? '')]
  return [...a, ...Array.from({ length: 8 - a.length - b.length }, () => 0), ...b]
}

/** "Data Field Format": type and length in the first byte; strings 2, unsigned numbers 6 and 9, maps 7. */
function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([head(2, bytes.length), bytes])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([head(6, 4), bytes])
  }
  const entries = Object.entries(value)
  return Buffer.concat([
    head(7, entries.length),
    ...entries.flatMap(([key, one]) => [encode(key), encode(one)]),
  ])
}

/** Up to 28 stands in the byte itself, up to 284 in one more. */
const head = (type: number, length: number) =>
  length < 29 ? Buffer.of((type << 5) | length) : Buffer.of((type << 5) | 29, length - 29)
