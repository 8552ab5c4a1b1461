import { element, part, when, write } from '../dom.js'
import { cores, megabytes } from '../format.js'
import { refreshTimes } from '../times.js'
import { lookOf, operationLook } from './look.js'
import { fillReason } from './reason.js'
import { drawSparkline } from './sparkline.js'
import { fillStages, makeStages, operationWord } from './stages.js'

const SPAN = 60_000

/** What the row's notice says; ContainerRow.cs says the same. */
function noticeOf(operation, container) {
  if (operation?.status === 'RUNNING') return null
  const failed = operation?.status === 'FAILED' ? `${operationWord(operation.kind)} failed.` : null
  if (container.status === 'FAILED') return { title: failed ?? 'It should run and does not.', text: container.statusReason, parts: container.statusReasonParts }
  const stands = failed && operationLook({ kind: operation.kind, status: operation.status, container: container.status }).tone === 'failed'
  return stands && operation.error ? { title: failed, text: operation.error.message, parts: [{ text: operation.error.message, at: null }] } : null
}

/** A row of the list: the server drew it, or the template did; this keeps it right. */
export class Row {
  #history = []

  /** @param {HTMLElement} body the tbody */
  constructor(body) {
    this.body = body
    this.id = body.dataset.container
    this.name = body.dataset.name
    this.revision = Number(body.dataset.revision)
    this.alive = false
    this.container = null
    this.stats = null
    this.before = null
  }

  /** Makes a row for a container that was not in the list. @param {HTMLTemplateElement} template @param {any} container */
  static make(template, container) {
    const body = template.content.firstElementChild.cloneNode(true)
    body.dataset.container = container.id
    body.dataset.revision = '0'
    for (const form of body.querySelectorAll('form')) form.elements.containerId.value = container.id
    const row = new Row(body)
    part(body, 'name').href = `/containers/${container.id}`
    part(body, 'log').href = `/containers/${container.id}#log`
    return row
  }

  /** @param {any} container as containerChanged gives it */
  fill(container) {
    this.container = container
    this.name = container.name
    this.revision = container.revision
    const { body } = this
    body.dataset.name = container.name
    const look = lookOf(container)
    body.dataset.group = look.group
    write(part(body, 'name'), container.name)
    write(part(body, 'image'), container.image)
    part(body, 'image').title = container.image
    const status = part(body, 'status')
    status.dataset.status = look.tone
    write(status, look.word)
    status.title = container.statusReason
    const address = part(body, 'address')
    const url = container.urls[0]?.url
    address.hidden = !url
    if (url) {
      address.firstElementChild.href = url
      write(address.firstElementChild, url.replace(/^\w+:\/\//, ''))
    }

    const started = container.instances.filter(i => i.status === 'RUNNING').map(i => i.startedAt).sort()[0]
    this.alive = started !== undefined
    const up = part(body, 'up')
    up.classList.toggle('none', !this.alive)
    if (!this.alive) write(up, '—')
    else if (up.querySelector('time')?.dateTime !== started) up.replaceChildren(when(started, 'since'))
    refreshTimes(up)
    if (!this.alive) this.clearStats()

    part(body, 'wake').hidden = !look.canWake
    part(body, 'start').hidden = !look.canStart
    part(body, 'stop').hidden = !look.canStop
    part(body, 'stop').querySelector('button').disabled = container.status === 'STOPPING'
    for (const [name, verb] of [['log', 'Log of'], ['wake', 'Wake'], ['start', 'Start'], ['stop', 'Stop']]) {
      const control = part(body, name)
      ;(control.querySelector('button') ?? control).setAttribute('aria-label', `${verb} ${container.name}`)
    }
    this.fillOperation(container.latestOperation)
  }

  /** Shows an operation's stages while it runs, and why it or the container failed. @param {any} operation */
  fillOperation(operation) {
    const more = part(this.body, 'more')
    const cell = more.firstElementChild
    const notice = noticeOf(operation, this.container)
    const { statusReason: reason, statusReasonParts: parts } = this.container
    fillReason(part(this.body, 'reason'), notice?.text === reason ? [] : parts)
    if (operation?.status === 'RUNNING') {
      let list = cell.querySelector('.stages')
      if (list?.dataset.operation !== operation.id) {
        list = makeStages(operation, true)
        cell.replaceChildren(list)
      }
      fillStages(list, operation, this.container.status)
      more.hidden = false
    } else if (notice) {
      if (!cell.querySelector('.notice span')) {
        cell.replaceChildren(element('p', { class: 'notice', 'data-status': 'failed' },
          element('strong', {}), ' ', element('span', {}), ' ', element('a', { class: 'push', href: `/containers/${this.id}#log` }, 'See its log')))
      }
      write(cell.querySelector('.notice strong'), notice.title)
      fillReason(cell.querySelector('.notice span'), notice.parts)
      more.hidden = false
    } else {
      more.hidden = true
    }
  }

  /** @param {any[]} samples what was used before the page was live */
  addHistory(samples) {
    this.#history = [...samples]
    this.before = samples.at(-2) ?? null
    this.stats = samples.at(-1) ?? null
  }

  /** @param {any} sample */
  addStats(sample) {
    if (!this.container || !this.alive) return
    if (this.stats?.at === sample.at) return
    this.before = this.stats
    this.stats = sample
    this.#history.push(sample)
    const since = new Date(sample.at).getTime() - SPAN
    while (new Date(this.#history[0].at).getTime() < since) this.#history.shift()
    const { body, cpuLimit, memoryLimit } = this
    part(body, 'cpu-cell').classList.remove('none')
    part(body, 'memory-cell').classList.remove('none')
    write(part(body, 'cpu'), cores(sample.cpu))
    write(part(body, 'cpu-limit'), `/ ${cores(cpuLimit)}`)
    write(part(body, 'memory'), megabytes(sample.memoryBytes))
    write(part(body, 'memory-limit'), `/ ${megabytes(memoryLimit)} MB`)
    drawSparkline(part(body, 'cpu-line'), this.#history.map(s => [s.at, s.cpu]), cpuLimit, SPAN)
    drawSparkline(part(body, 'memory-line'), this.#history.map(s => [s.at, s.memoryBytes]), memoryLimit, SPAN)
  }

  clearStats() {
    this.stats = null
    this.before = null
    this.#history = []
    for (const name of ['cpu', 'memory']) {
      part(this.body, `${name}-cell`).classList.add('none')
      write(part(this.body, name), '—')
      write(part(this.body, `${name}-limit`), '')
      drawSparkline(part(this.body, `${name}-line`), [], 1, SPAN)
    }
  }

  get cpuLimit() { return this.container.resources.cpu * this.container.replicas }

  get memoryLimit() { return this.container.resources.memoryBytes * this.container.replicas }
}
