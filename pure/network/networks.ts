/**
 * Network addresses and networks as people and programs write them: IPv4 (RFC 4632), IPv6 (RFC 4291). What was written
 * and names no network is refused with its reason, and with what was probably meant.
 */

export interface Address {
  family: 4 | 6
  value: bigint
}

export interface Network {
  family: 4 | 6
  /** The first address; all bits behind `prefix` are 0. */
  first: bigint
  prefix: number
  /** As it is kept: `192.168.1.0/24`, `2001:db8::/32`. */
  text: string
}

/**
 * malformed: no address at all. host_bits: one computer and a network at once. mapped: IPv4 inside IPv6. mask: a mask
 * instead of a length. everything: limits nothing. too_wide: strangers are in it.
 */
export type Refusal = 'malformed' | 'host_bits' | 'mapped' | 'mask' | 'everything' | 'too_wide'

export type Read =
  | { ok: true; network: Network }
  /** `offer` is what was probably meant; undefined where nobody can know. */
  | { ok: false; why: Refusal; offer: string | undefined }

const BITS = { 4: 32, 6: 128 } as const
/** 10.0.0.0/8 is the widest that one house may have; of IPv6 no provider gives anybody more than a /20. */
const WIDEST = { 4: 8, 6: 20 } as const
/** ::ffff:0:0/96, where IPv4 stands inside IPv6 (RFC 4291 §2.5.5.2). */
const MAPPED = 0xffffn << 32n

function readV4(text: string): bigint | undefined {
  // No leading zeros: some programs take them for octal (RFC 6943 §3.1.1).
  const parts = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/.exec(text)
  const bytes = parts?.slice(1).map(Number)
  if (!bytes || bytes.some((byte) => byte > 255)) return undefined
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

/** RFC 4291 §2.2: eight groups, one run of zeros as `::`, the last two groups as IPv4 where that is wanted. */
function readV6(text: string): bigint | undefined {
  const dotted = /^(.*:)([\d.]+\.[\d.]+)$/.exec(text)
  const tail = dotted ? readV4(dotted[2] ?? '') : undefined
  if (dotted && tail === undefined) return undefined
  const plain =
    tail === undefined ? text : `${dotted?.[1]}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`
  const halves = plain.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const [left = [], right = []] = groups
  const missing = 8 - left.length - right.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const all = [...left, ...Array.from({ length: halves.length === 2 ? missing : 0 }, () => '0'), ...right]
  if (all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n)
}

/**
 * An address as a connection or a person says it: a zone (`%eth0`, RFC 4007 §11) means something on one computer only
 * and is left out, IPv4 inside IPv6 is IPv4. Undefined when it is none.
 */
export function readAddress(text: string): Address | undefined {
  const v4 = readV4(text)
  if (v4 !== undefined) return { family: 4, value: v4 }
  const value = readV6(text.replace(/%[^%/\s]+$/, ''))
  if (value === undefined) return undefined
  return value >> 32n === MAPPED >> 32n ? { family: 4, value: value & 0xffffffffn } : { family: 6, value }
}

/** RFC 5952 §4: lower case, no leading zeros, the longest run of zero groups as `::`, the first of two as long. */
export function addressText({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((by) => (value >> by) & 255n).join('.')
  const groups = Array.from({ length: 8 }, (_, at) => (value >> BigInt(112 - at * 16)) & 0xffffn)
  const runs = groups.map((_, at) => {
    const end = groups.findIndex((group, index) => index >= at && group !== 0n)
    return (end === -1 ? 8 : end) - at
  })
  const longest = Math.max(...runs)
  const hex = (of: readonly bigint[]) => of.map((group) => group.toString(16)).join(':')
  if (longest < 2) return hex(groups)
  const at = runs.indexOf(longest)
  return `${hex(groups.slice(0, at))}::${hex(groups.slice(at + longest))}`
}

const networkOf = ({ family, value }: Address, prefix: number): Network => {
  const rest = BigInt(BITS[family] - prefix)
  const first = (value >> rest) << rest
  return { family, first, prefix, text: `${addressText({ family, value: first })}/${prefix}` }
}

/** The length of a mask such as 255.255.255.0; undefined when its ones do not stand together. */
function lengthOfMask(text: string): number | undefined {
  const mask = readV4(text)
  if (mask === undefined) return undefined
  const length = mask.toString(2).replace(/0+$/, '').length
  return mask === ((1n << BigInt(length)) - 1n) << BigInt(32 - length) ? length : undefined
}

/** A network that may sign in; an address alone is itself. */
export function readNetwork(typed: string): Read {
  const no = (why: Refusal, offer?: string): Read => ({ ok: false, why, offer })
  const [before = '', behind, more] = typed.trim().split('/')
  const address = readAddress(before)
  if (!address || more !== undefined) return no('malformed')
  const mapped = address.family === 4 && before.includes(':')
  const longest = mapped ? 128 : BITS[address.family]
  const mask = behind !== undefined && address.family === 4 ? lengthOfMask(behind) : undefined
  if (mask !== undefined) return no('mask', networkOf(address, mask).text)
  if (behind !== undefined && (!/^(?:0|[1-9]\d{0,2})$/.test(behind) || Number(behind) > longest))
    return no('malformed')
  const written = behind === undefined ? longest : Number(behind)
  if (mapped) return no('mapped', written < 96 ? undefined : networkOf(address, written - 96).text)
  if (written === 0) return no('everything')
  const network = networkOf(address, written)
  if (written < WIDEST[address.family]) return no('too_wide')
  if (network.first !== address.value) return no('host_bits', network.text)
  if (before.includes('%')) return no('malformed', network.text)
  return { ok: true, network }
}

/** Whether an address lies in one of these networks; what is no address lies in none. */
export function isWithin(address: Address | undefined, networks: readonly Network[]): boolean {
  return (
    address !== undefined &&
    networks.some(
      ({ family, first, prefix }) =>
        family === address.family && (address.value ^ first) >> BigInt(BITS[family] - prefix) === 0n,
    )
  )
}

/** What does not name a network is left out: it lets nobody in. */
export function networksOf(texts: readonly string[]): Network[] {
  return texts.map(readNetwork).flatMap((read) => (read.ok ? [read.network] : []))
}
