/**
 * First import of the web: zod would otherwise try to compile its schemas with `new Function`, which the page's
 * policy refuses and reports.
 */
import { config } from 'zod'

config({ jitless: true })
