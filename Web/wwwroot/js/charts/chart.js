import uPlot from '../../lib/uplot/uPlot.esm.js'
import { element, part, write } from '../dom.js'
import { exact } from '../format.js'

const HEIGHT = 112
/** How much of the width a rollout's number takes, in percent. */
const LABEL = 8
const SVG = 'http://www.w3.org/2000/svg'

/** The next number above that reads well, as its half does. ChartFacts.cs says the same. */
function niceTop(most, { bytes, least }) {
  let unit = bytes ? 1024 : 1
  while (bytes && unit * 1024 <= most) unit *= 1024
  const value = Math.max(most / unit, least)
  const power = 10 ** Math.floor(Math.log10(value))
  return unit * power * [1, 2, 4, 10].find(step => step * power >= value)
}

/** A chart of one or two lines between two times. uPlot draws on a canvas, so the colours are read from the style. */
export class Chart {
  #plot
  #data
  #range
  #top = 1
  #now

  /**
   * @param {HTMLElement} figure
   * @param {{ lines: string[], limit?: number, bytes?: boolean, least?: number, text: (value: number) => string }} kind
   */
  constructor(figure, kind) {
    this.figure = figure
    this.kind = { least: 1, together: 'charts', ...kind }
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
      hooks: { setCursor: [plot => this.#hover(plot.cursor.idx)], draw: [plot => this.#limit(plot, second)] },
    }, this.#data, this.holder)
  }

  #limit({ ctx, bbox, valToPos }, colour) {
    if (!this.kind.limit) return
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
    this.#top = this.kind.limit ? Math.max(this.kind.limit, most) : niceTop(most, this.kind)
    if (this.#plot) this.#plot.setData(this.#data)
    else this.#make()
    part(this.figure, 'nothing').hidden = this.#data[0].length > 0
    const scale = [this.kind.text(this.#top), this.kind.text(this.#top / 2), '0']
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
        ...free ? [drawn('text', { x, y: 10, dx: right ? -4 : 4, 'text-anchor': right ? 'end' : 'start' }, `v${number}`)] : [])
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

  #hover(index) {
    this.hovered = index != null
    this.kind.moment?.(this.hovered ? new Date(this.#data[0][index] * 1000) : null)
    this.#say(this.hovered ? this.#data.slice(1).map(values => values[index]) : this.latest ?? [])
  }
}

function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}
