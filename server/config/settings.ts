/** The settings: names, defaults, and the sentence that docs/operate/configuration.md and `--help` say of each. */
interface Setting {
  default: string
  /** One sentence for the documentation. */
  about: string
}

export const SETTINGS = {
  PORT: { default: '3000', about: 'Port to listen on, 1 to 65535; 0 takes a free one.' },
  HOST: {
    default: '127.0.0.1',
    about: 'Address to listen on. 127.0.0.1 is reached from this computer only.',
  },
  ENAMEL_ORIGIN: {
    default: 'http://localhost:PORT',
    about:
      'The address people type: https://…, or http://localhost. Anything else stops the start, because cookies and passkeys would not be safe.',
  },
  ENAMEL_TLS_CERT: {
    default: '',
    about:
      'Path of a PEM file: the certificate for ENAMEL_ORIGIN’s name, then those of its authority. With ENAMEL_TLS_KEY Enamel speaks https itself; a renewed pair is taken up without a restart. (ENAMEL_TLS_CERT_FILE names a file whose first line is that path.)',
  },
  ENAMEL_TLS_KEY: {
    default: '',
    about: 'Path of a PEM file: the private key of that certificate, without a passphrase.',
  },
  ENAMEL_TRUSTED_PROXIES: {
    default: '',
    about:
      'Proxies in front of Enamel whose X-Forwarded-For is believed: addresses, networks (192.168.1.0/30) or loopback, with commas between. Name the proxies alone, never the network people sit in.',
  },
  ENAMEL_METRICS_PORT: {
    default: '',
    about: 'Port of the metrics for Prometheus, on 127.0.0.1 only; not set: none.',
  },
  ENAMEL_RP_ID: {
    default: 'host of ENAMEL_ORIGIN',
    about:
      'The name that passkeys are made under: that host, a parent domain of it, or after a move the earlier name. Kept once a passkey was made; setting another leaves those passkeys unusable.',
  },
  ENAMEL_DATA: {
    default: './data',
    about: 'Folder of the database, the server key and the outbox. Back it up.',
  },
  DATABASE_URL: {
    default: '',
    about:
      'postgres://owner:password@host/database to use a PostgreSQL 15 or newer of your own. Needs ENAMEL_KEY.',
  },
  ENAMEL_KEY: {
    default: '',
    about:
      'Server key, 64 hexadecimal digits or base64 of 32 bytes. All processes of one database share it. Made by itself with the embedded database.',
  },
  ENAMEL_MAIL_FROM: {
    default: 'enamel@localhost',
    about: 'Sender of Enamel’s own mail, until one is set up in the product.',
  },
  SMTP_URL: {
    default: '',
    about:
      'smtps://account:password@host:465 or smtp://account:password@host:587, signs in the password as %XX: sends mail until a server is set up in the product (docs/operate/mail.md). Needs ENAMEL_MAIL_FROM.',
  },
  ENAMEL_GEOIP: {
    default: '',
    about:
      'Paths of .mmdb files of your own, with commas between: what they know of cities and providers is told (docs/operate/places.md). Without one, the country only.',
  },
  ENAMEL_PWNED_FILE: {
    default: '',
    about:
      'Path of the full list of stolen passwords as the downloader of Have I Been Pwned writes it (SHA-1, sorted, one file; about 40 GB). Every new password and every sign-in is compared with it, without the network. `npx enamel passwords check-file` looks it over. (ENAMEL_PWNED_FILE_FILE names a file whose first line is that path.)',
  },
  ENAMEL_PWNED_URL: {
    default: 'https://api.pwnedpasswords.com',
    about:
      'Address of the range service of stolen passwords, asked only by clinics that switch it on under Settings, Security, Passwords: https://…, or http://localhost.',
  },
  LOG_LEVEL: {
    default: 'info',
    about: 'How much is logged on standard error: trace, debug, info, warn, error, fatal or silent.',
  },
  ENAMEL_TEST_CLOCK: {
    default: '',
    about: '1 opens /api/test/clock for tests; Enamel then listens on loopback only.',
  },
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof SETTINGS
