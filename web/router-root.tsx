/** What every address of the web hangs on: who is here, and how a page's code is fetched. */
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, lazyRouteComponent } from '@tanstack/react-router'
import { withWords } from './lib/all-words.ts'
import { pageCode } from './lib/page-code.ts'
import { sessionQuery } from './lib/session.ts'
import { Root } from './root.tsx'

export const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  beforeLoad: async ({ context }) => ({
    session: await context.queries.query({ ...sessionQuery, staleTime: 'static' }),
  }),
  component: Root,
})

/** The component of a page whose code is fetched when it is first opened, and with it all words. */
export const codeOf = <M extends Record<string, unknown>, N extends keyof M & string>(
  load: () => Promise<M>,
  name: N,
) => lazyRouteComponent(pageCode(withWords(load)), name)

/** A part of what people see first. Its words came with the first load: `FIRST` of vite.config.ts names these parts. */
export const firstCodeOf = <M extends Record<string, unknown>, N extends keyof M & string>(
  load: () => Promise<M>,
  name: N,
) => lazyRouteComponent(pageCode(load), name)
