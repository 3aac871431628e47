/** Files that are kept on this computer instead of being shown. */

/** Saves what an address of ours answers; this page stays. */
export function saveFrom(url: string, name = ''): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}

/** Saves bytes that are here already. */
export function saveBytes(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes)
  saveFrom(url, name)
  // The browser has taken it by the next turn; what is held until then is let go.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
