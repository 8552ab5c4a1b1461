import { part } from '../dom.js'
import { subscribe } from '../socket.js'
import { refreshTimes } from '../times.js'

const CHANGES = 'subscription($id: ID!, $path: String) { folderChanged(containerId: $id, path: $path) { path } }'

// In a folder that a program writes into all the time, the list is drawn once in so many milliseconds.
const BREATH = 1000

/** The list of a folder, which shows what is in it now: the server draws it, as it did the first time. */
export class Folder {
  #root
  #refreshing = false
  #again = false

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root
    let first = true
    subscribe(CHANGES, { id: root.dataset.files, path: root.dataset.folder }, () => {
      // The first tells what the page has already, unless it comes after a cut.
      if (!first || performance.now() > 10_000) this.refresh()
      first = false
    }, { ended: () => this.refresh() })
  }

  /** Draws the list anew. */
  async refresh() {
    if (this.#refreshing) {
      this.#again = true
      return
    }
    this.#refreshing = true
    try {
      await this.#draw()
    } catch {
      // The server is away: the connection says so, and the first event after it comes back draws the list.
    }
    this.#refreshing = false
  }

  async #draw() {
    do {
      this.#again = false
      const response = await fetch(location.href)
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      const entries = response.ok && part(page, 'entries')
      // It is gone, or what it is has changed: then the whole page says so.
      if (!entries) return location.reload()
      const shown = part(this.#root, 'entries')
      // Whoever has a menu open keeps it; the list is drawn when it closes.
      const open = shown.querySelector('details[open]')
      if (open) await new Promise(resolve => open.addEventListener('toggle', resolve, { once: true }))
      const at = document.activeElement?.closest?.('tr')?.dataset.name
      shown.replaceWith(document.adoptNode(entries))
      refreshTimes(entries)
      if (at) entries.querySelector(`tr[data-name="${CSS.escape(at)}"] a, tr[data-name="${CSS.escape(at)}"] summary`)?.focus()
      await new Promise(resolve => setTimeout(resolve, BREATH))
      if (document.hidden) await new Promise(resolve => document.addEventListener('visibilitychange', resolve, { once: true }))
    } while (this.#again)
  }
}
