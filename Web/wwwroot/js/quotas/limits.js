import { part, write } from '../dom.js'
import { bytes, cores, percent, word } from '../format.js'
import { subscribe } from '../socket.js'

const USE = '{ limit used level deniedBecause }'
const CHANGES = `subscription($id: ID!) { quotaChanged(organizationId: $id) { containers ${USE} memory ${USE} cpu ${USE} storage ${USE} } }`

/** As QuotaFacts.cs says it. */
const amount = (name, value) => name === 'CONTAINERS' ? String(value) : name === 'CPU' ? `${cores(value / 1000)} cores` : bytes(value)
const toneOf = level => level === 'OK' ? 'running' : level === 'WARNING' ? 'idle' : 'failed'
const wordOf = level => level === 'OK' ? 'Room left' : level === 'EXHAUSTED' ? 'All in use' : word(level)

function fill(body, use) {
  const name = body.dataset.quota
  const tone = toneOf(use.level)
  body.dataset.status = tone
  write(part(body, 'used'), amount(name, use.used))
  write(part(body, 'limit'), amount(name, use.limit))
  part(body, 'meter').setAttribute('width', String(percent(use.used, Math.max(use.limit, 1))))
  part(body, 'level').dataset.status = tone
  write(part(body, 'level'), wordOf(use.level))
  write(part(body, 'denied'), use.deniedBecause ?? '')
}

const root = document.querySelector('[data-limits]')
if (root) {
  subscribe(CHANGES, { id: root.dataset.limits }, data => {
    for (const body of root.querySelectorAll('[data-quota]')) fill(body, data.quotaChanged[body.dataset.quota.toLowerCase()])
  })
}
