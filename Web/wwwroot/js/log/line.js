import { element } from '../dom.js'
import { counted, exact, ofDay } from '../format.js'
import { pieces } from './ansi.js'

const raw = new WeakMap()

/**
 * A line or a gap of the log as an item of its list.
 * @param {any} entry
 * @param {string} context what leads to the lines around this one, when the place is added; empty for none
 * @returns {HTMLLIElement}
 */
export function makeLine(entry, context = '') {
  return entry.__typename === 'LogGap' ? gap(entry) : line(entry, context)
}

function line(entry, context) {
  const at = new Date(entry.at)
  const stream = entry.stream.toLowerCase()
  const level = entry.level?.toLowerCase() ?? null
  const time = element('time', { datetime: entry.at, title: exact(at) }, ofDay(at))
  const text = element('span', { class: 'text' }, ...drawn(entry.text))
  const item = element('li', { 'data-stream': stream, 'data-level': level, 'data-cursor': entry.cursor },
    context ? element('a', { href: `${context}${entry.cursor}#at`, title: 'The lines around this one' }, time) : time, ' ',
    element('span', { class: 'level', title: stream }, level ?? stream), ' ',
    element('span', { class: 'from', title: entry.instance ?? '' }, `v${entry.deployment}`), ' ', text)
  raw.set(text, entry.text)
  return item
}

const drawn = text => pieces(text).map(piece => piece.style ? element('span', { class: piece.style }, piece.text) : piece.text)

function gap(entry) {
  const missing = entry.count === null ? 'Lines are missing' : `${counted(entry.count, 'line')} ${entry.count === 1 ? 'is' : 'are'} missing`
  return element('li', { class: 'gap', 'data-cursor': entry.to }, element('b', {}, missing), ` ${entry.reason}`)
}

/**
 * Marks what is searched for in a line.
 * @param {HTMLLIElement} item
 * @param {string} term in lower case; empty for none
 * @returns {boolean} whether it is there
 */
export function markLine(item, term) {
  const at = item.querySelector('.text')
  if (!at) return false
  const text = at.textContent
  const lower = text.toLowerCase()
  let found = term ? lower.indexOf(term) : -1
  if (found < 0) {
    if (at.querySelector('mark')) at.replaceChildren(...(raw.has(at) ? drawn(raw.get(at)) : [text]))
    return false
  }
  const marked = []
  let done = 0
  for (; found >= 0; found = lower.indexOf(term, done)) {
    marked.push(text.slice(done, found), element('mark', {}, text.slice(found, found + term.length)))
    done = found + term.length
  }
  at.replaceChildren(...marked, text.slice(done))
  return true
}
