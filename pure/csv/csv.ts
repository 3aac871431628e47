/** Tables for spreadsheets: RFC 4180, with the mark that tells Excel it is UTF-8. */

/** A cell that a spreadsheet would compute (OWASP, CSV injection): an apostrophe before it makes it text. */
const FORMULA = /^[=+\-@\t\r]/

/** The text of a file of these rows, the head among them; to be written as UTF-8. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => row.map(cell).join(','))
  return `\u{feff}${lines.join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
