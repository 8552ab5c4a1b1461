import { element } from '../dom.js'
import { bytes, cores, percent } from '../format.js'
import { subscribe } from '../socket.js'

const USE = '{ limit used level deniedBecause }'
const CHANGES = `subscription($id: ID!) { quotaChanged(organizationId: $id) { containers ${USE} memory ${USE} cpu ${USE} storage ${USE} } }`
const LEVELS = ['OK', 'WARNING', 'CRITICAL', 'EXHAUSTED']
const WHAT = { containers: 'Containers', memory: 'Memory of running containers', cpu: 'CPU of running containers', storage: 'Storage' }

const amount = (name, value) => name === 'containers' ? String(value) : name === 'cpu' ? `${cores(value / 1000)} cores` : bytes(value)

/** The banner above a list: how near the organization is to its nearest limit. QuotaNotice.cs says the same. @param {HTMLElement} at */
export function keepQuotaNotice(at) {
  subscribe(CHANGES, { id: at.dataset.quota }, ({ quotaChanged }) => {
    const [name, use] = Object.keys(WHAT).map(key => [key, quotaChanged[key]])
      .reduce((most, one) => LEVELS.indexOf(one[1].level) > LEVELS.indexOf(most[1].level) ? one : most)
    if (use.level === 'OK') return at.replaceChildren()
    const title = use.level === 'EXHAUSTED' ? `${WHAT[name]}: the limit is reached.` : `${WHAT[name]}: ${Math.floor(percent(use.used, Math.max(use.limit, 1)))} % of the limit.`
    const text = use.deniedBecause ?? `${amount(name, use.used)} of ${amount(name, use.limit)} are in use.`
    if (at.querySelector('strong')?.textContent === title && at.querySelector('span')?.textContent === text) return
    at.replaceChildren(element('p', { class: 'notice', 'data-status': use.level === 'WARNING' ? 'idle' : 'failed', role: 'status' },
      element('strong', {}, title), ' ', element('span', {}, text), ' ',
      element('a', { class: 'push', href: `/organizations/${at.dataset.quota}/limits` }, 'Limits')))
  })
}
