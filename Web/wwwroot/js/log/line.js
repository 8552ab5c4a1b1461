import { element } from '../dom.js'
import { counted, exact } from '../format.js'

// Colours and cursor movements of terminals: CSI, OSC and two-character sequences.
// eslint-disable-next-line no-control-regex
const ANSI = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_]/g

/** A line or a gap of the log as an item of its list. @param {any} entry @returns {HTMLLIElement} */
export function makeLine(entry) {
  return entry.__typename === 'LogGap' ? gap(entry) : line(entry)
}

function line(entry) {
  const at = new Date(entry.at)
  const stream = entry.stream.toLowerCase()
  const item = element('li', { 'data-stream': stream, 'data-cursor': entry.cursor },
    element('time', { datetime: entry.at, title: exact(at) }, at.toISOString().slice(11, 23)), ' ',
    element('span', { class: 'level' }, stream), ' ',
    element('span', { class: 'from', title: entry.instance ?? '' }, `v${entry.deployment}`), ' ',
    element('span', { class: 'text' }, entry.text.replace(ANSI, '')))
  return item
}

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
    if (at.firstElementChild) at.textContent = text
    return false
  }
  const pieces = []
  let done = 0
  for (; found >= 0; found = lower.indexOf(term, done)) {
    pieces.push(text.slice(done, found), element('mark', {}, text.slice(found, found + term.length)))
    done = found + term.length
  }
  at.replaceChildren(...pieces, text.slice(done))
  return true
}
