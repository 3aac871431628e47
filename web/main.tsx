import './ui/styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createQueryClient } from './lib/query.ts'

const place = document.getElementById('app')
if (!place) throw new Error('The page has no place for the app')

const nonce = document.querySelector<HTMLMetaElement>('meta[name="enamel-nonce"]')?.content ?? ''

// A page that the browser kept whole (back/forward cache) may show what its person may no longer see.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})

createRoot(place).render(<App queries={createQueryClient()} nonce={nonce} />)
