import uPlot from '../../lib/uplot/uPlot.esm.js'
import { element, part, write } from '../dom.js'
import { clock, exact, localInput, zoneOf } from '../format.js'
import { topOf } from './scale.js'

const HEIGHT = 112
/** How much of the width a rollout's number takes, in percent. */
const LABEL = 8
/** How far the reading stands from its line, in pixels. */
const BESIDE = 6
const DAY = 86_400
const SVG = 'http://www.w3.org/2000/svg'

/** A chart of one or two lines between two times. uPlot draws on a canvas, so the colours are read from the style. */
export class Chart {
  #plot
  #data
  #range
  #top = 1
  #now

  /**
   * @param {HTMLElement} figure
   * @param {{ lines: string[], limit?: number, unit?: number | null, least?: number, text: (value: number) => string, of?: string }} kind
   */
  constructor(figure, kind) {
    this.figure = figure
    this.kind = { limit: null, unit: 1, least: 1, of: '', together: 'charts', ...kind }
    this.holder = part(figure, 'plot')
    this.#data = [[], ...kind.lines.map(() => [])]
    new ResizeObserver(() => this.#plot?.setSize({ width: this.holder.clientWidth, height: HEIGHT })).observe(this.holder)
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { if (this.#plot) this.#make() })
  }

  #make() {
    this.#plot?.destroy()
    this.holder.replaceChildren()
    const accent = getComputedStyle(this.figure.querySelector('.chart')).color
    const second = getComputedStyle(this.figure.querySelector('.muted')).color
    const line = getComputedStyle(this.figure).borderTopColor
    this.#plot = new uPlot({
      width: this.holder.clientWidth || 300,
      height: HEIGHT,
      padding: [0, 0, 0, 0],
      legend: { show: false },
      cursor: { y: false, sync: { key: this.kind.together }, drag: { x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: false, range: () => [this.#now - this.#range.span, this.#now] },
        // A little more than the top, so that a line at an edge is not cut in half.
        y: { range: () => [-0.015 * this.#top, 1.015 * this.#top] },
      },
      axes: [
        { show: false },
        { size: 0, grid: { stroke: line, width: 1 }, ticks: { show: false }, values: () => [], splits: () => [0, this.#top / 2, this.#top] },
      ],
      series: [{}, ...this.kind.lines.map((_, i) => ({
        stroke: i === 0 ? accent : second,
        fill: i === 0 ? accent.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.1)') : undefined,
        width: 1.25,
        points: { show: false },
      }))],
      hooks: { setCursor: [plot => this.#hover(plot.cursor)], draw: [plot => this.#limit(plot, second)] },
    }, this.#data, this.holder)
  }

  #limit({ ctx, bbox, valToPos }, colour) {
    if (this.kind.limit === null || this.kind.limit > this.#top) return
    const y = Math.round(valToPos(this.kind.limit, 'y', true)) + 0.5
    ctx.save()
    ctx.strokeStyle = colour
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio])
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
    ctx.restore()
  }

  /**
   * Shows points.
   * @param {import('./series.js').Series} series
   * @param {{ span: number, step: number, name: string, axis: string[] }} range
   * @param {number} now seconds: the right edge
   */
  show(series, range, now) {
    const fresh = this.#range !== range
    this.#range = range
    this.#now = now
    this.#data = series.gapped(this.kind.lines, range.step)
    const most = Math.max(0, ...this.#data.slice(1).flat().filter(value => value !== null))
    this.#top = topOf({ most, ...this.kind })
    if (this.#plot) this.#plot.setData(this.#data)
    else this.#make()
    part(this.figure, 'nothing').hidden = this.#data[0].length > 0
    const scale = [this.kind.text(this.#top), this.kind.text(this.#top / 2), '0']
    const { limit, text, of } = this.kind
    write(part(this.figure, 'limit'), limit !== null && limit > this.#top ? `limit ${text(limit)}${of} ↑` : '')
    part(this.figure, 'scale').querySelectorAll('li').forEach((mark, i) => write(mark, scale[i]))
    if (!fresh) return
    write(part(this.figure, 'span'), range.name)
    part(this.figure, 'axis').replaceChildren(...range.axis.map(text => element('span', {}, text)))
  }

  /** Marks rollouts by lines with their numbers. @param {{ number: number, at: number }[]} rollouts */
  mark(rollouts) {
    const from = this.#now - this.#range.span
    let last = Infinity
    part(this.figure, 'marks').replaceChildren(...rollouts.filter(({ at }) => at >= from && at <= this.#now).map(({ number, at }) => {
      const percent = Math.round((at - from) / this.#range.span * 1e4) / 100
      // The newest comes first; a number that would stand on it is in the title alone.
      const free = last - percent >= LABEL
      if (free) last = percent
      const x = `${percent}%`
      const right = percent > 90
      return drawn('g', {}, drawn('title', {}, `Deployment ${number}, ${exact(new Date(at * 1000))}`), drawn('line', { x1: x, x2: x, y1: 0, y2: '100%' }),
        ...free ? [drawn('text', { x, y: 107, dx: right ? -4 : 4, 'text-anchor': right ? 'end' : 'start' }, `v${number}`)] : [])
    }))
  }

  /** Says what is used now. @param {(number | null)[]} values one for each line; null when nothing runs */
  now(values) {
    this.latest = values
    if (!this.hovered) this.#say(values)
  }

  #say(values) {
    this.kind.lines.forEach((key, i) => write(part(this.figure.querySelector(`[data-line="${key}"]`), 'now'), values[i] == null ? '—' : this.kind.text(values[i])))
  }

  #hover({ idx: index, left }) {
    this.hovered = index != null
    this.#read(index, left)
    this.#say(this.hovered ? this.#data.slice(1).map(values => values[index]) : this.latest ?? [])
  }

  /** Says the values at the line, beside the line (on its left in the right half), and the time under the line. */
  #read(index, left) {
    const reading = part(this.figure, 'reading')
    const time = part(this.figure, 'time')
    reading.hidden = time.hidden = !this.hovered
    if (!this.hovered) return
    const values = this.kind.lines.map((key, i) => {
      const value = this.#data[i + 1][index]
      const text = value == null ? '—' : this.kind.text(value) + this.kind.of
      return this.kind.lines.length > 1 ? `${text} ${key}` : text
    })
    if (reading.childElementCount !== values.length) reading.replaceChildren(...values.map(() => element('span')))
    values.forEach((text, i) => write(reading.children[i], text))
    const at = new Date(this.#data[0][index] * 1000)
    write(time, this.#range.span > DAY ? `${localInput(at).slice(5, 16).replace('T', ' ')} ${zoneOf(at)}` : clock(at))
    const width = this.holder.clientWidth
    place(reading, left > width / 2 ? left - reading.offsetWidth - BESIDE : left + BESIDE, width)
    place(time, left - time.offsetWidth / 2, width)
  }
}

/** Puts a label where it wants to begin, and never out of its chart. */
function place(label, start, width) {
  label.style.translate = `${Math.round(Math.max(0, Math.min(start, width - label.offsetWidth)))}px 0`
}

function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}
