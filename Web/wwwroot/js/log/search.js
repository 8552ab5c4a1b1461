import { markLine } from './line.js'

/** Search in the loaded lines: marks, a count, and Enter from one found line to the next. */
export class LogSearch {
  #term = ''
  #found = new Set()
  #current = null

  /** @param {HTMLFormElement | null} form null where nobody types @param {HTMLOListElement} list @param {(line: HTMLLIElement) => void} show */
  constructor(form, list, show) {
    this.list = list
    if (!form) return
    this.count = form.querySelector('[data-log-found]')
    const input = form.querySelector('input')
    input.addEventListener('input', () => this.#search(input.value.trim().toLowerCase()))
    input.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.#search(input.value = '')
    })
    form.addEventListener('submit', event => {
      event.preventDefault()
      this.#next(show)
    })
  }

  /** @param {HTMLLIElement} line that comes in */
  added(line) {
    if (this.#term && markLine(line, this.#term)) this.#found.add(line)
  }

  /** @param {Element} line that goes */
  removed(line) {
    this.#found.delete(line)
  }

  /** Marks a term in all lines that come in. @param {string} term in lower case */
  mark(term) {
    this.#term = term
  }

  /** Says how many there are. */
  tell() {
    if (!this.count) return
    const text = !this.#term ? '' : this.#found.size === 1 ? '1 line' : `${this.#found.size} lines`
    if (this.count.textContent !== text) this.count.textContent = text
  }

  #search(term) {
    this.#term = term
    this.#found.clear()
    this.#current = null
    for (const line of this.list.children) if (markLine(line, term)) this.#found.add(line)
    this.tell()
  }

  #next(show) {
    const lines = [...this.list.children].filter(line => this.#found.has(line))
    if (lines.length === 0) return
    const before = lines.indexOf(this.#current)
    this.#current?.classList.remove('current')
    this.#current = lines.at(before <= 0 ? -1 : before - 1)
    this.#current.classList.add('current')
    show(this.#current)
  }
}
