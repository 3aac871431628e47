import './ui/styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createQueryClient } from './lib/query.ts'
import { sessionQuery } from './lib/session.ts'

const place = document.getElementById('app')
if (!place) throw new Error('The page has no place for the app')

const nonce = document.querySelector<HTMLMetaElement>('meta[name="enamel-nonce"]')?.content ?? ''

// A page that the browser kept whole (back/forward cache) may show what its person may no longer see.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})

const queries = createQueryClient()
// Asked before anything is drawn; who fails to hear it asks again.
queries.query(sessionQuery).catch(() => undefined)

createRoot(place).render(<App queries={queries} nonce={nonce} />)
