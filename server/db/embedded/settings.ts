import { existsSync, readFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { currentAccount, isRoot } from './account.ts'
import { ensureFolder, type Place, replaceFile } from './place.ts'
import { socketPort } from './socket-folder.ts'

/** The roles of the database; the first is initdb's superuser. */
export const roleNames = {
  admin: 'enamel_admin',
  owner: 'enamel_owner',
  app: 'enamel_app',
  sealer: 'enamel_sealer',
} as const

/**
 * Writes PostgreSQL's three files anew at each start, so that they follow this program and the user it runs as.
 * They lie beside the cluster: under root the user of PostgreSQL can read but not change them.
 * True when a file differs from the one before: a server that runs already has to be told.
 */
export function writeSettings(place: Place, socketFolder: string, durable: boolean): boolean {
  ensureFolder(place.settings, isRoot() ? 0o755 : 0o700)
  const files = {
    'postgresql.conf': serverSettings(place, socketFolder, durable),
    'pg_hba.conf': accessRules,
    'pg_ident.conf': identityMap(),
  }
  let changed = false
  for (const [name, content] of Object.entries(files)) {
    const path = join(place.settings, name)
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue
    replaceFile(path, content, isRoot() ? 0o644 : 0o600)
    changed = true
  }
  return changed
}

const accessRules = `# Written by Enamel at each start.
local all ${Object.values(roleNames).join(',')} peer map=enamel
local all all reject
local replication all reject
host all all all reject
host replication all all reject
`

/** Only the user Enamel runs as, and root, who could become that user anyway and runs commands beside the server. */
function identityMap(): string {
  const people = new Set(['root', isRoot() ? 'root' : currentAccount().name])
  const lines = [...people].flatMap((name) =>
    Object.values(roleNames).map((role) => `enamel "${name}" ${role}`),
  )
  return `# Written by Enamel at each start.\n${lines.join('\n')}\n`
}

function serverSettings(place: Place, socketFolder: string, durable: boolean): string {
  const settings: Record<string, string | number> = {
    hba_file: quote(join(place.settings, 'pg_hba.conf')),
    ident_file: quote(join(place.settings, 'pg_ident.conf')),
    allow_alter_system: 'off',
    cluster_name: quote('enamel'),

    listen_addresses: quote(''),
    port: socketPort,
    unix_socket_directories: quote(`"${socketFolder.replaceAll('"', '""')}"`),
    // Under root the server and Enamel are different users; the folder around it, mode 0700, keeps all others out.
    unix_socket_permissions: '0600',
    // Tests run several programs beside one another, each with pools of its own.
    max_connections: durable ? 60 : 200,
    ssl: 'off',

    shared_buffers: `${sharedBuffers()}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    // Files in the cluster instead of /dev/shm, which a container limits to 64 MB and a log-out may sweep (RemoveIPC).
    dynamic_shared_memory_type: 'mmap',
    io_method: 'sync',
    max_worker_processes: 4,
    max_parallel_workers_per_gather: 1,
    autovacuum_worker_slots: 3,
    autovacuum_max_workers: 2,
    jit: 'off',

    wal_level: 'replica',
    max_wal_senders: 0,
    max_replication_slots: 0,
    min_wal_size: '32MB',
    max_wal_size: '512MB',
    ...(durable
      ? { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),

    timezone: quote('UTC'),
    log_timezone: quote('UTC'),
    lc_messages: quote('C'),
    default_text_search_config: quote('pg_catalog.simple'),

    // Names, addresses and parameters of statements stay out of the log file.
    log_destination: quote('stderr'),
    logging_collector: 'off',
    log_line_prefix: quote('%m [%p] '),
    log_statement: 'none',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_min_duration_statement: -1,
    log_autovacuum_min_duration: -1,
    log_checkpoints: 'off',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  return `# Written by Enamel at each start.\n${lines.join('\n')}\n`
}

/** A 32nd of the machine's memory in MB, from 32 on a clinic's small computer up to 256. */
function sharedBuffers(): number {
  return Math.min(256, Math.max(32, Math.floor(totalmem() / 2 ** 20 / 32)))
}

/** A string in postgresql.conf, where a quote is doubled and a backslash escapes (PostgreSQL 18 §19.1.1 and guc-file.l). */
function quote(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
