/**
 * Where a network address is, without asking anybody: the country by a table that comes with Enamel, city and provider
 * only by the clinic's own files (ENAMEL_GEOIP). A place is a guess by whoever made the file, good enough to notice
 * what is new and never to decide who gets in.
 */
import { createRequire } from 'node:module'
import { BlockList, isIP } from 'node:net'
import type { Log } from '../log.ts'
import type { Clock } from '../outside/clock.ts'
import { faultOf, openMmdb } from './mmdb.ts'

export interface Place {
  /** Of a house's own network, or of this computer itself: there is no more to say. */
  readonly ownNetwork: boolean
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly country?: string | undefined
  /** In English. */
  readonly city?: string | undefined
  /** Whose network it is, such as `Example Broadband`. */
  readonly provider?: string | undefined
}

export interface Places {
  /** Never fails: what is not known is left out. */
  find(address: string | undefined): Promise<Place>
  /** What is wrong with the files that ENAMEL_GEOIP names, a sentence each. */
  faults(): Promise<string[]>
}

const NOWHERE: Place = { ownNetwork: false }

/** RFC 1918, RFC 4193, RFC 3927, RFC 4291, and this computer. */
const OWN = blockList(
  '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 127.0.0.0/8 169.254.0.0/16 ::1/128 fc00::/7 fe80::/10',
)
/** Nobody's place (RFC 6890, RFC 3849, RFC 5737, RFC 6598), though tables made of registries name a country for some. */
const SPECIAL = blockList(
  '0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 ::/128 64:ff9b:1::/48 100::/64 2001:db8::/32 3fff::/20 ff00::/8',
)

/** Such as `192.168.1.7`, or a browser on Enamel's own computer. */
export const isOwnNetwork = (address: string) => isIn(OWN, address)

/** Made by ip-location-db of the registries' public data (NRO): decision 58. */
const shipped = () =>
  createRequire(import.meta.url).resolve(
    '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
  )

/** `files`: the clinic's own, the first that knows something is believed, before the table that comes with Enamel. */
export function createPlaces(
  files: readonly string[],
  outside: { log: Log; clock: Clock; table?: string },
): Places {
  const own = files.map((path) => openMmdb(path, outside))
  const table = openMmdb(outside.table ?? shipped(), outside)
  return {
    async find(address) {
      if (address === undefined || isIP(address) === 0) return NOWHERE
      if (isOwnNetwork(address)) return { ownNetwork: true }
      const found = await Promise.all(own.map((file) => file.find(address)))
      const places = found.map(readPlace)
      const first = <K extends keyof Found>(key: K) => places.find((place) => place[key])?.[key]
      // A city without its country would be another's: both come from one file.
      const town = places.find((place) => place.city)
      const country = town?.country ?? first('country')
      return {
        ownNetwork: false,
        country:
          country ?? (isIn(SPECIAL, address) ? undefined : readPlace(await table.find(address)).country),
        city: town?.city,
        provider: first('provider'),
      }
    },
    async faults() {
      const found = await Promise.all(files.map(async (path) => ({ path, why: await faultOf(path) })))
      return found.flatMap(({ path, why }) =>
        why === undefined
          ? []
          : [`ENAMEL_GEOIP names ${path}, which ${why} Until it is one, nothing is known by it.`],
      )
    },
  }
}

type Found = Pick<Place, 'country' | 'city' | 'provider'>

/**
 * Records as MaxMind, DB-IP and IPinfo write them (country.iso_code, city.names.en, autonomous_system_organization),
 * and the flat ones of ip-location-db (country_code, city). Whatever else stands there is left alone.
 */
function readPlace(record: unknown): Found {
  const country = text(at(record, 'country', 'iso_code')) ?? text(at(record, 'country_code'))
  return {
    country: country && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : undefined,
    city: text(at(record, 'city', 'names', 'en')) ?? text(at(record, 'city')),
    provider:
      text(at(record, 'autonomous_system_organization')) ??
      text(at(record, 'as_name')) ??
      text(at(record, 'isp')) ??
      text(at(record, 'traits', 'isp')),
  }
}

function at(record: unknown, ...keys: string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    record,
  )
}

/** Of a file that anybody may have made: one line, and no longer than a name. */
function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const line = value.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return line === '' ? undefined : line.slice(0, 80)
}

function blockList(networks: string): BlockList {
  const list = new BlockList()
  for (const network of networks.split(' ')) {
    const [address = '', prefix] = network.split('/')
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
