/**
 * What a file is: told by its bytes, never by its name alone, from a short list of what a practice keeps as proof. Nothing
 * of it is ever run or shown by Enamel; what somebody's computer would run is kept out all the same.
 */
import { namesInZip, startsWithText } from './zip.ts'

/** A file, in bytes. */
export const MOST_FILE_BYTES = 25 * 2 ** 20
/** Files travel and are stored in parts of so many bytes, the last one shorter. */
export const PART_BYTES = 2 ** 20

const OFFICE = 'application/vnd.openxmlformats-officedocument.'
const OPEN = 'application/vnd.oasis.opendocument.'

/** Endings of names, and the media type each stands for. */
export const FILE_TYPES = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  txt: 'text/plain',
  csv: 'text/csv',
  docx: `${OFFICE}wordprocessingml.document`,
  xlsx: `${OFFICE}spreadsheetml.sheet`,
  pptx: `${OFFICE}presentationml.presentation`,
  odt: `${OPEN}text`,
  ods: `${OPEN}spreadsheet`,
  odp: `${OPEN}presentation`,
} as const

export type FileType = (typeof FILE_TYPES)[keyof typeof FILE_TYPES]

/**
 * Why a file is not taken. program: something that runs. macros: an office file that runs something. old_office: the form of
 * before 2007, which may hide a program. other_ending: its name says one thing and its bytes another. unknown: none of the list.
 */
export const UNFIT = ['program', 'macros', 'old_office', 'other_ending', 'unknown'] as const
export type Unfit = (typeof UNFIT)[number]

type Start = FileType | 'zip' | 'text' | Unfit

const STARTS: readonly (readonly [number[], Start])[] = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], 'application/pdf'],
  [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image/png'],
  [[0xff, 0xd8, 0xff], 'image/jpeg'],
  [[0x50, 0x4b, 0x03, 0x04], 'zip'],
  // Windows, Linux, macOS (both orders, and for several processors), scripts, shortcuts, Android, WebAssembly.
  [[0x4d, 0x5a], 'program'],
  [[0x7f, 0x45, 0x4c, 0x46], 'program'],
  [[0xfe, 0xed, 0xfa], 'program'],
  [[0xce, 0xfa, 0xed, 0xfe], 'program'],
  [[0xcf, 0xfa, 0xed, 0xfe], 'program'],
  [[0xca, 0xfe, 0xba, 0xbe], 'program'],
  [[0x23, 0x21], 'program'],
  [[0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0], 'program'],
  [[0x64, 0x65, 0x78, 0x0a], 'program'],
  [[0, 0x61, 0x73, 0x6d], 'program'],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 'old_office'],
]

function startOf(bytes: Uint8Array): Start {
  const found = STARTS.find(([start]) => start.every((byte, at) => bytes[at] === byte))
  if (found) return found[1]
  if (startsWithText(bytes, 0, 'RIFF') && startsWithText(bytes, 8, 'WEBP')) return 'image/webp'
  return isText(bytes) ? 'text' : 'unknown'
}

/** No byte that text never has; accents in whatever old form a spreadsheet wrote them. */
const isText = (bytes: Uint8Array) =>
  bytes.every((byte) =>
    byte >= 0x20 ? byte !== 0x7f : byte === 9 || byte === 10 || byte === 12 || byte === 13,
  )

const endingOf = (name: string) => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** The type that the name stands for; undefined for an ending that is not on the list. */
const typeOfName = (name: string): FileType | undefined => {
  const ending = endingOf(name)
  return Object.hasOwn(FILE_TYPES, ending) ? FILE_TYPES[ending as keyof typeof FILE_TYPES] : undefined
}

/** What can be said against a file by its name and its first bytes alone. */
export function unfitFromStart(name: string, first: Uint8Array): Unfit | undefined {
  const named = typeOfName(name)
  const start = startOf(first)
  if (start === 'program' || start === 'old_office' || start === 'unknown') return start
  if (!named) return 'unknown'
  if (start === 'zip') return isZipped(named) ? undefined : 'other_ending'
  if (start === 'text') return named.startsWith('text/') ? undefined : 'other_ending'
  return start === named ? undefined : 'other_ending'
}

const isZipped = (type: FileType) => type.startsWith(OFFICE) || type.startsWith(OPEN)

const PARTS: Readonly<Partial<Record<FileType, string>>> = {
  [FILE_TYPES.docx]: 'word/',
  [FILE_TYPES.xlsx]: 'xl/',
  [FILE_TYPES.pptx]: 'ppt/',
}

/** The type of a whole file, or why it is not taken. Never throws, whatever the bytes. */
export function typeOfFile(name: string, content: Uint8Array): { type: FileType } | { unfit: Unfit } {
  const type = typeOfName(name)
  const unfit = unfitFromStart(name, content)
  if (unfit !== undefined || type === undefined) return { unfit: unfit ?? 'unknown' }
  if (!isZipped(type)) return { type }
  const names = namesInZip(content)
  if (!names) return { unfit: 'unknown' }
  if (names.some((one) => /(?:^|\/)vbaProject|^Basic\/|^Scripts\//i.test(one))) return { unfit: 'macros' }
  const own = PARTS[type]
  if (own === undefined)
    return startsWithText(content, 30, `mimetype${type}`) ? { type } : { unfit: 'other_ending' }
  const office = names.includes('[Content_Types].xml') && names.some((one) => one.startsWith(own))
  return office ? { type } : { unfit: 'other_ending' }
}

/** What stands in a name that a path, a hidden file or some system could make something else of. */
const NOT_IN_A_NAME = /[\\/:*?"<>|]|^\.|\.$/

/** Whether a name is a file's name and nothing more: no folder, nothing a system reads as something else. */
export const isFileName = (name: string): boolean => !NOT_IN_A_NAME.test(name)
