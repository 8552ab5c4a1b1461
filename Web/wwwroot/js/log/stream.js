import { subscribe } from '../socket.js'

const LOG = `subscription($id: ID!, $after: Cursor, $last: Int, $where: LogFilter) { containerLogs(id: $id, after: $after, last: $last, where: $where) { __typename
  ... on LogLine { cursor sequence at stream level text deployment instance }
  ... on LogGap { from to count reason }
  ... on LogPosition { cursor }
  ... on StreamEnd { reason } } }`
const FIRST_LINES = 500
const FIRST_WAIT = 1000
const LONGEST_WAIT = 30_000

/**
 * A container's log without gap or duplicate. After each cut it goes on behind the last place that arrived: the variables are sent anew then, and hold that place.
 */
export class LogStream {
  #variables
  #stop = null
  #finished = false
  #failures = 0
  #retry = 0

  /** Lines that the server says are missing, or that are missing without a word, since `lost` was last set to 0. */
  lost = 0

  /**
   * @param {string} id
   * @param {any} where the filter; null for all lines
   * @param {{ entry: (entry: any) => void, ended: (reason: string) => void, failed: (message: string) => void, resumed: () => void }} on
   */
  constructor(id, where, on) {
    this.#variables = { id, where, last: FIRST_LINES }
    this.on = on
    this.position = null
  }

  /** Begins, or goes on after `pause`. */
  start() {
    clearTimeout(this.#retry)
    this.#stop ??= subscribe(LOG, this.#variables, data => this.#receive(data.containerLogs), {
      ended: () => { if (!this.#finished) this.#failed('The server ended the log') },
      failed: message => this.#failed(message),
    })
  }

  /** What broke on the server's side may be over soon: it goes on behind the last place. */
  #failed(message) {
    this.#stop = null
    const wait = Math.min(FIRST_WAIT * 2 ** this.#failures++, LONGEST_WAIT)
    this.on.failed(`${message.replace(/\.$/, '')}; trying again`)
    this.#retry = setTimeout(() => this.start(), wait)
  }

  /** Takes nothing more for now; nothing is lost by it. */
  pause() {
    clearTimeout(this.#retry)
    this.#stop?.()
    this.#stop = null
  }

  get isPaused() { return this.#stop === null }

  #receive(event) {
    if (this.#failures > 0) {
      this.#failures = 0
      this.on.resumed()
    }
    if (event.__typename === 'StreamEnd') {
      this.#finished = true
      this.on.ended(event.reason)
      return
    }
    const isGap = event.__typename === 'LogGap'
    const cursor = isGap ? event.to : event.cursor
    const place = Number(cursor)
    if (this.position !== null && place <= this.position) return
    if (isGap) this.lost += event.count ?? 1
    else if (this.position !== null && !this.#variables.where) this.lost += place - this.position - 1
    this.position = place
    this.#variables.after = cursor
    delete this.#variables.last
    if (event.__typename !== 'LogPosition') this.on.entry(event)
  }
}
