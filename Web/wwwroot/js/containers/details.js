import { part, when, write } from '../dom.js'
import { LogView } from '../log/view.js'
import { subscribe } from '../socket.js'
import { refreshTimes } from '../times.js'
import { toastLater } from '../toasts.js'
import { Charts, SAMPLE } from './charts.js'
import { keepDeletePlan } from './delete-plan.js'
import { keepExec } from './exec.js'
import { fillInstances } from './instances.js'
import { lookOf, operationLook } from './look.js'
import { keepPlans } from './plans.js'
import { fillReason } from './reason.js'
import { fillRollouts, ROLLOUTS } from './rollouts.js'
import { fillScaling, SCALING } from './scaling.js'
import { fillStages, makeStages, operationWord, STAGES } from './stages.js'
import { Wakefulness, WAKEFULNESS } from './wakefulness.js'

const ACTOR = 'startedBy { ... on User { name } ... on SystemActor { name } }'
const CHANGES = `subscription($id: ID!) { containerChanged(id: $id) { __typename
  ... on Container { id status statusReasonParts { text at } isAsleep revision updatedAt replicas current { id number status digest } serving { number digest } ${WAKEFULNESS} ${ROLLOUTS} ${SCALING}
    instances { status health healthReason deployment { number } startedAt finishedAt exitCode outOfMemory crashes memoryKills }
    latestOperation { ${STAGES} ${ACTOR} } }
  ... on Removed { id } } }`
const STATS = `subscription($id: ID!) { containerStats(id: $id) { ${SAMPLE} } }`
const PROGRESS = `subscription($id: ID!) { operationProgress(id: $id) { ${STAGES} ${ACTOR} } }`

/** The page of a container, live. */
class Details {
  #operation = null
  #stopOperation = () => {}
  #stopStats = null

  constructor(root) {
    this.root = root
    this.id = root.dataset.details
    this.charts = new Charts(root, this.id)
    new LogView(document.querySelector('[data-log]'))
    keepExec(document.querySelector('[data-exec]'))
    keepPlans(document.getElementById('change-plan'))
    this.wakefulness = new Wakefulness(root)
    keepDeletePlan(document.getElementById('delete-plan'), this.id)
    subscribe(CHANGES, { id: this.id }, data => {
      if (data.containerChanged.__typename === 'Removed') this.#removed()
      else this.#changed(data.containerChanged)
    })
  }

  #changed(container) {
    const { root } = this
    const status = part(root, 'status')
    const look = lookOf(container)
    root.dataset.state = container.status
    status.dataset.status = look.tone
    write(status, look.word)
    fillReason(part(root, 'reason'), container.statusReasonParts)
    part(root, 'wake').hidden = !look.canWake
    part(root, 'start').hidden = !look.canStart
    part(root, 'stop').hidden = !look.canStop
    part(root, 'restart').hidden = !look.canRestart
    part(root, 'stop').querySelector('button').disabled = container.status === 'STOPPING'
    const alive = container.instances.some(instance => instance.status === 'RUNNING')
    part(root, 'exec-run').disabled = !alive
    fillInstances(root, container)
    fillRollouts(root, container)
    fillScaling(root, container)
    this.wakefulness.fill(container)
    this.#digest((container.serving ?? container.current).digest)
    this.#version(container)
    const updated = part(root, 'updated').querySelector('time')
    if (updated.dateTime !== container.updatedAt) {
      updated.replaceWith(when(container.updatedAt))
      refreshTimes(root)
    }
    this.charts.mark(container.deployments.nodes)
    this.#follow(alive)
    if (container.latestOperation) this.#followOperation(container.latestOperation)
  }

  #follow(alive) {
    if (!alive) {
      this.#stopStats?.()
      this.#stopStats = null
      this.charts.stopped()
    } else if (!this.#stopStats) {
      const end = () => { this.#stopStats = null }
      this.#stopStats = subscribe(STATS, { id: this.id }, data => {
        this.charts.add(data.containerStats)
      }, { ended: end, failed: end })
    }
  }

  #followOperation(operation) {
    this.#showOperation(operation)
    if (this.#operation === operation.id) return
    this.#stopOperation()
    this.#operation = operation.id
    this.#stopOperation = operation.status === 'RUNNING'
      ? subscribe(PROGRESS, { id: operation.id }, data => this.#showOperation(data.operationProgress))
      : () => {}
  }

  #showOperation(operation) {
    const card = part(this.root, 'operation')
    card.hidden = false
    write(part(card, 'operation-title'), operationWord(operation.kind))
    write(part(card, 'operation-by'), operation.startedBy ? `by ${operation.startedBy.name}, ` : '')
    const at = part(card, 'operation-at')
    if (at.querySelector('time')?.dateTime !== operation.startedAt) at.replaceChildren(when(operation.startedAt))
    refreshTimes(at)
    const status = part(card, 'operation-status')
    const look = operationLook({ kind: operation.kind, status: operation.status, container: this.root.dataset.state })
    status.dataset.status = look.tone
    write(status, look.word)
    let list = card.querySelector('.stages')
    if (list?.dataset.operation !== operation.id) {
      list?.remove()
      list = makeStages(operation, false)
      part(card, 'operation-body').prepend(list)
    }
    fillStages(list, operation, this.root.dataset.state)
    const error = part(card, 'operation-error')
    error.hidden = !operation.error
    error.dataset.status = look.tone === 'failed' ? 'failed' : 'stopped'
    write(error.querySelector('span'), operation.error?.message ?? '')
  }

  #digest(digest) {
    const row = part(this.root, 'digest-row')
    row.hidden = !digest
    if (!digest) return
    const shown = part(row, 'digest')
    write(shown, `${digest.slice(0, 15)}…${digest.slice(-8)}`)
    shown.title = digest
    part(row, 'digest-copy').dataset.copy = digest
  }

  /** The facts of a version are written by the server; another one that serves, or is tried, brings them anew. */
  async #version({ serving, current }) {
    const version = `${(serving ?? current).number}/${current.number}/${current.status}`
    const card = document.querySelector('[data-version]')
    if (card.dataset.version === version) return
    card.dataset.version = version
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
      if (!answer.ok) throw new Error(answer.statusText)
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
      for (const name of ['image', 'addresses', 'resources', 'security']) {
        const next = fresh.querySelector(`aside [aria-labelledby="${name}"]`)
        for (const scripted of next?.querySelectorAll('[data-scripted]') ?? []) scripted.hidden = false
        if (next) document.querySelector(`aside [aria-labelledby="${name}"]`).replaceWith(next)
      }
      refreshTimes(this.root)
    } catch (problem) {
      console.info(`The facts of the version did not come: ${problem.message}`)
    }
  }

  #removed() {
    toastLater(`${this.root.dataset.name} is deleted.`)
    location.assign(`/projects/${this.root.dataset.project}/containers`)
  }
}

const root = document.querySelector('[data-details]')
if (root) new Details(root)
