/** Tables for spreadsheets: RFC 4180, with the mark that tells Excel it is UTF-8. */

/**
 * A cell that a spreadsheet would compute (OWASP, CSV injection): an apostrophe before it makes it text. The full-width signs are
 * taken for the narrow ones where the system's language is Japanese, Chinese or Korean; blanks in front are skipped by some.
 */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u

/** Whether a spreadsheet would compute a cell of this text. */
export const isFormula = (cell: string): boolean => FORMULA.test(cell)

/** What `csvFile` made of a cell, as it was before: of our own files that are read again. */
export const withoutMark = (cell: string): string =>
  cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell

/** The text of a file of these rows, the head among them; to be written as UTF-8. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `${CSV_MARK}${rows.map(csvLine).join('')}`
}

/** Stands before the first line. */
export const CSV_MARK = '\u{feff}'

/** One row with its end, of a file that is made bit by bit. */
export const csvLine = (row: readonly string[]): string => `${row.map(cell).join(',')}\r\n`

function cell(text: string): string {
  const safe = isFormula(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
