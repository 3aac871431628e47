/** Whether an address lies in one of these networks (CIDR, IPv4 and IPv6). */
import { BlockList, isIP } from 'node:net'

const made = new Map<string, BlockList>()

/** Networks as PostgreSQL and people write them: `192.0.2.0/24`, `2001:db8::/32`; a bare address is itself alone. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  const family = isIP(address)
  return family !== 0 && listOf(networks).check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** One a clinic, and asked on every request: kept as long as few differ. */
function listOf(networks: readonly string[]): BlockList {
  const key = networks.join(' ')
  const known = made.get(key)
  if (known) return known
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const type = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, prefix === undefined ? (type === 'ipv6' ? 128 : 32) : Number(prefix), type)
  }
  if (made.size > 1000) made.clear()
  made.set(key, list)
  return list
}
