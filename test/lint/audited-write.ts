import { isNamed, type Node, propertyName, type Rule, textOf } from './source.ts'

const changing = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'])
const CHANGING_SQL = /(?:^|[\s(])(?:INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)\b/i

/**
 * Refuses changes outside `write`, `refuse` and `unaudited`: what they hand over is called `tx`, and only `tx` is
 * written to. That a `write` without an event does not compile is the types' part; this closes the ways around it.
 */
export const auditedWrite: Rule = {
  meta: { type: 'problem', docs: { description: 'Every change goes through write() and leaves an event' } },
  create: (context) => {
    const isTransaction = (node: Node | undefined) => isNamed(node, 'tx')
    return {
      MemberExpression(node) {
        if (
          propertyName(node.object) === 'database' &&
          ['kysely', 'pool'].includes(propertyName(node) ?? '')
        ) {
          context.report({
            node,
            message: 'Only server/db holds the connection; use read, write, refuse, unaudited or door.',
          })
        }
      },
      CallExpression(node) {
        const method = propertyName(node.callee) ?? ''
        const receiver = node.callee?.object
        if (changing.has(method) && !isTransaction(receiver)) {
          context.report({
            node,
            message: `${method}() wants the transaction \`tx\` of write(), which leaves an audit event.`,
          })
        }
        if (
          method === 'execute' &&
          receiver?.type === 'TaggedTemplateExpression' &&
          !isTransaction(node.arguments?.[0])
        ) {
          if (CHANGING_SQL.test(textOf(receiver.quasi) ?? '')) {
            context.report({
              node,
              message:
                'SQL that changes something wants the transaction `tx` of write(), which leaves an audit event.',
            })
          }
        }
      },
    }
  },
}
