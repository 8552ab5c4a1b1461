/** The points of several lines. */
export class Series {
  /** @type {number[]} seconds, the oldest first */
  times = []
  /** @type {Record<string, number[]>} */
  values = {}

  /** From the answer to a query: each line is a list of points at the same times. @param {Record<string, { at: string, average: number }[]>} lines */
  static of(lines) {
    const series = new Series()
    series.times = lines.cpu.map(point => new Date(point.at).getTime() / 1000)
    for (const [key, points] of Object.entries(lines)) series.values[key] = points.map(point => point.average)
    return series
  }

  /** Adds a point. @param {number} at seconds @param {Record<string, number>} point */
  push(at, point) {
    if (at <= (this.times.at(-1) ?? 0)) return
    this.times.push(at)
    for (const [key, value] of Object.entries(point)) (this.values[key] ??= []).push(value)
  }

  /** Forgets what is older. @param {number} since */
  forget(since) {
    const first = this.times.findIndex(at => at >= since)
    if (first <= 0) return
    this.times.splice(0, first)
    for (const values of Object.values(this.values)) values.splice(0, first)
  }

  /** Lines as uPlot takes them: a null where some points are missing. @param {string[]} lines @param {number} step */
  gapped(lines, step) {
    const data = [[], ...lines.map(() => [])]
    this.times.forEach((at, i) => {
      const before = this.times[i - 1]
      if (i > 0 && at - before > 2.5 * step) {
        data[0].push(before + step)
        lines.forEach((_, line) => data[line + 1].push(null))
      }
      data[0].push(at)
      lines.forEach((key, line) => data[line + 1].push(this.values[key][i]))
    })
    return data
  }
}
