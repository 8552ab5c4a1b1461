import { write } from '../dom.js'
import { bytes, cores, percent } from '../format.js'
import { lookOf } from './look.js'

/** Keeps the figures above the list, and the counts of its filters, right. ListFigures.cs says the same. @param {import('./row.js').Row[]} rows */
export function fillFigures(rows) {
  const at = name => document.querySelector(`[data-figure="${name}"]`)
  const known = rows.filter(row => row.container)
  if (!at('running') || known.length < rows.length) return
  const alive = known.filter(row => row.alive)
  const sum = (list, value) => list.reduce((all, row) => all + value(row), 0)

  write(at('running'), String(known.filter(row => lookOf(row.container).isRunning).length))
  write(at('count'), String(known.length))
  const others = Object.entries(Object.groupBy(known.filter(row => !lookOf(row.container).isRunning), row => lookOf(row.container).word.toLowerCase())).sort()
  write(at('others'), others.map(([word, list]) => `${list.length} ${word}`).join(', ') || 'all of them')

  const cpu = sum(alive, row => row.stats?.cpu ?? 0)
  const cpuLimit = sum(alive, row => row.cpuLimit)
  write(at('cpu'), cores(cpu))
  write(at('cpu-limit'), cores(cpuLimit))
  at('cpu-meter').setAttribute('width', String(percent(cpu, cpuLimit)))
  const memory = sum(alive, row => row.stats?.memoryBytes ?? 0)
  const memoryLimit = sum(alive, row => row.memoryLimit)
  write(at('memory'), bytes(memory))
  write(at('memory-limit'), bytes(memoryLimit))
  at('memory-meter').setAttribute('width', String(percent(memory, memoryLimit)))
  write(at('received'), `${bytes(sum(alive, row => rate(row, 'networkReceivedBytes')))}/s`)
  write(at('sent'), `${bytes(sum(alive, row => rate(row, 'networkSentBytes')))}/s`)

  if (!/[?&](after|search|status)=/.test(location.search)) write(document.querySelector('[data-container-count]'), String(known.length))
  for (const link of document.querySelectorAll('[data-filter]')) {
    const key = link.dataset.filter
    const count = key ? known.filter(row => row.body.dataset.group === key).length : known.length
    write(link.querySelector('.count'), String(count))
    link.hidden = count === 0 && link.dataset.always !== 'true'
  }
}

function rate(row, counter) {
  if (!row.stats || !row.before) return 0
  const seconds = (new Date(row.stats.at) - new Date(row.before.at)) / 1000
  return seconds <= 0 ? 0 : Math.max(0, (row.stats[counter] - row.before[counter]) / seconds)
}
