/** Whether an address lies in one of a clinic's networks. Asked on every request of a clinic that has a list. */
import { isWithin as lies, type Network, networksOf, readAddress } from '../../pure/network/networks.ts'

const made = new Map<string, readonly Network[]>()

/** `networks` as they are kept, `192.0.2.0/24`; what is no address, or no network, is within nothing. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  return lies(readAddress(address), listOf(networks))
}

/** Read once and kept while few differ: one a clinic. */
function listOf(networks: readonly string[]): readonly Network[] {
  const key = networks.join(' ')
  const known = made.get(key)
  if (known) return known
  if (made.size >= 1000) made.clear()
  const list = networksOf(networks)
  made.set(key, list)
  return list
}
