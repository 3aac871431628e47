/**
 * The start cannot go on. `message` is complete and plain: it is printed as it stands to the person
 * at the terminal, says what is wrong and what to do, and holds no stack and no secret.
 */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** What the last lines of a failing `initdb` or `postgres` mean, and the way out. */
const meanings: ReadonlyArray<readonly [RegExp, (subject: FailureSubject) => string]> = [
  [
    /No space left on device|Disk quota exceeded/i,
    (s) => `The disk that holds ${s.folder} is full. Free some space and start again.`,
  ],
  [
    /Read-only file system/i,
    (s) =>
      `The disk that holds ${s.folder} is read-only. Make it writable, or give Enamel another folder with ENAMEL_DATA.`,
  ],
  [
    /could not look up (effective|local) user ID|no local user with ID/i,
    () =>
      'PostgreSQL needs an entry in /etc/passwd for the user it runs as, and there is none. Run Enamel as a user with a name, or set DATABASE_URL to use a PostgreSQL server of your own.',
  ],
  [
    /invalid locale (name|settings)|locale name .* (is not|too long)/i,
    () =>
      'This machine lacks the locale C.UTF-8, which the database needs. Install it (glibc 2.35 and newer bring it) and start again.',
  ],
  [
    /lock file .* already exists|pre-existing shared memory block/i,
    (s) =>
      `Another PostgreSQL is using the database in ${s.folder}. Stop it first, or give Enamel another folder with ENAMEL_DATA.`,
  ],
  [
    /Cannot allocate memory|could not map anonymous shared memory/i,
    () =>
      'There is not enough free memory to start the database. End other programs, or give the machine more memory.',
  ],
  [
    /Permission denied|Operation not permitted/i,
    (s) =>
      `The user ${s.user} is not permitted to use ${s.folder}. Give the folder to that user, or give Enamel another one with ENAMEL_DATA.`,
  ],
]

export interface FailureSubject {
  /** the folder that was being read or written */
  folder: string
  /** the name of the operating system's user that was doing it */
  user: string
}

/** A StartError that names the way out where the output is understood, and always ends with its last lines. */
export function explainFailure(what: string, output: string, subject: FailureSubject): StartError {
  const meaning = meanings.find(([pattern]) => pattern.test(output))?.[1](subject)
  const lines = output.trim().split('\n').slice(-8)
  const tail = lines.some((line) => line !== '') ? `\n  ${lines.join('\n  ')}` : ''
  return new StartError(`${what} ${meaning ?? 'The last lines it wrote say why:'}${tail}`)
}

/** The same for an error of the file system that Node throws. */
export function explainFileError(what: string, error: unknown, subject: FailureSubject): StartError {
  const words: Record<string, string> = {
    ENOSPC: 'No space left on device',
    EDQUOT: 'Disk quota exceeded',
    EROFS: 'Read-only file system',
    EACCES: 'Permission denied',
    EPERM: 'Operation not permitted',
  }
  const { code, message } = error as NodeJS.ErrnoException
  const known = code === undefined ? undefined : words[code]
  return explainFailure(what, known === undefined ? message : `${known}: ${message}`, subject)
}
