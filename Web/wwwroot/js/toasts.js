import { element, icon } from './dom.js'

const SHOWN_FOR = 6000
const LATER = 'graphplatform-toast'

/** Says something that needs no answer. @param {string} text @param {'running' | 'failed' | 'stopped'} status */
export function toast(text, status = 'running') {
  const dismiss = element('button', { class: 'button quiet square', type: 'button', 'aria-label': 'Dismiss', 'data-dismiss': '' }, icon('cross'))
  const made = element('div', { class: 'toast' },
    element('span', { class: 'status', 'data-status': status, 'aria-hidden': 'true' }), element('p', {}, text), dismiss)
  document.querySelector('[data-toasts]')?.append(made)
  // What failed stays until it was read.
  if (status !== 'failed') setTimeout(() => made.remove(), SHOWN_FOR)
}

/** Says something on the next page. @param {string} text */
export const toastLater = text => sessionStorage.setItem(LATER, text)

/** Shows what the page before wanted to say, and lets toasts be dismissed. */
export function keepToasts() {
  const text = sessionStorage.getItem(LATER)
  sessionStorage.removeItem(LATER)
  if (text) toast(text)
  document.addEventListener('click', event => event.target.closest?.('[data-dismiss]')?.closest('.toast')?.remove())
  for (const shown of document.querySelectorAll('.toast')) setTimeout(() => shown.remove(), SHOWN_FOR)
}
