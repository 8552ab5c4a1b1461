import { element, part, when, write } from '../dom.js'
import { reload } from '../reload.js'
import { subscribe } from '../socket.js'
import { refreshTimes } from '../times.js'

const CHANGES = `subscription($id: ID!) { alerts(organizationId: $id) { __typename
  ... on Alert { id state reason since revision rule { id name } container { id name } } ... on Removed { id } } }`

const STATES = { FIRING: ['failed', 'Firing'], PENDING: ['deploying', 'Waiting'] }

/** The page of alerts, live. */
class Alerts {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    this.open = part(root, 'open')
    subscribe(CHANGES, { id: root.dataset.alerts }, ({ alerts: alert }) => this.#changed(alert))
  }

  #changed(alert) {
    const shown = document.getElementById(alert.id)
    if (alert.__typename === 'Removed') {
      if (shown) reload()       // its rule was deleted by somebody else
      return
    }
    if (!document.getElementById(alert.rule.id)) return reload()
    shown?.remove()
    if (STATES[alert.state]) this.#add(alert)
    this.#count()
    this.#level(alert.rule.id)
  }

  /** What fires comes first, then the newest. */
  #add(alert) {
    const [tone, word] = STATES[alert.state]
    const what = element('span', { class: 'what' }, element('b', {}, alert.rule.name))
    if (alert.container) what.append(' on ', element('a', { href: `/containers/${alert.container.id}#charts` }, alert.container.name))
    what.append(' ', element('span', { class: 'reason', 'data-part': 'reason' }, alert.reason))
    const row = element('li', { id: alert.id, 'data-status': tone, 'data-rule': alert.rule.id },
      element('span', { class: 'status', 'data-status': tone, 'data-part': 'state' }, word), what, element('small', { 'data-part': 'since' }, when(alert.since)))
    const before = [...this.open.children].find(other => tone === 'failed' || other.dataset.status !== 'failed')
    this.open.insertBefore(row, before ?? null)
    refreshTimes(row)
  }

  #count() {
    const firing = this.open.querySelectorAll('li[data-status="failed"]').length
    write(part(this.root, 'open-count'), this.open.children.length > 0 ? `${firing} firing` : '')
    const quiet = part(this.root, 'quiet')
    quiet.hidden = this.open.children.length > 0
    write(quiet, 'Nothing fires.')
  }

  /** AlertFacts.cs says the same. */
  #level(rule) {
    const row = document.getElementById(rule)
    if (row.dataset.enabled !== 'true') return
    const of = tone => this.open.querySelectorAll(`li[data-rule="${rule}"][data-status="${tone}"]`).length
    const [firing, pending] = [of('failed'), of('deploying')]
    const level = part(row, 'level')
    level.dataset.status = firing ? 'failed' : pending ? 'deploying' : 'running'
    write(level, firing > 1 ? `${firing} firing` : firing ? 'Firing' : pending ? 'Waiting' : 'Quiet')
  }
}

const root = document.querySelector('[data-alerts]')
if (root) new Alerts(root)

// What a threshold is typed as depends on what it is of.
const metric = document.querySelector('[data-metric]')
const threshold = document.querySelector('[data-threshold]')
function hint() {
  threshold.placeholder = metric.selectedOptions[0].dataset.hint
}
if (metric) {
  metric.addEventListener('change', hint)
  hint()
}
