import uPlot from '../../lib/uplot/uPlot.esm.js'
import { part, write } from '../dom.js'
import { cores, megabytes } from '../format.js'

const WINDOW = 300
const HEIGHT = 112

/** A chart of the last five minutes; its full height is the limit. uPlot draws on a canvas, so the colours are read from the style. */
class Chart {
  #times = []
  #values = []
  #plot

  constructor(figure, limit, text) {
    this.figure = figure
    this.limit = limit
    this.text = text
    this.holder = part(figure, 'plot')
    this.holder.replaceChildren()
    this.#make()
    new ResizeObserver(() => this.#plot.setSize({ width: this.holder.clientWidth, height: HEIGHT })).observe(this.holder)
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.#plot.destroy()
      this.#make()
    })
  }

  #make() {
    const style = getComputedStyle(this.figure.querySelector('.chart'))
    const accent = style.color
    const line = getComputedStyle(this.figure).borderTopColor
    this.#plot = new uPlot({
      width: this.holder.clientWidth || 300,
      height: HEIGHT,
      padding: [0, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => { const now = this.#times.at(-1) ?? Date.now() / 1000; return [now - WINDOW + 1, now] } },
        // A little more than the limit, so that a line at an edge is not cut in half.
        y: { range: [-0.015 * this.limit, 1.015 * this.limit] },
      },
      axes: [
        { show: false },
        { size: 0, grid: { stroke: line, width: 1 }, ticks: { show: false }, values: () => [], splits: () => [0, this.limit / 2, this.limit] },
      ],
      series: [{}, { stroke: accent, fill: accent.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.1)'), width: 1.25, points: { show: false } }],
    }, [this.#times, this.#values], this.holder)
  }

  /** @param {{at: number, value: number}[]} samples the oldest first */
  add(samples) {
    for (const { at, value } of samples) {
      if (at <= (this.#times.at(-1) ?? 0)) continue
      this.#times.push(at)
      this.#values.push(value)
    }
    const since = (this.#times.at(-1) ?? 0) - WINDOW
    const old = this.#times.findIndex(at => at > since)
    if (old > 0) {
      this.#times.splice(0, old)
      this.#values.splice(0, old)
    }
    this.#plot.setData([this.#times, this.#values])
    part(this.figure, 'nothing').hidden = this.#times.length > 0
  }

  /** @param {number | null} value now; null when nothing runs */
  now(value) {
    write(part(this.figure, 'now'), value === null ? '—' : this.text(value))
  }
}

/** The two charts of a container. */
export class Charts {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.cpu = new Chart(root.querySelector('[data-chart="cpu"]'), Number(root.dataset.cpuLimit), cores)
    this.memory = new Chart(root.querySelector('[data-chart="memory"]'), Number(root.dataset.memoryLimit), megabytes)
  }

  /** @param {any[]} samples */
  add(samples) {
    const of = field => samples.map(sample => ({ at: new Date(sample.at).getTime() / 1000, value: sample[field] }))
    this.cpu.add(of('cpu'))
    this.memory.add(of('memoryBytes'))
  }

  /** @param {any | null} sample */
  now(sample) {
    this.cpu.now(sample?.cpu ?? null)
    this.memory.now(sample?.memoryBytes ?? null)
  }
}
