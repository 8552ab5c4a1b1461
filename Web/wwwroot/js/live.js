import { refreshTimes } from './times.js'

const EVERY = 5000

/**
 * Keeps parts with data-live as the server writes them while the page is looked at: for lists that no subscription tells of. What somebody types, has
 * focused or has open there is left alone.
 */
async function refresh() {
  const busy = part => part.contains(document.activeElement) && document.activeElement !== document.body
  const parts = [...document.querySelectorAll('[data-live]')].filter(part => !busy(part))
  if (document.hidden || parts.length === 0) return
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
    if (!answer.ok || answer.redirected) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const part of parts) {
      const next = fresh.querySelector(`[data-live="${part.dataset.live}"]`)
      if (!next || busy(part)) continue
      const [was, is] = [part.querySelector('table'), next.querySelector('table')]
      if (was && is) was.replaceWith(is)
      else part.replaceWith(next)
    }
    refreshTimes()
  } catch (problem) {
    // The server is away for a moment: the mark in the top bar says so.
    console.info(`Not brought up to date: ${problem.message}`)
  }
}

setInterval(refresh, EVERY)
