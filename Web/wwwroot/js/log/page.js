import { counted } from '../format.js'
import { subscribe } from '../socket.js'
import { keepRange } from './range.js'
import { LogView } from './view.js'

const COUNT = `subscription($id: ID!, $where: LogFilter!) { logSearch(id: $id, where: $where, last: 0) {
  ... on LogSearchProgress { matches searchedLines totalLines isComplete } } }`

const log = document.querySelector('[data-log]')
const filter = document.querySelector('form.log-filter')
if (filter) keepRange(filter)
if (log?.dataset.log) {
  new LogView(log)
  if (log.dataset.logWhere) count(log.dataset.log, JSON.parse(log.dataset.logWhere))
} else {
  document.getElementById('at')?.scrollIntoView({ block: 'center' })
}

/** How many lines of all that are kept fit, counted once, with the progress. */
function count(id, where) {
  const text = document.querySelector('[data-log-count]')
  const bar = document.querySelector('[data-log-progress]')
  const stop = subscribe(COUNT, { id, where }, ({ logSearch: progress }) => {
    bar.hidden = progress.isComplete
    bar.value = progress.totalLines === 0 ? 1 : progress.searchedLines / progress.totalLines
    text.textContent = `${progress.matches.toLocaleString('en')} of ${counted(progress.totalLines, 'line')} fit`
    if (progress.isComplete) stop()
  }, { failed: message => { text.textContent = message } })
}
