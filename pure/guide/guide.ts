/** A help article as the screens draw it, made from the tree of its Markdown (mdast, with GFM's tables). */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong'; parts: Inline[] }

export type Block =
  | { kind: 'heading'; level: 2 | 3; parts: Inline[] }
  | { kind: 'paragraph'; parts: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }

export interface Guide {
  title: string
  blocks: Block[]
}

/** What of mdast is looked at. */
export interface MarkdownNode {
  type: string
  value?: string | undefined
  depth?: number | undefined
  ordered?: boolean | null | undefined
  children?: readonly MarkdownNode[] | undefined
}

/** Throws with the kind of what a guide may not use, or when it has no title. */
export function toGuide(root: MarkdownNode): Guide {
  const [title, ...rest] = root.children ?? []
  if (title?.type !== 'heading' || title.depth !== 1) throw new Error('A guide begins with its title')
  return { title: plainText(inline(title)), blocks: rest.map(block) }
}

export const plainText = (parts: readonly Inline[]): string =>
  parts.map((part) => (part.kind === 'strong' ? plainText(part.parts) : part.text)).join('')

function block(node: MarkdownNode): Block {
  switch (node.type) {
    case 'heading':
      if (node.depth !== 2 && node.depth !== 3) return unknown(node)
      return { kind: 'heading', level: node.depth, parts: inline(node) }
    case 'paragraph':
      return { kind: 'paragraph', parts: inline(node) }
    case 'list':
      return { kind: 'list', ordered: node.ordered === true, items: (node.children ?? []).map(item) }
    case 'table': {
      const [head = [], ...rows] = (node.children ?? []).map((row) => (row.children ?? []).map(inline))
      return { kind: 'table', head, rows }
    }
    default:
      return unknown(node)
  }
}

/** One paragraph an item: lists within lists are hard to read on a phone. */
function item(node: MarkdownNode): Inline[] {
  const [only, more] = node.children ?? []
  if (only?.type !== 'paragraph' || more) return unknown(more ?? node)
  return inline(only)
}

function inline(node: MarkdownNode): Inline[] {
  return (node.children ?? []).map((part): Inline => {
    if (part.type === 'text') return { kind: 'text', text: (part.value ?? '').replaceAll('\n', ' ') }
    if (part.type === 'inlineCode') return { kind: 'code', text: part.value ?? '' }
    if (part.type === 'strong') return { kind: 'strong', parts: inline(part) }
    return unknown(part)
  })
}

function unknown(node: MarkdownNode): never {
  throw new Error(`A guide may not use ${node.type}`)
}
