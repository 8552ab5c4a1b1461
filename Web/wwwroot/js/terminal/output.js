import { bytes } from '../format.js'
import { subscribe } from '../socket.js'

const OUTPUT = `subscription($id: ID!, $after: Cursor, $window: Int) { terminalOutput(id: $id, after: $after, window: $window) { __typename
  ... on TerminalChunk { cursor data } ... on TerminalGap { to bytes } ... on TerminalEnded { reason exitCode } } }`
const GOT = 'mutation($id: ID!, $cursor: Cursor!) { acknowledgeTerminalOutput(input: { terminalId: $id, cursor: $cursor }) { errors { message } } }'
const WINDOW = 128 * 1024
const EACH = 32 * 1024

/**
 * Output of a terminal without gap or duplicate: after each cut it goes on behind the last place that arrived. The server sends no more than a window ahead of what was drawn, so a program
 * that prints endlessly is as fast as this page, and Ctrl+C is seen at once.
 */
export class Output {
  #variables
  #stop
  #acknowledged
  #drawn
  #telling = false

  /**
   * @param {string} id
   * @param {{ write: (text: string, drawn: () => void) => void, ended: (reason: string, exitCode: number | null) => void, failed: (message: string) => void }} on
   */
  constructor(id, on) {
    this.on = on
    this.#variables = { id, after: '0', window: WINDOW }
    this.#acknowledged = this.#drawn = 0
    let over = false
    this.#stop = subscribe(OUTPUT, this.#variables, ({ terminalOutput: event }) => {
      over ||= event.__typename === 'TerminalEnded'
      this.#receive(event)
    }, { ended: () => { if (!over) on.failed('The server ended it.') }, failed: on.failed })
  }

  /** Up to which place it is drawn. */
  get drawn() { return this.#drawn }

  end() {
    this.#stop()
  }

  #receive(event) {
    if (event.__typename === 'TerminalEnded') {
      this.on.ended(event.reason, event.exitCode)
      return
    }
    const isGap = event.__typename === 'TerminalGap'
    const cursor = isGap ? event.to : event.cursor
    if (Number(cursor) <= Number(this.#variables.after)) return
    this.#variables.after = cursor
    this.on.write(isGap ? `\r\n[${bytes(event.bytes)} of output were not kept]\r\n` : event.data, () => {
      this.#drawn = Number(cursor)
      this.#tell()
    })
  }

  #tell() {
    if (this.#telling || this.#drawn - this.#acknowledged < EACH) return
    const cursor = this.#acknowledged = this.#drawn
    this.#telling = true
    const told = () => {
      this.#telling = false
      this.#tell()
    }
    subscribe(GOT, { id: this.#variables.id, cursor: String(cursor) }, () => {}, { ended: told, failed: told })
  }
}
