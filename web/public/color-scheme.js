/* Runs before the first paint, so that a dark room is not lit up by a white page. */
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('enamel-colours')
  } catch (blocked) {
    chosen = null
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
