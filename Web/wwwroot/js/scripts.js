import { reload } from './reload.js'

const TRIED = 'graphplatform-scripts'
const NOT_AGAIN_FOR = 60_000

/**
 * Loads the page anew when one of its scripts did not come: a browser drops what it loads at the moment when its network changes, and the page would stay as it was, without a word.
 * Once: what does not come then either, does not come.
 */
export function keepScripts() {
  addEventListener('load', async () => {
    const scripts = [...document.querySelectorAll('script[type="module"][src]')]
    const missing = (await Promise.all(scripts.map(isMissing))).includes(true)
    if (!missing || Date.now() - Number(sessionStorage.getItem(TRIED)) < NOT_AGAIN_FOR) return
    sessionStorage.setItem(TRIED, String(Date.now()))
    reload()
  })
}

/** A module that is there is the same one; one that fails while it runs says so by itself, and another try would not help it. */
async function isMissing(script) {
  try {
    await import(script.src)
    return false
  } catch (problem) {
    return problem instanceof TypeError && /load|fetch|import/i.test(problem.message)
  }
}
