import { state, subscribe } from '../socket.js'

const SEND = 'mutation($id: ID!, $offset: Long!, $data: String!) { sendTerminalInput(input: { terminalId: $id, offset: $offset, data: $data }) { inputOffset errors { code message } } }'
const MOST_UNANSWERED = 16
const LARGEST = 8192

/**
 * What is typed, on its way to the program. Each piece says how many bytes came before it, so that the server puts them in order and takes each once: what a cut has left unanswered is sent
 * again by the socket, and what is typed meanwhile waits here.
 */
export class Input {
  #id
  #offset
  #waiting = ''
  #unanswered = 0
  #encoder = new TextEncoder()

  /** @param {string} id @param {number} offset how many bytes the program was given already @param {(message: string) => void} refused */
  constructor(id, offset, refused) {
    this.#id = id
    this.#offset = offset
    this.refused = refused
    this.live = () => this.#send()
    document.addEventListener('connection', this.live)
  }

  /** @param {string} text */
  type(text) {
    this.#waiting += text
    this.#send()
  }

  end() {
    this.#waiting = ''
    document.removeEventListener('connection', this.live)
  }

  #send() {
    while (this.#waiting && state === 'live' && this.#unanswered < MOST_UNANSWERED) {
      const data = this.#take()
      const variables = { id: this.#id, offset: this.#offset, data }
      this.#offset += this.#encoder.encode(data).length
      this.#unanswered++
      const answered = () => {
        this.#unanswered--
        this.#send()
      }
      subscribe(SEND, variables, ({ sendTerminalInput: { errors } }) => {
        // That it has ended is told by its output too, with the reason.
        if (errors.length > 0 && errors[0].code !== 'CONFLICT' && errors[0].code !== 'NOT_FOUND') this.refused(errors[0].message)
      }, { ended: answered, failed: message => {
        answered()
        this.refused(message)
      } })
    }
  }

  /** The next piece; characters of two units stay whole. */
  #take() {
    let length = Math.min(this.#waiting.length, LARGEST)
    if (length < this.#waiting.length && /[\uD800-\uDBFF]/.test(this.#waiting[length - 1])) length--
    const data = this.#waiting.slice(0, length)
    this.#waiting = this.#waiting.slice(length)
    return data
  }
}
