/** Builds the web into web/dist. Nothing is inlined: the page's policy allows fonts and scripts from the server only. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The lists of common passwords, loaded where a password is set.
    chunkSizeWarningLimit: 1_500,
  },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
})
