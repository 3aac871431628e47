import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { createKeys, keyOfFolder, parseServerKey } from './keys.ts'

const folders: string[] = []
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'enamel-keys-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})
const fileOf = (folder: string) => join(folder, 'server.key')

/** Whether it throws, whatever it says: what the cipher says is Node's. */
function fails(act: () => unknown): boolean {
  try {
    act()
    return false
  } catch {
    return true
  }
}

describe('the key of a data folder', () => {
  it('is made at first use, read by its owner alone, and the same ever after', () => {
    const folder = newFolder()
    const key = keyOfFolder(folder)
    expect(key).toHaveLength(32)
    expect(statSync(fileOf(folder)).mode & 0o777).toBe(0o600)
    expect(keyOfFolder(folder)).toEqual(key)
    expect(readdirSync(folder)).toEqual(['server.key'])
    expect(keyOfFolder(newFolder())).not.toEqual(key)
  })

  it('is closed to others again when somebody opened it', () => {
    const folder = newFolder()
    keyOfFolder(folder)
    chmodSync(fileOf(folder), 0o644)
    keyOfFolder(folder)
    expect(statSync(fileOf(folder)).mode & 0o777).toBe(0o600)
  })

  it('is one key when several first starts make it in the same moment', async () => {
    const folder = newFolder()
    const program = `import { keyOfFolder } from ${JSON.stringify(join(import.meta.dirname, 'keys.ts'))}
      process.stdout.write('ready ')
      process.stdin.resume().once('end', () => process.stdout.write(keyOfFolder(process.argv[1]).toString('hex')))`
    const starts = Array.from({ length: 5 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', program, folder], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    )
    await Promise.all(starts.map(({ stdout }) => once(stdout, 'readable')))
    const said = starts.map(({ stdout }) => text(stdout))
    for (const { stdin } of starts) stdin.end()
    const keys = (await Promise.all(said)).map((line) => line.replace('ready ', ''))
    expect(new Set(keys)).toEqual(new Set([keyOfFolder(folder).toString('hex')]))
    expect(readdirSync(folder)).toEqual(['server.key'])
  })

  it('is made though an earlier start was cut off half-way, with the same process id', () => {
    const folder = newFolder()
    writeFileSync(`${fileOf(folder)}.${process.pid}`, '')
    expect(keyOfFolder(folder)).toHaveLength(32)
  })

  it.each(['', 'ab'.repeat(31), 'xyz'.repeat(20), `${'ab'.repeat(32)}00`])(
    'is refused when its file is damaged, and not made anew: “%s”',
    (damaged) => {
      const folder = newFolder()
      writeFileSync(fileOf(folder), damaged)
      expect(() => keyOfFolder(folder)).toThrow('does not hold a server key. Put it back from your backup')
      expect(readFileSync(fileOf(folder), 'utf8')).toBe(damaged)
    },
  )
})

describe('a server key as text', () => {
  const key = Buffer.alloc(32, 0xc3)
  it.each([
    ['hexadecimal', key.toString('hex')],
    ['capitals', key.toString('hex').toUpperCase()],
    ['base64', key.toString('base64')],
    ['base64url', key.toString('base64url')],
    ['with white space around', ` ${key.toString('hex')}\n`],
  ])('is read as %s', (_form, written) => {
    expect(parseServerKey(written)).toEqual(key)
  })

  it.each(['', 'ab', key.toString('hex').slice(1), key.subarray(1).toString('base64'), 'a b'.repeat(20)])(
    'is not %j',
    (written) => {
      expect(parseServerKey(written)).toBeUndefined()
    },
  )
})

describe('the keys of one server', () => {
  const keys = createKeys(Buffer.alloc(32, 1))
  const plain = Buffer.from('a secret of somebody')

  it('are another for each purpose and each server, and the fingerprint tells none of them', () => {
    const other = createKeys(Buffer.alloc(32, 2))
    const all = [keys.derive('a'), keys.derive('b'), other.derive('a'), Buffer.alloc(32, 1)]
    expect(new Set(all.map((key) => key.toString('hex'))).size).toBe(4)
    expect(keys.derive('a')).toEqual(createKeys(Buffer.alloc(32, 1)).derive('a'))
    expect(keys.fingerprint).toMatch(/^[0-9a-f]{32}$/)
    expect(keys.fingerprint).not.toBe(other.fingerprint)
    expect(keys.derive('fingerprint').toString('hex')).not.toContain(keys.fingerprint)
  })

  it('open what they sealed, which never looks the same twice', () => {
    const [one, two] = [keys.seal('totp', plain, 'row'), keys.seal('totp', plain, 'row')]
    expect(one).not.toEqual(two)
    expect(one.includes(plain)).toBe(false)
    expect(keys.open('totp', one, 'row')).toEqual(plain)
    expect(keys.open('totp', keys.seal('totp', Buffer.alloc(0), 'row'), 'row')).toHaveLength(0)
  })

  it('do not open what was sealed for another row, another purpose or by another server', () => {
    const sealed = keys.seal('totp', plain, 'row of Ada')
    expect(fails(() => keys.open('totp', sealed, 'row of Bea'))).toBe(true)
    expect(fails(() => keys.open('mail', sealed, 'row of Ada'))).toBe(true)
    expect(fails(() => createKeys(Buffer.alloc(32, 2)).open('totp', sealed, 'row of Ada'))).toBe(true)
  })

  it('do not open what was changed in any byte, or cut', () => {
    const sealed = keys.seal('totp', plain, 'row')
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8((changed[index] ?? 0) ^ 1, index)
      expect(
        fails(() => keys.open('totp', changed, 'row')),
        `byte ${index}`,
      ).toBe(true)
      expect(
        fails(() => keys.open('totp', sealed.subarray(0, index), 'row')),
        `cut at ${index}`,
      ).toBe(true)
    }
  })

  it('are made of 32 bytes and nothing else', () => {
    for (const length of [0, 16, 31, 33, 64])
      expect(() => createKeys(Buffer.alloc(length))).toThrow(RangeError)
  })
})
