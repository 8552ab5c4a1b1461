/** From a quarter of the limit on, the limit fits above what is seen. Below, both at once would make a flat line of it. */
const NEAR_LIMIT = 4

/** The next number above that reads well, as its half does. */
function niceTop(most, unit, least) {
  let step = unit ?? 1024
  while (unit === null && step * 1024 <= most) step *= 1024
  const value = Math.max(most / step, least)
  const power = 10 ** Math.floor(Math.log10(value))
  return step * power * [1, 2, 4, 10].find(times => times * power >= value)
}

/**
 * What the full height of a chart means: what is seen fills it. ChartScale.cs says the same.
 * @param {{ most: number, limit: number | null, unit: number | null, least: number }} of the largest value, what may be used at
 *   most, what numbers count in (null for bytes in the largest unit that fits), and the least that the full height means in units
 */
export function topOf({ most, limit, unit, least }) {
  if (limit === null) return niceTop(most, unit, least)
  return most * NEAR_LIMIT >= limit ? Math.max(limit, most) : Math.min(limit, niceTop(most, unit, least))
}
