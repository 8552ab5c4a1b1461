import { exact, relative, span } from './format.js'

const SECOND = 1000

/** Brings the times under a root up to date. @param {ParentNode} root */
export function refreshTimes(root = document) {
  const now = Date.now()
  for (const time of root.querySelectorAll('time[data-ago], time[data-since], time[data-until]')) {
    const at = new Date(time.dateTime)
    const text = time.hasAttribute('data-until') && at.getTime() <= now ? 'now' : time.hasAttribute('data-since') ? span(now - at.getTime()) : relative(at, now)
    if (time.textContent !== text) time.textContent = text
    // The server knows no zone but UTC.
    const title = exact(at)
    if (time.title !== title) time.title = title
  }
}

/** Keeps relative times right while the page is looked at. */
export function keepTimes() {
  refreshTimes()
  setInterval(() => { if (!document.hidden) refreshTimes() }, SECOND)
}
