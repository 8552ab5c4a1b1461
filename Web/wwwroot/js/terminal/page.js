import { change, run } from '../api.js'
import { part, write } from '../dom.js'
import { state } from '../socket.js'
import { toast } from '../toasts.js'
import { Input } from './input.js'
import { Output } from './output.js'
import { Screen } from './screen.js'

const OPEN = `mutation($id: ID!, $columns: Int!, $rows: Int!, $key: String!) { openTerminal(input: { containerId: $id, columns: $columns, rows: $rows, idempotencyKey: $key }) {
  terminal { id } errors { message } } }`
const FIND = 'query($id: ID!) { terminal(id: $id) { id inputOffset outputCursor } }'
const RESIZE = 'mutation($id: ID!, $columns: Int!, $rows: Int!) { resizeTerminal(input: { terminalId: $id, columns: $columns, rows: $rows }) { errors { message } } }'
const CLOSE = 'mutation($id: ID!) { closeTerminal(input: { terminalId: $id }) { errors { message } } }'

/** The page of a terminal. A reload, and a cut of the connection, go on with the same one. */
class Page {
  #id = null
  #input = null
  #output = null
  #replayedUpTo = 0

  constructor(root) {
    this.root = root
    this.container = root.dataset.terminal
    this.kept = `terminal ${this.container}`
    this.screen = new Screen(part(root, 'screen'), {
      typed: text => this.#type(text),
      resized: () => this.#resize(),
      left: () => [...root.querySelectorAll('button')].find(button => !button.hidden)?.focus(),
    })
    part(root, 'new').addEventListener('click', () => this.#open())
    part(root, 'close').addEventListener('click', () => this.#close())
    document.addEventListener('connection', () => this.#connection())
    this.#begin()
  }

  async #begin() {
    const id = sessionStorage.getItem(this.kept)
    if (!id) return this.#open()
    try {
      const { terminal } = await run(FIND, { id })
      this.#follow(terminal.id, Number(terminal.inputOffset), Number(terminal.outputCursor))
      this.#resize()
    } catch {
      // It has ended and is forgotten.
      toast('The terminal that was open here is gone: it has ended, or the server was started anew. This is a new one.')
      this.#open()
    }
  }

  async #open() {
    this.#leave()
    this.screen.terminal.reset()
    this.#take()
    this.#show('deploying', 'Opening…')
    try {
      const key = crypto.getRandomValues(new Uint32Array(4)).join('-')
      const { terminal } = await change(OPEN, { id: this.container, ...this.screen.size, key })
      sessionStorage.setItem(this.kept, terminal.id)
      this.#follow(terminal.id, 0, 0)
      this.#resize()
    } catch (problem) {
      this.#over('failed', 'Not opened', problem.message)
    }
  }

  #follow(id, offset, replayedUpTo) {
    this.#id = id
    this.#replayedUpTo = replayedUpTo
    this.#input = new Input(id, offset, message => toast(message, 'failed'))
    this.#output = new Output(id, {
      write: (text, drawn) => this.screen.terminal.write(text, drawn),
      ended: (reason, exitCode) => this.#over(exitCode ? 'failed' : 'stopped', exitCode === null ? 'Ended' : `Ended with exit code ${exitCode}`, reason),
      failed: message => this.#over('failed', 'Ended', message),
    })
    part(this.root, 'close').hidden = false
    part(this.root, 'new').hidden = true
    this.#take()
    this.#connection()
  }

  /** Programs ask the terminal for things, and it answers as if they were typed: not again when old output is only drawn once more. */
  #type(text) {
    if (this.#output && this.#output.drawn >= this.#replayedUpTo) this.#input?.type(text)
  }

  #resize() {
    if (this.#id) change(RESIZE, { id: this.#id, ...this.screen.size }).catch(() => {})       // that it has ended is told by its output
  }

  async #close() {
    try {
      await change(CLOSE, { id: this.#id })
    } catch (problem) {
      toast(problem.message, 'failed')
    }
  }

  #leave() {
    this.#input?.end()
    this.#output?.end()
    this.#id = this.#input = this.#output = null
    sessionStorage.removeItem(this.kept)
  }

  #over(status, words, reason) {
    this.#leave()
    this.#show(status, words, reason)
    part(this.root, 'close').hidden = true
    const fresh = part(this.root, 'new')
    fresh.hidden = false
    this.#take(fresh)
  }

  /** Who has gone elsewhere on the page meanwhile stays there. */
  #take(at = this.screen.terminal) {
    const now = document.activeElement
    if (!now || now === document.body || ['screen', 'new', 'close'].some(name => part(this.root, name).contains(now))) at.focus()
  }

  #connection() {
    if (!this.#id) return
    if (state === 'live') this.#show('running', 'Connected')
    else if (state === 'broken') this.#show('deploying', 'Reconnecting…', 'What you type is kept, and sent when the connection is back.')
    else this.#show('stopped', 'Not live', 'The session has ended.')
  }

  #show(status, words, reason = '') {
    const at = part(this.root, 'state')
    at.dataset.status = status
    write(at, words)
    write(part(this.root, 'state-reason'), reason)
  }
}

const root = document.querySelector('[data-terminal]')
if (root) new Page(root)
