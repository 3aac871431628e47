/**
 * What the doctor finds of the address that is set: where its name leads, who answers there, what the certificate is
 * worth, and whether proxies are named as they should be. Nobody is asked but the system's resolver and Enamel itself.
 */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isLoopback } from '../config/address.ts'
import type { Config } from '../config/config.ts'
import type { Keys } from '../keys.ts'
import { dayOf, hostOf, readPair } from '../tls/certificate.ts'
import { type Answered, ask, ownAddress } from './ask-address.ts'
import type { Check } from './examine.ts'

const DAY_MS = 24 * 3_600_000
/** Let's Encrypt renews 30 days before the end: with two weeks left something has stopped. */
const SOON_DAYS = 14

/** `keys` undefined: the database could not be opened, so nobody can be asked. */
export async function examineAddress(config: Config, keys: Keys | undefined, now: Date): Promise<Check[]> {
  const own = checkPair(config, now)
  const name = await checkName(config)
  if (!keys || own.some(({ verdict }) => verdict === 'fail')) return [...name.checks, ...own]
  const here = await ask(ownAddress(config), config.origin, keys)
  if (here instanceof Error) {
    const { origin, port } = config
    return [
      ...name.checks,
      ...own,
      pass(
        'address',
        `Enamel does not run just now (nothing answers on port ${port}), so ${origin} was not opened. Look again while it runs`,
      ),
    ]
  }
  if (!here.seen)
    return [
      ...name.checks,
      ...own,
      warn(
        'address',
        `Another program answers on port ${config.port}. Is PORT the same for Enamel and for this command?`,
      ),
    ]
  if (config.reachedAs === 'localhost') return [...name.checks, ...own]
  if (!name.resolves) return [...name.checks, ...own, ...checkWay(config, undefined)]
  const there = await ask(new URL(config.origin), config.origin, keys)
  return [...name.checks, ...own, ...judgeAnswer(config, there, now), ...checkWay(config, there)]
}

async function checkName({ origin, reachedAs }: Config): Promise<{ checks: Check[]; resolves: boolean }> {
  if (reachedAs === 'localhost')
    return {
      checks: [
        pass(
          'address',
          `${origin}: only this computer can reach Enamel. docs/operate/reach.md says how others do`,
        ),
      ],
      resolves: true,
    }
  const host = hostOf(origin)
  if (isIP(host) !== 0)
    return {
      checks: [pass('address', `${origin} is a number, for which no name has to be looked up`)],
      resolves: true,
    }
  try {
    const found = await lookup(host, { all: true })
    const addresses = found.map(({ address }) => address).join(', ')
    return { checks: [pass('address', `${host} leads to ${addresses}`)], resolves: true }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    return {
      checks: [
        fail(
          'address',
          `${host} leads nowhere, asked from this computer (${code}). Enter the name in the practice’s DNS, with this computer’s address.`,
        ),
      ],
      resolves: false,
    }
  }
}

function checkPair({ tls, origin }: Config, now: Date): Check[] {
  if (!tls) return []
  const { pair, faults } = readPair(tls, origin, now)
  if (!pair) return faults.map((text) => fail('certificate', text))
  const { names, validTo } = pair.facts
  const days = daysUntil(validTo, now)
  return days < SOON_DAYS
    ? [
        warn(
          'certificate',
          `ENAMEL_TLS_CERT ends on ${dayOf(validTo)}, in ${inDays(days)}, and nothing has renewed it. Renew it now.`,
        ),
      ]
    : [pass('certificate', `for ${names.join(', ')}, until ${dayOf(validTo)} (${inDays(days)})`)]
}

function judgeAnswer(config: Config, there: Answered | Error, now: Date): Check[] {
  const { origin } = config
  if (there instanceof Error)
    return [
      fail(
        'address',
        `Enamel runs, and ${origin} does not answer (${there.message}). Check that its name leads to the proxy or to this computer, and that the port is open.`,
      ),
    ]
  if (!there.seen)
    return [
      fail(
        'address',
        `Something else answers at ${origin}: not this Enamel. Check where its name leads, and what the proxy passes on.`,
      ),
    ]
  return [pass('address', `this Enamel answers at ${origin}`), ...checkServed(config, there, now)]
}

/** The certificate that browsers are shown, by a proxy or by Enamel itself. */
function checkServed({ tls, origin }: Config, { certificate }: Answered, now: Date): Check[] {
  if (!certificate) return []
  const { trusted, why, validTo, covers } = certificate
  const days = daysUntil(validTo, now)
  if (validTo <= now)
    return [fail('certificate', `The one shown at ${origin} ended on ${dayOf(validTo)}. Renew it.`)]
  if (!covers)
    return [fail('certificate', `The one shown at ${origin} is for another name. Browsers refuse it.`)]
  const found: Check[] = []
  if (!trusted)
    found.push(
      warn(
        'certificate',
        `This computer does not trust the one shown at ${origin} (${why}). Fine where your own authority signed it and every computer of the practice knows that authority; otherwise browsers refuse it.`,
      ),
    )
  if (tls) return found
  found.push(
    days < SOON_DAYS
      ? warn(
          'certificate',
          `The one shown at ${origin} ends on ${dayOf(validTo)}, in ${inDays(days)}, and the proxy has not renewed it.`,
        )
      : pass('certificate', `shown at ${origin} by the proxy, until ${dayOf(validTo)} (${inDays(days)})`),
  )
  return found
}

/** How requests come in: where Enamel listens, and whose word it believes. */
function checkWay({ host, port, tls, trustedProxies }: Config, there: Answered | Error | undefined): Check[] {
  const seen = there instanceof Error ? undefined : there?.seen
  if (seen?.by === 'unknown_proxy')
    return [
      warn(
        'proxy',
        `A proxy at ${seen.address} stands in front, and ENAMEL_TRUSTED_PROXIES does not name it: everybody counts as one address. Set it to ${isLoopback(seen.address) ? 'loopback' : seen.address}.`,
      ),
    ]
  if (tls)
    return isLoopback(host)
      ? [
          warn(
            'proxy',
            `Enamel serves https on ${host} alone, which other computers do not reach. Set HOST to 0.0.0.0.`,
          ),
        ]
      : []
  if (isLoopback(host) && trustedProxies.length === 0)
    return [
      warn(
        'proxy',
        `Enamel listens on ${host} alone, without a certificate and without a proxy that is named. Put Caddy or nginx in front and set ENAMEL_TRUSTED_PROXIES=loopback, or set ENAMEL_TLS_CERT, ENAMEL_TLS_KEY and HOST=0.0.0.0.`,
      ),
    ]
  if (!isLoopback(host) && trustedProxies.length === 0)
    return [
      warn(
        'proxy',
        `Enamel listens on ${host}:${port} without https and without a proxy that is named: whoever comes there sends passwords in the open. Set HOST=127.0.0.1, or name the proxy in ENAMEL_TRUSTED_PROXIES.`,
      ),
    ]
  const open = isLoopback(host) ? '' : `; let the firewall admit nobody else to port ${port}`
  return [pass('proxy', `${trustedProxies.join(', ')} may say where a request came from${open}`)]
}

const daysUntil = (at: Date, now: Date) => Math.floor((at.getTime() - now.getTime()) / DAY_MS)
const inDays = (days: number) => (days === 1 ? '1 day' : `${days} days`)

type Say = (area: Check['area'], text: string) => Check
const pass: Say = (area, text) => ({ area, verdict: 'pass', text })
const warn: Say = (area, text) => ({ area, verdict: 'warn', text })
const fail: Say = (area, text) => ({ area, verdict: 'fail', text })
