import { FitAddon } from '../../lib/xterm-fit/addon-fit.mjs'
import { Terminal } from '../../lib/xterm/xterm.mjs'
import { allowStyles } from './styles.js'
import { theme, whenThemeChanges } from './theme.js'

const SETTLED = 100

/** xterm.js in the page's look: it fits its place, and Ctrl+Shift+E leaves it, since Tab belongs to the program. */
export class Screen {
  /** @param {HTMLElement} at @param {{ typed: (text: string) => void, resized: (columns: number, rows: number) => void, left: () => void }} on */
  constructor(at, on) {
    allowStyles()
    const style = getComputedStyle(at)
    this.terminal = new Terminal({
      fontFamily: style.fontFamily, fontSize: parseFloat(style.fontSize), lineHeight: 1.2, scrollback: 5000, cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      theme: theme(at), minimumContrastRatio: 4.5, screenReaderMode: false, macOptionIsMeta: true,
    })
    this.#fit = new FitAddon()
    this.terminal.loadAddon(this.#fit)
    this.terminal.open(at)
    this.terminal.textarea.setAttribute('aria-describedby', 'terminal-hint')
    this.#fit.fit()
    this.terminal.onData(on.typed)
    this.terminal.onResize(({ cols, rows }) => on.resized(cols, rows))
    this.terminal.attachCustomKeyEventHandler(event => this.#key(event, on))
    whenThemeChanges(() => { this.terminal.options.theme = theme(at) })
    let settling = 0
    new ResizeObserver(() => {
      clearTimeout(settling)
      settling = setTimeout(() => this.#fit.fit(), SETTLED)
    }).observe(at)
  }

  #fit

  get size() { return { columns: this.terminal.cols, rows: this.terminal.rows } }

  /** False: the terminal does not get it. */
  #key(event, on) {
    if (event.type !== 'keydown') return true
    const copies = event.ctrlKey && event.code === 'KeyC' && (event.shiftKey || this.terminal.hasSelection())
    const leaves = event.ctrlKey && event.shiftKey && event.code === 'KeyE'
    if (!copies && !leaves) return !(event.ctrlKey && event.shiftKey && event.code === 'KeyV')
    event.preventDefault()
    if (leaves) {
      on.left()
    } else if (this.terminal.hasSelection()) {
      navigator.clipboard?.writeText(this.terminal.getSelection())
      this.terminal.clearSelection()
    }
    return false
  }
}
