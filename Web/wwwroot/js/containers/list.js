import { keepQuotaNotice } from '../quotas/notice.js'
import { reload } from '../reload.js'
import { subscribe } from '../socket.js'
import { toast } from '../toasts.js'
import { fillFigures } from './figures.js'
import { Row } from './row.js'
import { STAGES } from './stages.js'

const CHANGES = `subscription($projectId: ID!) { containerChanged(projectId: $projectId) { __typename
  ... on Container { id name status statusReason statusReasonParts { text at } isAsleep image replicas revision urls { url } resources { cpu memoryBytes } instances { status startedAt }
    latestOperation { ${STAGES} } statsHistory(last: 120) { at cpu memoryBytes networkReceivedBytes networkSentBytes } }
  ... on Removed { id } } }`
const STATS = 'subscription($id: ID!) { containerStats(id: $id) { at cpu memoryBytes networkReceivedBytes networkSentBytes } }'
const PROGRESS = `subscription($id: ID!) { operationProgress(id: $id) { ${STAGES} } }`

// A socket takes 100 operations; rows out of sight need none.
const MOST_STATS = 60
const MOST_OPERATIONS = 30

/** The list, live: what the server drew is brought up to date, row by row, and new rows come in at the top. */
class List {
  #rows = new Map()
  #visible = new Set()
  #stats = new Map()
  #operations = new Map()
  #painting = false

  constructor(root) {
    this.root = root
    this.table = root.querySelector('.table')
    this.template = document.getElementById('row')
    this.query = new URLSearchParams(location.search)
    this.sight = new IntersectionObserver(entries => this.#seen(entries))
    for (const body of root.querySelectorAll('[data-container]')) this.#add(new Row(body))
    subscribe(CHANGES, { projectId: root.dataset.list }, data => this.#changed(data.containerChanged))
    keepQuotaNotice(root.querySelector('[data-quota]'))
    const search = root.querySelector('[data-search] input')
    search?.addEventListener('input', () => this.#filter(search.value.trim().toLowerCase()))
  }

  #add(row) {
    this.#rows.set(row.id, row)
    this.sight.observe(row.body)
  }

  #changed(event) {
    if (event.__typename === 'Removed') this.#removed(event.id)
    else this.#container(event)
    this.#paint()
  }

  #container(container) {
    let row = this.#rows.get(container.id)
    if (!row) {
      // A page of many, or a filter, shows what it showed; the plain list takes new ones in.
      if (!this.table) return reload()
      if (this.query.has('after') || this.query.has('search') || this.query.has('status')) return
      row = Row.make(this.template, container)
      this.table.tHead.after(row.body)
      this.#add(row)
      this.root.querySelector('[data-nothing]')?.remove()
    }
    const first = row.container === null
    row.fill(container)
    if (first && row.alive) row.addHistory(container.statsHistory)
    this.#follow(row)
    this.#followOperation(row, container.latestOperation)
  }

  #removed(id) {
    const row = this.#rows.get(id)
    if (!row) return
    toast(`${row.name} is deleted.`)
    for (const followed of [this.#stats, this.#operations]) {
      followed.get(id)?.stop()
      followed.delete(id)
    }
    this.sight.unobserve(row.body)
    this.#rows.delete(id)
    row.body.remove()
    if (this.#rows.size === 0) reload()
  }

  #seen(entries) {
    for (const entry of entries) {
      const id = entry.target.dataset.container
      if (entry.isIntersecting) this.#visible.add(id)
      else this.#visible.delete(id)
      const row = this.#rows.get(id)
      if (row) this.#follow(row)
    }
  }

  #follow(row) {
    const wanted = row.alive && this.#visible.has(row.id)
    const followed = this.#stats.get(row.id)
    if (followed && !wanted) {
      followed.stop()
      this.#stats.delete(row.id)
    } else if (!followed && wanted && this.#stats.size < MOST_STATS) {
      const end = () => this.#stats.delete(row.id)
      const stop = subscribe(STATS, { id: row.id }, data => {
        row.addStats(data.containerStats)
        this.#paint()
      }, { ended: end, failed: end })
      this.#stats.set(row.id, { stop })
    }
  }

  #followOperation(row, operation) {
    const followed = this.#operations.get(row.id)
    if (followed && followed.operation === operation?.id) return
    followed?.stop()
    this.#operations.delete(row.id)
    if (operation?.status !== 'RUNNING' || this.#operations.size >= MOST_OPERATIONS) return
    const end = () => {
      if (this.#operations.get(row.id)?.operation === operation.id) this.#operations.delete(row.id)
    }
    const stop = subscribe(PROGRESS, { id: operation.id }, data => row.container && row.fillOperation(data.operationProgress), { ended: end, failed: end })
    this.#operations.set(row.id, { operation: operation.id, stop })
  }

  #filter(text) {
    for (const row of this.#rows.values()) row.body.hidden = !row.name.toLowerCase().includes(text)
  }

  #paint() {
    if (this.#painting) return
    this.#painting = true
    requestAnimationFrame(() => {
      this.#painting = false
      fillFigures([...this.#rows.values()])
    })
  }
}

const root = document.querySelector('[data-list]')
if (root) new List(root)
