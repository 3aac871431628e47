import { isNamed, type Node, propertyName, type Rule } from './source.ts'

const message =
  'Time comes from the clock in server/outside/clock.ts, as a parameter `now: Date`; a timeout is measured with performance.now().'

const isDate = (node: Node | undefined): boolean =>
  isNamed(node, 'Date') ||
  (propertyName(node) === 'Date' &&
    ['globalThis', 'window', 'self', 'global'].some((name) => isNamed(node?.object, name)))

/** Refuses to read the computer's clock: `new Date()`, `Date()`, `Date.now` in any form, `performance.timeOrigin`. `new Date(value)` reads none. */
export const oneClock: Rule = {
  meta: { type: 'problem', docs: { description: 'Time comes from the one clock' } },
  create: (context) => ({
    NewExpression(node) {
      if (isDate(node.callee) && node.arguments?.length === 0) context.report({ node, message })
    },
    CallExpression(node) {
      if (isDate(node.callee)) context.report({ node, message })
    },
    MemberExpression(node) {
      const name = propertyName(node)
      const readsClock = isDate(node.object)
        ? name === 'now'
        : isNamed(node.object, 'performance') && name === 'timeOrigin'
      if (readsClock) context.report({ node, message })
    },
    VariableDeclarator(node) {
      if (!isDate(node.init ?? undefined) || node.id?.type !== 'ObjectPattern') return
      if (node.id.properties?.some((property) => isNamed(property.key, 'now')))
        context.report({ node, message })
    },
  }),
}
