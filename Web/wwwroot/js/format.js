/** Numbers with their units and times as people read them; Quantities.cs and Times.cs say the same. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** Cores: 0.34. @param {number} value */
export const cores = value => value.toFixed(2)

/** Cores where little is used: 0.0031 below a tenth. @param {number} value */
export const fineCores = value => value > 0 && value < 0.1 ? value.toFixed(4).replace(/0{1,2}$/, '') : cores(value)

/** Whole megabytes, without the unit. @param {number} bytes */
export function megabytes(bytes) {
  const value = bytes / 2 ** 20
  return value > 0 && value < 10 ? value.toFixed(1) : String(Math.round(value))
}

/** Bytes in the largest unit that leaves a number above 1. @param {number} value */
export function bytes(value) {
  let unit = 0
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit++
  }
  const text = unit === 0 || value >= 100 ? String(Math.round(value)) : value.toFixed(1).replace(/\.0$/, '')
  return `${text} ${UNITS[unit]}`
}

/** A share of a limit in percent. @param {number} value @param {number} limit */
export const percent = (value, limit) => limit <= 0 ? 0 : Math.round(Math.min(Math.max(value / limit, 0), 1) * 1000) / 10

/** 1 line, 2 lines. @param {number} count @param {string} thing */
export const counted = (count, thing) => `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`

/** The two largest units: 6 d 4 h, 1 h 52 min, 48 s. @param {number} milliseconds */
export function span(milliseconds) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (minutes < 1) return `${seconds} s`
  if (hours < 1) return `${minutes} min`
  if (days < 1) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`
}

/** 11 s ago, in 3 min, now. @param {Date} at @param {number} now */
export function relative(at, now = Date.now()) {
  const past = now - at.getTime()
  if (Math.abs(past) < 1000) return 'now'
  return past > 0 ? `${span(past)} ago` : `in ${span(past)}`
}

const ZONED = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' })
const ZONE = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })

/** The viewer's zone at a time: GMT+5:30. @param {Date} at */
export const zoneOf = at => ZONE.formatToParts(at).find(({ type }) => type === 'timeZoneName').value

/** The exact time for a title: in the viewer's zone, which it names, and in UTC. @param {Date} at */
export function exact(at) {
  const utc = at.toISOString().slice(0, 19).replace('T', ' ') + ' UTC'
  const zone = zoneOf(at)
  return zone === 'UTC' ? utc : `${ZONED.format(at)} ${zone} (${utc})`
}

const padded = (number, length = 2) => String(number).padStart(length, '0')

/** The time of day of a log line in the viewer's zone: 19:36:57.033. @param {Date} at */
export const ofDay = at =>
  `${padded(at.getHours())}:${padded(at.getMinutes())}:${padded(at.getSeconds())}.${padded(at.getMilliseconds(), 3)}`

/** A time of day in a sentence, in the viewer's zone, which it names: 19:36:57 GMT+5:30. @param {Date} at */
export const clock = at => `${ofDay(at).slice(0, 8)} ${zoneOf(at)}`

/** A time in the viewer's zone for a field of the type datetime-local. @param {Date} at */
export const localInput = at => ZONED.format(at).replace(' ', 'T')

/** How long something took: 300 ms, 4.2 s, 2 min. @param {number} milliseconds */
export function took(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : span(milliseconds)
}

/** An ISO 8601 duration in milliseconds. @param {string} text */
export function duration(text) {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text)
  if (!found) return 0
  const [days, hours, minutes, seconds] = found.slice(1).map(part => Number(part ?? 0))
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}

/** IN_PROGRESS as In progress. @param {string} constant */
export const word = constant => constant.charAt(0) + constant.slice(1).toLowerCase().replaceAll('_', ' ')
