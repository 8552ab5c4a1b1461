import { write } from './dom.js'
import { clock, exact, ofDay, relative, span, zoneOf } from './format.js'

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
  for (const time of root.querySelectorAll('time:is([data-clock], [data-exact])')) {
    const at = new Date(time.dateTime)
    time.textContent = time.hasAttribute('data-exact') ? exact(at) : time.dataset.clock === 'line' ? ofDay(at) : clock(at)
    time.title = exact(at)
    // These stay as they are.
    time.removeAttribute('data-clock')
    time.removeAttribute('data-exact')
  }
}

/** Keeps relative times right while the page is looked at. */
export function keepTimes() {
  refreshTimes()
  for (const zone of document.querySelectorAll('[data-zone]')) write(zone, zoneOf(new Date()))
  setInterval(() => { if (!document.hidden) refreshTimes() }, SECOND)
}
