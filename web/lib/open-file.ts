/** Files that the server makes: opened beside this page, where the browser shows, keeps and prints them. */
import type { Endpoint } from '../../pure/contract/endpoint.ts'

/** Opens the answer of a file endpoint without parameters. Where the browser opens nothing beside, it comes here. */
export function openFile({ url }: Pick<Endpoint, 'url' | 'file'>): void {
  if (!window.open(url, '_blank')) window.location.assign(url)
}
