/** Elements without a library: the page is one small file. */
type Child = Node | string | undefined

/** `of` are its attributes; a child that is text is never read as markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  of: Readonly<Record<string, string>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(of)) made.setAttribute(attribute, value)
  made.append(...children.filter((child) => child !== undefined))
  return made
}
