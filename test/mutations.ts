/** Ways to change a file at random, the same ones for the same seed: bytes, lines, members, and what breaks readers. */
export interface Dice {
  /** Below n. */
  below(n: number): number
  of<T>(list: readonly T[]): T
}

/** mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed
  const below = (n: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n)
  }
  return { below, of: (list) => list[below(list.length)] as (typeof list)[number] }
}

type Change = (bytes: Buffer, dice: Dice) => Buffer

const spliced = (bytes: Buffer, at: number, remove: number, put: Uint8Array = new Uint8Array()) =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + remove)])

const inLines =
  (change: (lines: string[], dice: Dice) => void): Change =>
  (bytes, dice) => {
    const lines = bytes.toString('utf8').trimEnd().split('\n')
    change(lines, dice)
    return Buffer.from(lines.map((line) => `${line}\n`).join(''))
  }

/** A line's members as they were parsed, whatever they are. */
const inMembers = (change: (line: Record<string, unknown>, dice: Dice, lines: readonly string[]) => void) =>
  inLines((lines, dice) => {
    const at = dice.below(lines.length)
    try {
      const line = JSON.parse(lines[at] ?? '') as Record<string, unknown>
      change(line, dice, [...lines])
      lines[at] = JSON.stringify(line)
    } catch {
      lines[at] = 'null'
    }
  })

const STRANGE: readonly unknown[] = [
  null,
  0,
  -1,
  2 ** 53,
  1e308,
  '',
  '0',
  '9'.repeat(400),
  '9007199254740992',
  '18446744073709551616',
  '\uD800',
  '\uFEFF',
  '\0',
  [],
  {},
  true,
  'AAAA',
  { salt: '', value: '' },
]

const STRANGE_BYTES = [
  Buffer.of(0xc3, 0x28),
  Buffer.of(0xff),
  Buffer.of(0xed, 0xa0, 0x80),
  Buffer.of(0xf8, 0x88, 0x80, 0x80, 0x80),
  Buffer.of(0xef, 0xbb, 0xbf),
  Buffer.of(0),
  Buffer.from('\r\n'),
  Buffer.from('\n'),
  Buffer.from('\u2028'),
  Buffer.from('"'),
  Buffer.from('\\ud800'),
  Buffer.from('\\u0000'),
]

/** Puts a member before the one of its name: other programs may take the first. */
const twice = inLines((lines, dice) => {
  const at = dice.below(lines.length)
  const other = dice.of(lines)
  const member = /"(?:entry|leaf|index|note|origin|entries|value|salt)":"[^"]*"/
  const found = member.exec(other)
  const name = found && /^"\w+"/.exec(found[0])
  if (found && name)
    lines[at] = (lines[at] ?? '').replace(
      `${name[0]}:`,
      () => `${found[0]},${dice.below(2) ? name[0] : ` ${name[0]} `}:`,
    )
})

export const CHANGES: Readonly<Record<string, Change>> = {
  'a bit': (bytes, dice) => {
    const at = dice.below(bytes.length)
    return Buffer.from(bytes.with(at, (bytes[at] ?? 0) ^ (1 << dice.below(8))))
  },
  'a byte': (bytes, dice) => Buffer.from(bytes.with(dice.below(bytes.length), dice.below(256))),
  'bytes taken out': (bytes, dice) => spliced(bytes, dice.below(bytes.length), 1 + dice.below(40)),
  'bytes put in': (bytes, dice) => {
    const put = Uint8Array.from({ length: 1 + dice.below(20) }, () => dice.below(256))
    return spliced(bytes, dice.below(bytes.length), 0, put)
  },
  'what is no text': (bytes, dice) =>
    spliced(bytes, dice.below(bytes.length), dice.below(2), dice.of(STRANGE_BYTES)),
  'a mark at the beginning': (bytes) => spliced(bytes, 0, 0, Buffer.of(0xef, 0xbb, 0xbf)),
  'cut off': (bytes, dice) => bytes.subarray(0, dice.below(bytes.length)),
  'its beginning cut off': (bytes, dice) => bytes.subarray(1 + dice.below(bytes.length - 1)),
  'a part moved': (bytes, dice) => {
    const [from, length] = [dice.below(bytes.length), 1 + dice.below(3000)]
    const part = Buffer.from(bytes.subarray(from, from + length))
    const rest = spliced(bytes, from, length)
    return spliced(rest, dice.below(rest.length + 1), 0, part)
  },
  'lines in each other’s place': inLines((lines, dice) => {
    const [a, b] = [dice.below(lines.length), dice.below(lines.length)]
    ;[lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? '']
  }),
  'a line once more': inLines((lines, dice) => lines.splice(dice.below(lines.length + 1), 0, dice.of(lines))),
  'a line dropped': inLines((lines, dice) => lines.splice(dice.below(lines.length), 1)),
  'many lines dropped': inLines((lines, dice) => {
    const at = dice.below(lines.length)
    const gone = lines
      .splice(at, 1 + dice.below(lines.length - at))
      .filter((line) => line.includes('"entry"'))
    const end = lines.at(-1)
    // As somebody would who knows of the count.
    if (end?.includes('"end"'))
      lines[lines.length - 1] = end.replace(/\d+/, (number) => String(Number(number) - gone.length))
  }),
  'a line cut off': inLines((lines, dice) => {
    const at = dice.below(lines.length)
    lines[at] = (lines[at] ?? '').slice(0, dice.below(200))
  }),
  'other line ends': (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  'an empty line': inLines((lines, dice) => lines.splice(dice.below(lines.length + 1), 0, '')),
  'a deep line': inLines((lines, dice) => {
    const deep = 10 ** (1 + dice.below(5))
    lines.splice(dice.below(lines.length + 1), 0, dice.of(['[', '{"a":', '{"open":{"x":']).repeat(deep))
  }),
  'a number': inLines((lines, dice) => {
    const at = dice.below(lines.length)
    const number = dice.of(['0', '1', '7', '9007199254740993', '1e3', '-1', '01', '9'.repeat(5000)])
    lines[at] = (lines[at] ?? '').replace(
      /"(index|size|entries)":"\d+"/,
      (_all, name: string) => `"${name}":"${number}"`,
    )
  }),
  'a strange value': inMembers((line, dice) => {
    line[dice.of(Object.keys(line))] = dice.of(STRANGE)
  }),
  'a member taken out': inMembers((line, dice) => {
    delete line[dice.of(Object.keys(line))]
  }),
  'a member of another line': inMembers((line, dice, lines) => {
    const other = JSON.parse(dice.of(lines)) as Record<string, unknown>
    const name = dice.of(Object.keys(other))
    line[name] = other[name]
  }),
  'an opening': inMembers((line, dice) => {
    const open = (line['open'] ?? {}) as Record<string, Record<string, unknown>>
    const field = dice.of([...Object.keys(open), '__proto__', 'constructor', 'reason'])
    Object.defineProperty(open, field, {
      value: { salt: Buffer.alloc(32).toString('base64'), ...open[field], value: dice.of(STRANGE) },
      enumerable: true,
      configurable: true,
      writable: true,
    })
    line['open'] = open
  }),
  'the name of a prototype': inLines((lines, dice) => {
    const at = dice.below(lines.length)
    const name = dice.of(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    lines[at] = (lines[at] ?? '').replace(
      '{',
      `{"${name}":${dice.of(['{"type":"entry"}', 'null', '[]', '"x"'])},`,
    )
  }),
  'a member twice': twice,
}
