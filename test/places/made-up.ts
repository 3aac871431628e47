/** Files of cities and providers for tests: two towns at home, one abroad, three providers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from '../at-end.ts'
import { writeMmdb } from './write-mmdb.ts'

/** Paths for ENAMEL_GEOIP; gone when the test file is done. */
export function madeUpPlaces(): { city: string; provider: string } {
  const folder = mkdtempSync(join(tmpdir(), 'enamel-geo-'))
  atEnd(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })))
  const write = (name: string, content: Buffer) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const town = (country: string, city: string) => ({
    country: { iso_code: country },
    city: { names: { en: city } },
  })
  return {
    city: write(
      'city.mmdb',
      writeMmdb('Made-Up-City', {
        '192.0.2.0/24': town('GB', 'Leeds'),
        '198.51.100.0/24': town('GB', 'York'),
        '203.0.113.0/24': town('FR', 'Lyon'),
      }),
    ),
    provider: write(
      'provider.mmdb',
      writeMmdb('Made-Up-ASN', {
        '192.0.2.0/24': { autonomous_system_organization: 'Dale Broadband' },
        '198.51.100.0/24': { autonomous_system_organization: 'Moor Mobile' },
        '203.0.113.0/24': { autonomous_system_organization: 'Rhône Télécom' },
      }),
    ),
  }
}
