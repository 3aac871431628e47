import { type Node, type Rule, textOf } from './source.ts'

const message =
  'Words stand in the catalogue (words.ts) and come by useWords(), so that they can be translated.'

/** Attributes whose text a person reads or hears; .oxlintrc.json names the same ones for react/jsx-no-literals. */
const read = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'caption',
  'description',
  'error',
  'heading',
  'hint',
  'label',
  'message',
  'placeholder',
  'summary',
  'text',
  'title',
])

/** The strings that an expression may come to, without looking into calls and nested elements. */
function* outcomes(node: Node | null | undefined): Generator<Node> {
  if (!node) return
  if (textOf(node) !== undefined) yield node
  if (node.type === 'ConditionalExpression') {
    yield* outcomes(node.consequent)
    yield* outcomes(node.alternate)
  } else if (
    node.type === 'LogicalExpression' ||
    (node.type === 'BinaryExpression' && node.operator === '+')
  ) {
    yield* outcomes(node.left)
    yield* outcomes(node.right)
  } else if (node.type === 'ArrayExpression') {
    for (const element of node.elements ?? []) yield* outcomes(element)
  } else if (/^(?:TS(?:As|Satisfies|NonNull)|Parenthesized)Expression$/.test(node.type)) {
    yield* outcomes(node.expression)
  }
}

/** Refuses words in JSX that react/jsx-no-literals does not see: inside braces, conditions, templates and sums. */
export const catalogueWords: Rule = {
  meta: { type: 'problem', docs: { description: 'No words in JSX' } },
  create: (context) => ({
    JSXExpressionContainer(node) {
      const attribute = node.parent?.type === 'JSXAttribute' ? attributeName(node.parent) : undefined
      if (node.parent?.type === 'JSXAttribute' && !read.has(attribute ?? '')) return
      for (const found of outcomes(node.expression)) {
        if (/\p{L}/u.test(textOf(found) ?? '')) context.report({ node: found, message })
      }
    },
  }),
}

function attributeName(attribute: Node): string | undefined {
  const name = attribute.name as Node | undefined
  return typeof name?.name === 'string' ? name.name : undefined
}
