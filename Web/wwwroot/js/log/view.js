import { counted } from '../format.js'
import { keepEarlier } from './earlier.js'
import { makeLine } from './line.js'
import { LogSearch } from './search.js'
import { LogStatus } from './status.js'
import { LogStream } from './stream.js'

// What is kept on the page while it follows; earlier lines are a click away.
const FOLLOWED = 2000
// What is kept waiting while lines are held. After that the stream pauses, and goes on from its place when they are let in.
const MOST_WAITING = 5000
const MOST_LOADED = 10_000
const NEAR_END = 24
// Lines that come faster than this are drawn together: drawing is what costs.
const BETWEEN_PAINTS = 100

/** The log on the page: history, then live. While somebody reads, nothing moves. */
export class LogView {
  #waiting = []
  #held = false
  #painting = false
  #painted = -BETWEEN_PAINTS
  #first = true
  #top = 0

  /** @param {HTMLElement} log the element with data-log */
  constructor(log) {
    this.log = log
    this.list = log.querySelector('ol')
    const card = log.closest('.card')
    const at = name => card.querySelector(`[data-log-${name}]`)
    this.nothing = at('nothing')
    this.earlier = at('earlier')
    this.hold = at('hold')
    this.fresh = at('new')
    this.context = log.dataset.logContext ?? ''
    const where = log.dataset.logWhere ? JSON.parse(log.dataset.logWhere) : null
    this.search = new LogSearch(card.querySelector('form[data-log-search]'), this.list, line => {
      this.#setHeld(true)
      line.scrollIntoView({ block: 'center' })
    })
    if (where?.text) this.search.mark(where.text.toLowerCase())
    this.stream = new LogStream(log.dataset.log, where, {
      entry: entry => this.#arrived(entry),
      ended: reason => this.status.end(reason),
      failed: message => this.status.fail(message),
      resumed: () => this.status.goOn(),
    })
    this.status = new LogStatus(at('status'), this.stream)
    keepEarlier(this.earlier, log.dataset.log, where, () => this.list.firstElementChild?.dataset.cursor ?? null, entries => this.#prepend(entries))
    this.earlier.parentElement.hidden = true
    this.hold.addEventListener('click', () => this.#setHeld(!this.#held))
    this.fresh.addEventListener('click', () => this.#setHeld(false))
    log.addEventListener('scroll', () => this.#scrolled(), { passive: true })
    new ResizeObserver(() => { if (!this.#held) this.#toEnd() }).observe(this.list)
    for (const button of card.querySelectorAll('[data-log-show]')) button.addEventListener('click', () => this.#show(button))
    this.#toEnd()
    this.stream.start()
  }

  #arrived(entry) {
    this.#waiting.push(entry)
    if (this.#held && this.#waiting.length >= MOST_WAITING) this.stream.pause()
    // A tab that nobody looks at draws nothing; it keeps what it will show.
    if (!this.#held && this.#waiting.length > 2 * FOLLOWED) this.#waiting.splice(0, this.#waiting.length - FOLLOWED)
    if (this.#painting) return
    this.#painting = true
    setTimeout(() => requestAnimationFrame(() => {
      this.#painting = false
      this.#painted = performance.now()
      this.#paint()
    }), Math.max(0, this.#painted + BETWEEN_PAINTS - performance.now()))
  }

  #paint() {
    if (this.#held) {
      this.fresh.hidden = this.#waiting.length === 0
      this.fresh.querySelector('span').textContent = counted(this.#waiting.length, this.stream.isPaused ? 'and more new line' : 'new line')
      return
    }
    this.fresh.hidden = true
    if (this.#waiting.length === 0) return
    if (this.#first) {
      // What the server drew gives way to the same lines, with their places.
      this.#first = false
      this.list.replaceChildren()
      this.nothing.hidden = true
      this.earlier.parentElement.hidden = Number(this.#waiting[0].cursor ?? this.#waiting[0].from) <= 1
    }
    const lines = document.createDocumentFragment()
    for (const entry of this.#waiting) {
      const line = makeLine(entry, this.context)
      this.search.added(line)
      lines.append(line)
    }
    this.#waiting = []
    this.list.append(lines)
    while (this.list.childElementCount > FOLLOWED) {
      this.search.removed(this.list.firstElementChild)
      this.list.firstElementChild.remove()
      this.earlier.parentElement.hidden = false
    }
    this.search.tell()
    this.status.refresh()
    this.#toEnd()
  }

  #prepend(entries) {
    this.#setHeld(true)
    const lines = document.createDocumentFragment()
    for (const entry of entries) {
      const line = makeLine(entry, this.context)
      this.search.added(line)
      lines.append(line)
    }
    const fromEnd = this.log.scrollHeight - this.log.scrollTop
    this.list.prepend(lines)
    this.log.scrollTop = this.log.scrollHeight - fromEnd
    this.search.tell()
    if (this.list.childElementCount < MOST_LOADED) return true
    this.earlier.title = `${counted(this.list.childElementCount, 'line')} are loaded. The API's logs(before:) has the rest`
    return false
  }

  /** Remembers where that is, so that our own scrolling is not taken for somebody's. */
  #toEnd() {
    this.log.scrollTop = this.log.scrollHeight
    this.#top = this.log.scrollTop
  }

  #scrolled() {
    const top = this.log.scrollTop
    const up = top < this.#top
    this.#top = top
    const atEnd = this.log.scrollHeight - top - this.log.clientHeight < NEAR_END
    if (this.#held && atEnd) this.#setHeld(false)
    // Only who moves up wants to read: the end also moves away when the page gets narrower and lines wrap.
    else if (!this.#held && !atEnd && up) this.#setHeld(true)
  }

  #setHeld(held) {
    this.#held = held
    this.hold.setAttribute('aria-pressed', String(held))
    this.#paint()
    if (held) return
    this.#toEnd()
    if (this.stream.isPaused && !this.status.ended) this.stream.start()
  }

  #show(button) {
    for (const other of button.parentElement.children) other.setAttribute('aria-pressed', String(other === button))
    this.log.dataset.show = button.dataset.logShow
    if (!this.#held) this.#toEnd()
  }
}
