const WIDTH = 96
const HEIGHT = 20

const round = value => Math.round(value * 10) / 10

/**
 * Draws samples whose full height is the limit; each stands where its time is, the newest at the right edge. Curve.cs draws the same.
 * @param {SVGElement} svg
 * @param {[string, number][]} samples time and value, the oldest first
 * @param {number} limit
 * @param {number} span milliseconds that the full width means
 */
export function drawSparkline(svg, samples, limit, span) {
  const latest = samples.length > 0 ? new Date(samples.at(-1)[0]).getTime() : 0
  const points = samples
    .map(([at, value]) => [WIDTH - (latest - new Date(at).getTime()) / span * WIDTH, HEIGHT - Math.min(Math.max(limit > 0 ? value / limit : 0, 0), 1) * HEIGHT])
    .filter(([x]) => x >= 0)
  const line = points.length > 0 ? `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}` : ''
  const [under, over] = svg.querySelectorAll('path')
  under.setAttribute('d', line && `${line}L${WIDTH} ${HEIGHT}L${round(points[0][0])} ${HEIGHT}Z`)
  over.setAttribute('d', line)
}
