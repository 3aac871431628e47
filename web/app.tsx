/** What the whole web stands in: words, theme, cache, router. */
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { colourSchemeManager } from './lib/color-scheme.ts'
import { sessionQuery } from './lib/session.ts'
import { useWords, WordsProvider } from './lib/words.tsx'
import { createAppRouter } from './router.tsx'
import { theme } from './ui/theme.ts'

interface AppProps {
  queries: QueryClient
  /** Of this page's policy, for the styles that a library makes. */
  nonce: string
}

export function App({ queries, nonce }: AppProps) {
  const router = useMemo(() => createAppRouter(queries), [queries])
  return (
    <QueryClientProvider client={queries}>
      <ClinicWords>
        <Theme nonce={nonce}>
          <RouterProvider router={router} />
        </Theme>
      </ClinicWords>
    </QueryClientProvider>
  )
}

function ClinicWords({ children }: { children: ReactNode }) {
  const { data } = useQuery(sessionQuery)
  return <WordsProvider clinic={data?.clinic}>{children}</WordsProvider>
}

function Theme({ nonce, children }: { nonce: string; children: ReactNode }) {
  const { direction } = useWords()
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={colourSchemeManager}
        getStyleNonce={() => nonce}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        {children}
      </MantineProvider>
    </DirectionProvider>
  )
}
