import { run } from '../api.js'
import { Chart } from '../charts/chart.js'
import { RANGES } from '../charts/ranges.js'
import { Rates } from '../charts/rates.js'
import { Series } from '../charts/series.js'
import { bytes, fineCores, megabytes } from '../format.js'
import { toast } from '../toasts.js'

const METRICS = { cpu: 'CPU', memory: 'MEMORY', received: 'NETWORK_RECEIVED', sent: 'NETWORK_SENT', read: 'BLOCK_READ', written: 'BLOCK_WRITTEN', pids: 'PIDS' }
const QUERY = `query($id: ID!, $from: DateTime!, $to: DateTime!) { container(id: $id) {
  ${Object.entries(METRICS).map(([key, metric]) => `${key}: metrics(metric: ${metric}, from: $from, to: $to) { at average }`).join(' ')} } }`
const LIVE = '5m'
const FEWEST_SECONDS = 60

/** What the charts need of each live sample. */
export const SAMPLE = 'at cpu memoryBytes networkReceivedBytes networkSentBytes blockReadBytes blockWrittenBytes pids'

const rate = value => `${bytes(value)}/s`

/** The charts of a container, in the time that is chosen. */
export class Charts {
  #series = new Series()
  #rates = new Rates()
  #timer
  #asked = 0

  /** @param {HTMLElement} root the page @param {string} id the container */
  constructor(root, id) {
    this.id = id
    this.root = root.querySelector('[data-charts]')
    this.range = this.root.dataset.charts
    this.rollouts = JSON.parse(this.root.dataset.rollouts).map(({ number, at }) => ({ number, at: new Date(at).getTime() / 1000 }))
    // The server's clock counts.
    this.ahead = new Date(this.root.dataset.now).getTime() - Date.now()
    const at = key => this.root.querySelector(`[data-chart="${key}"]`)
    this.charts = [
      new Chart(at('cpu'), { lines: ['cpu'], limit: Number(root.dataset.cpuLimit), least: 0.002, text: fineCores, of: ' cores' }),
      new Chart(at('memory'), { lines: ['memory'], limit: Number(root.dataset.memoryLimit), unit: 2 ** 20, text: megabytes, of: ' MB' }),
      new Chart(at('network'), { lines: ['received', 'sent'], unit: null, text: rate }),
      new Chart(at('disk'), { lines: ['read', 'written'], unit: null, text: rate }),
      new Chart(at('pids'), { lines: ['pids'], least: 4, text: value => String(Math.round(value)) }),
    ]
    this.root.addEventListener('click', event => {
      const link = event.target.closest('[data-range]')
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      this.#choose(link.dataset.range)
    })
    // What was missed while the connection was broken is read again.
    document.addEventListener('connection', event => { if (event.detail.state === 'live') this.load() })
    this.load()
  }

  /** Reads the chosen time. */
  async load() {
    clearTimeout(this.#timer)
    const asked = ++this.#asked
    const range = RANGES[this.range]
    const now = Date.now() + this.ahead
    try {
      const { container } = await run(QUERY, { id: this.id, from: new Date(now - range.span * 1000).toISOString(), to: new Date(now).toISOString() })
      if (asked !== this.#asked || !container) return
      this.#series = Series.of(container)
      this.#show(now / 1000)
    } catch (problem) {
      if (asked === this.#asked && this.range !== LIVE) toast(problem.message, 'failed')
    }
    if (this.range !== LIVE && asked === this.#asked) this.#timer = setTimeout(() => this.load(), Math.max(range.step, FEWEST_SECONDS) * 1000)
  }

  /** Takes a live sample. */
  add(sample) {
    const taken = this.#rates.of(sample)
    if (!taken) return
    for (const chart of this.charts) chart.now(chart.kind.lines.map(line => taken.point[line]))
    if (this.range !== LIVE) return
    this.#series.push(taken.at, taken.point)
    this.#show(taken.at)
  }

  /** Nothing runs. */
  stopped() {
    for (const chart of this.charts) chart.now(chart.kind.lines.map(() => null))
  }

  /** Another rollout began. @param {{ number: number, createdAt: string }[]} rollouts */
  mark(rollouts) {
    this.rollouts = rollouts.map(({ number, createdAt }) => ({ number, at: new Date(createdAt).getTime() / 1000 }))
  }

  #choose(range) {
    this.range = range
    this.root.dataset.charts = range
    this.root.querySelector('[data-part="export-range"]').value = range
    for (const link of this.root.querySelectorAll('[data-range]')) {
      if (link.dataset.range === range) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
    history.replaceState(null, '', `?range=${range}#charts`)
    this.load()
  }

  #show(now) {
    const range = RANGES[this.range]
    this.#series.forget(now - range.span)
    for (const chart of this.charts) {
      chart.show(this.#series, range, now)
      chart.mark(this.rollouts)
    }
  }
}
