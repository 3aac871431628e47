/** Words of Settings › For your IT person › How others reach Enamel, written for whoever looks after the computers. */
import type { Catalogue } from '../../pure/words/catalogue.ts'

export const installationWords = {
  'it.reach.lead.none':
    'Only Enamel’s own computer can open it. Print this page, or send it to whoever looks after your computers: it takes them about 30 minutes.',
  'it.reach.lead.done':
    'People open Enamel at <code>{origin}</code>. This page is for whoever looks after your computers: what it takes, and how it stands now.',
  'it.reach.print': 'Print this page',

  'reach.home.banner':
    '<b>Only this computer can reach Enamel.</b> There is one page to hand to your IT person.',
  'reach.home.link': 'Open that page',

  'it.reach.steps': 'What it takes',
  'it.reach.name.title': 'A name',
  'it.reach.name.text':
    'Take a name in the clinic’s own domain, such as <code>{example}</code>, and let DNS lead it to the fixed address of Enamel’s computer. Choose it for good: passkeys belong to the name they were made under.',
  'it.reach.name.write': 'Name',
  'it.reach.name.write_address': 'Fixed address of that computer',
  'it.reach.https.title': 'A certificate for that name, and who serves it',
  'it.reach.https.proxy':
    '<b>Best: Caddy or nginx on that computer.</b> It has the certificate, renews it, and passes requests on to <code>{target}</code> with <code>{header}</code>.',
  'it.reach.https.proxy_label': 'Settings of Enamel behind a proxy',
  'it.reach.https.direct':
    '<b>Or Enamel itself.</b> A renewed certificate is taken up without a restart, once its files are replaced.',
  'it.reach.https.direct_label': 'Settings of Enamel without a proxy',
  'it.reach.ports.title': 'What to open, and what not',
  'it.reach.ports.443': 'TCP 443',
  'it.reach.ports.443_who':
    'The clinic’s own network. The internet only if people must work from outside without a VPN.',
  'it.reach.ports.80': 'TCP 80',
  'it.reach.ports.80_who': 'Only where the proxy fetches its certificate that way.',
  'it.reach.ports.own': 'TCP {port}, Enamel itself',
  'it.reach.ports.own_who': 'Nobody: behind a proxy it stays on <code>{loopback}</code>.',
  'it.reach.ports.database': 'The database',
  'it.reach.ports.database_who': 'Nobody, ever. The built-in one has no port at all.',
  'it.reach.ports.metrics': 'The metrics port',
  'it.reach.ports.metrics_who':
    'Nobody: it answers on <code>{loopback}</code> alone, and the proxy must not pass it on.',
  'it.reach.check.title': 'Start Enamel anew, and check',
  'it.reach.check.text':
    'Run <code>{doctor}</code> in Enamel’s folder: it looks at the name, the certificate and the proxy. Then open <code>{address}</code> from another computer. Working files for Caddy and nginx stand in <code>{guide}</code>.',

  'it.reach.now': 'What Enamel sees now',
  'it.reach.now.origin': 'Address people type',
  'it.reach.now.https': 'https',
  'it.reach.now.https.enamel': 'Yes, Enamel serves it',
  'it.reach.now.https.proxy': 'Yes, a proxy in front serves it',
  'it.reach.now.https.none': 'No, and not needed while only this computer opens it',
  'it.reach.now.listens': 'Enamel listens on',
  'it.reach.now.listens.loopback': '<code>{listens}</code>, this computer only',
  'it.reach.now.listens.open': '<code>{listens}</code>, open to other computers',
  'it.reach.now.certificate': 'Certificate',
  'it.reach.now.certificate.enamel':
    '<code>{names}</code>, until {date} ({days, plural, =0 {less than a day} one {# day} other {# days}} left)',
  'it.reach.now.certificate.over': '<code>{names}</code>, ended on {date}',
  'it.reach.now.certificate.proxy': 'The proxy has it; Enamel does not see it',
  'it.reach.now.certificate.none': 'None',
  'it.reach.now.proxies': 'Trusted proxies',
  'it.reach.now.proxies.some': '<code>{proxies}</code>',
  'it.reach.now.proxies.none': 'None',
  'it.reach.now.seen': 'You come from',
  'it.reach.now.seen.direct': '<code>{address}</code>, without a proxy',
  'it.reach.now.seen.proxy': '<code>{address}</code>, as the proxy says',
  'it.reach.now.seen.unknown_proxy': '<code>{address}</code>, a proxy that is not trusted',

  'it.reach.warn.over':
    '<b>The certificate has ended.</b> Browsers refuse Enamel until a new one is in its place.',
  'it.reach.warn.ends':
    '<b>The certificate ends in {days, plural, =0 {less than a day} one {# day} other {# days}}.</b> Nothing has renewed it yet.',
  'it.reach.warn.proxy':
    '<b>The proxy in front is not trusted.</b> Everybody counts as one address, so one person’s mistakes slow all the others. Name it in <code>{setting}</code>.',
} as const satisfies Catalogue
