import { type Node, isNamed, propertyName, type Rule, textOf } from './source.ts'

const message = "The database's clock is not ours: hand the time over as a parameter."

/** What reads the server's clock in SQL (PostgreSQL 18 §9.9.5). */
export const SQL_CLOCK =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\b(?:current_timestamp|current_date|current_time|localtimestamp|localtime)\b|'(?:now|today|tomorrow|yesterday)'\s*::/i

const carriesSql = new Set(['query', 'raw', 'literal', 'fn'])

/** Refuses SQL that asks the database for the time, in sql`…` and in what is handed to query(), sql.raw() and fn(). */
export const sqlClock: Rule = {
  meta: { type: 'problem', docs: { description: "SQL does not read the database's clock" } },
  create: (context) => {
    const check = (node: Node | undefined, call = '') => {
      const text = textOf(node)
      if (node && text !== undefined && SQL_CLOCK.test(text + call)) context.report({ node, message })
    }
    return {
      TaggedTemplateExpression(node) {
        if (isNamed(node.tag, 'sql')) check(node.quasi)
      },
      CallExpression(node) {
        const method = propertyName(node.callee)
        if (method !== undefined && carriesSql.has(method))
          check(node.arguments?.[0], method === 'fn' ? '(' : '')
      },
    }
  },
}
