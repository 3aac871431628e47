import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { StartError } from './start-error.ts'

/** The operating system's user that PostgreSQL runs as. */
export interface Account {
  uid: number
  gid: number
  name: string
}

/** The name of PostgreSQL's own user, made at the first start as root. */
export const ownUserName = 'enamel-db'

export function isRoot(): boolean {
  return process.geteuid?.() === 0
}

/** The user this process runs as. Throws StartError where that user has no name, which PostgreSQL demands. */
export function currentAccount(): Account {
  try {
    const { uid, gid, username } = userInfo()
    return { uid, gid, name: username }
  } catch {
    throw new StartError(
      `The user with the id ${process.geteuid?.()} has no entry in /etc/passwd, and PostgreSQL needs one. Run Enamel as a user with a name, or set DATABASE_URL to use a PostgreSQL server of your own.`,
    )
  }
}

/** For messages: the name of the user this process runs as, or its id where it has none. */
export function currentUserName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.geteuid?.())
  }
}

/**
 * Whom PostgreSQL runs as, since it refuses to run as root: an ordinary user as itself; under root the owner of the
 * cluster that is there already, else a user of its own (made when missing), else `postgres`, else `nobody`.
 * `clusterOwner` is the uid that owns the existing cluster, undefined when there is none.
 */
export function chooseAccount(clusterOwner: number | undefined): { account: Account; notes: string[] } {
  if (!isRoot()) return { account: currentAccount(), notes: [] }
  if (clusterOwner !== undefined && clusterOwner !== 0) {
    const account = findAccount(clusterOwner)
    if (account !== undefined) return { account, notes: [] }
    throw new StartError(
      `The database belongs to the user with the id ${clusterOwner}, whom this machine does not know. Give the folder to a user that exists with chown -R.`,
    )
  }
  const own = findAccount(ownUserName)
  if (own !== undefined) return { account: own, notes: [] }
  const made = makeOwnUser()
  if (made !== undefined) {
    return {
      account: made,
      notes: [
        `The system user ${ownUserName} was made: PostgreSQL runs as it, because it refuses to run as root.`,
      ],
    }
  }
  const other = findAccount('postgres') ?? findAccount('nobody')
  if (other !== undefined)
    return {
      account: other,
      notes: [`PostgreSQL runs as the user ${other.name}, because it refuses to run as root.`],
    }
  throw new StartError(
    `PostgreSQL refuses to run as root, and there is no other user to run it as. Make one with: useradd --system ${ownUserName}`,
  )
}

/** How to start a program as that user: no change for ourselves; under root Node also drops the supplementary groups. */
export function asAccount(account: Account): { uid?: number; gid?: number } {
  return account.uid === process.geteuid?.() ? {} : { uid: account.uid, gid: account.gid }
}

/** By name or id; /etc/passwd first, then whatever directory the machine is told to ask. Undefined when unknown. */
export function findAccount(nameOrId: string | number): Account | undefined {
  const key = String(nameOrId)
  const line =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.split(':')[typeof nameOrId === 'number' ? 2 : 0] === key) ??
    spawnSync('getent', ['passwd', key], { encoding: 'utf8' }).stdout?.split('\n')[0]
  const [name, , uid, gid] = line?.split(':') ?? []
  if (name === undefined || uid === undefined || gid === undefined || uid === '0') return undefined
  return { name, uid: Number(uid), gid: Number(gid) }
}

function makeOwnUser(): Account | undefined {
  spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ownUserName], {
    stdio: 'ignore',
    env: { PATH: '/usr/sbin:/sbin:/usr/bin:/bin' },
  })
  // Looked up whatever useradd said: another start may have made it in the same moment.
  return findAccount(ownUserName)
}
