import { run } from '../api.js'
import { element, icon, part, when } from '../dom.js'
import { refreshTimes } from '../times.js'
import { lookOf } from './look.js'

/** Fields of a container that say how long it stays awake, and where it is reached. */
export const WAKEFULNESS = 'status isAsleep keptAliveBy { reason until } nextTransition { to at reason } urls { url }'

// Use moves the time without a change of the container, so it is asked again when it has come.
const AFTER = 1500
const LONGEST = 2 ** 31 - 1

/** The lines under the status: what comes next, or what keeps it awake, and its addresses. _Wakefulness.cshtml says the same. */
export class Wakefulness {
  #timer = 0

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.id = root.dataset.details
  }

  /** @param {any} container */
  fill(container) {
    const { nextTransition: next, keptAliveBy: kept } = container
    const at = part(this.root, 'wakefulness')
    const shows = lookOf(container).showsWakefulness
    at.replaceChildren(...!shows ? [] : next
      ? [element('span', { title: next.reason }, next.to === 'IDLE' ? 'Falls idle ' : 'Falls asleep ', when(next.at, 'until'), '.')]
      : kept.map(({ reason }) => element('span', {}, `${reason} `)))
    refreshTimes(at)
    this.#urls(container.urls)
    this.#askAt(next?.at ?? kept.map(({ until }) => until).filter(Boolean).sort()[0])
  }

  #urls(urls) {
    const list = part(this.root, 'urls')
    const shown = [...list.querySelectorAll('a')].map(a => a.textContent)
    if (shown.join() === urls.map(({ url }) => url).join()) return
    list.replaceChildren(...urls.map(({ url }) => element('span', { class: 'row address' }, icon('globe'),
      element('a', { href: url, rel: 'noreferrer' }, url),
      element('button', { class: 'button quiet square', type: 'button', 'aria-label': `Copy ${url}`, 'data-copy': url }, icon('copy')))))
  }

  #askAt(time) {
    clearTimeout(this.#timer)
    if (!time) return
    const wait = new Date(time).getTime() - Date.now()
    if (wait < -AFTER) return
    this.#timer = setTimeout(() => this.#ask(), Math.min(wait + AFTER, LONGEST))
  }

  async #ask() {
    try {
      const { container } = await run(`query($id: ID!) { container(id: $id) { ${WAKEFULNESS} } }`, { id: this.id })
      if (container) this.fill(container)
    } catch (problem) {
      console.info(`Not asked how long it stays awake: ${problem.message}`)
    }
  }
}
