import { element } from './dom.js'

let said = false

/** Says that the session has ended, with the way back to this page. Nothing on it changes from now on. */
export function sessionEnded() {
  if (said) return
  said = true
  const back = encodeURIComponent(location.pathname + location.search)
  const link = element('a', { class: 'push', href: `/sign-in?returnUrl=${back}&ended=1` }, 'Sign in')
  document.querySelector('.content')?.prepend(
    element('p', { class: 'notice session-ended', 'data-status': 'idle', role: 'alert' },
      element('strong', {}, 'Your session has ended.'), element('span', {}, 'What you see is no longer live.'), link))
  document.dispatchEvent(new CustomEvent('session-ended'))
}
