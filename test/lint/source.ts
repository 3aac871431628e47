/** The little of the syntax tree (ESTree with JSX) that our own rules look at. */
export interface Node {
  type: string
  name?: string | Node
  value?: unknown
  computed?: boolean
  operator?: string
  object?: Node
  property?: Node
  callee?: Node
  arguments?: Node[]
  tag?: Node
  quasi?: Node
  quasis?: { value: { raw: string; cooked: string | null } }[]
  expression?: Node
  expressions?: Node[]
  elements?: (Node | null)[]
  consequent?: Node
  alternate?: Node
  left?: Node
  right?: Node
  id?: Node
  init?: Node | null
  properties?: Node[]
  key?: Node
  parent?: Node
}

export interface RuleContext {
  report(finding: { node: Node; message: string }): void
}

export interface Rule {
  meta: { type: 'problem'; docs: { description: string } }
  create(context: RuleContext): Record<string, (node: Node) => void>
}

export function isNamed(node: Node | undefined, name: string): boolean {
  return node?.type === 'Identifier' && node.name === name
}

/** The name after the dot, or in brackets when it is a plain string. */
export function propertyName(node: Node | undefined): string | undefined {
  if (node?.type !== 'MemberExpression') return undefined
  if (!node.computed) return node.property?.name as string
  return typeof node.property?.value === 'string' ? node.property.value : undefined
}

/** The fixed text of a string or a template, its holes left as `?`; undefined for anything else. */
export function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral')
    return node.quasis?.map((part) => part.value.cooked ?? part.value.raw).join('?')
  return undefined
}
