import { write } from '../dom.js'
import { subscribe } from '../socket.js'

const COUNT = 'subscription { unreadNotificationCount }'

/** Keeps the number at the bell right. */
export function keepBell() {
  const bell = document.querySelector('[data-bell]')
  if (!bell) return
  subscribe(COUNT, {}, ({ unreadNotificationCount: count }) => {
    bell.setAttribute('aria-label', `Notifications: ${count} unread`)
    bell.querySelector('[data-unread]').hidden = count === 0
    for (const shown of document.querySelectorAll('[data-unread]')) write(shown, String(count))
    document.dispatchEvent(new CustomEvent('unread', { detail: count }))
  })
}
