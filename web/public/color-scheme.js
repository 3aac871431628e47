/* Runs before everything else, so that a dark room is not lit up by a white page. */
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('enamel-colours')
  } catch {
    chosen = null
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')

  /* zod would try to compile its schemas with `new Function`, which the page's policy refuses and reports. It is
     told here because bundled modules have no order that a first import could rely on. */
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
})()
