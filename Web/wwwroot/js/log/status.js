import { element } from '../dom.js'
import { counted } from '../format.js'
import { state } from '../socket.js'

/** Says whether the log is live, and after a cut how long it was and that nothing was lost. */
export class LogStatus {
  #resumed = null

  /** @param {HTMLElement} at @param {import('./stream.js').LogStream} stream */
  constructor(at, stream) {
    this.at = at
    this.stream = stream
    this.ended = false
    document.addEventListener('connection', event => this.#connection(event.detail))
    this.#connection({ state, cutFor: 0 })
  }

  /** Counts what arrived after a cut. */
  refresh() {
    if (this.#resumed !== null) this.#live()
  }

  /** @param {string} reason */
  end(reason) {
    this.ended = true
    this.#show('stopped', reason)
  }

  /** @param {string} message */
  fail(message) {
    this.#show('failed', message)
  }

  /** After a failure lines come again. */
  goOn() {
    this.#live()
  }

  #connection({ state, cutFor }) {
    if (this.ended) return
    if (state === 'live') {
      this.#resumed = cutFor > 0 ? cutFor : null
      this.stream.lost = 0
      this.#live()
    } else {
      this.#show(state === 'broken' ? 'deploying' : 'stopped', state === 'broken' ? 'Reconnecting…' : 'Not live')
    }
  }

  #live() {
    const seconds = Math.max(1, Math.round(this.#resumed / 1000))
    this.#show('running', 'Live', this.#resumed === null ? '' : `· resumed after ${seconds} s, ${counted(this.stream.lost, 'line')} lost`)
  }

  #show(status, text, note = '') {
    this.at.dataset.status = status
    const all = note ? `${text} ${note}` : text
    if (this.at.textContent === all) return
    this.at.replaceChildren(element('span', {}, text, ...(note ? [' ', element('span', { class: 'muted' }, note)] : [])))
  }
}
