/** The statements that a module sends to the database: tagged and plain templates with SQL, SQL in quotes, chains of Kysely. */

const VERB = /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b/
const CHAIN = /\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(/g

/** Each with its nested templates in it. */
export function statementsIn(text: string): string[] {
  return [...templates(text), ...quoted(text), ...chains(text)]
}

/** The known tables that it names where a table stands. */
export function tablesOf(statement: string, known: ReadonlySet<string>): string[] {
  const named = statement.matchAll(
    /(?:\bFROM|\bJOIN|\bINTO|\bUPDATE)\s+(?:ONLY\s+)?([a-z_]+)\b|(?:selectFrom|insertInto|updateTable|deleteFrom|[jJ]oin)\(\s*'([a-z_]+)/g,
  )
  const tables = [...named].map((match) => match[1] ?? match[2] ?? '')
  return [...new Set(tables.filter((name) => known.has(name)))].toSorted()
}

/** Outermost templates alone: what is inside belongs to them. */
function templates(text: string): string[] {
  const found: string[] = []
  for (let at = text.indexOf('`'); at >= 0; at = text.indexOf('`', at)) {
    const end = endOfTemplate(text, at + 1)
    const template = text.slice(at, end)
    if (VERB.test(template) && /\b(?:FROM|INTO|SET)\b/.test(template)) found.push(template)
    at = end
  }
  return found
}

function endOfTemplate(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '`') {
    if (text[at] === '\\') at += 2
    else if (text.startsWith('${', at)) at = endOfHole(text, at + 2)
    else at += 1
  }
  return at + 1
}

function endOfHole(text: string, from: number): number {
  let depth = 1
  let at = from
  while (at < text.length && depth > 0) {
    if (text[at] === '`') {
      at = endOfTemplate(text, at + 1)
      continue
    }
    if (text[at] === '{') depth += 1
    if (text[at] === '}') depth -= 1
    at += 1
  }
  return at
}

function quoted(text: string): string[] {
  return [...text.matchAll(/'((?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^'\n]*)'/g)].map(([whole]) => whole)
}

/** From its beginning to what sends it. */
function chains(text: string): string[] {
  return [...text.matchAll(CHAIN)].map(({ index }) => {
    const end = text.slice(index).search(/\.(?:execute\w*|compile)\(|\n\n/)
    return text.slice(index, end < 0 ? index + 1000 : index + end)
  })
}
