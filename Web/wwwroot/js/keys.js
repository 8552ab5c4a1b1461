const SEQUENCE_LIMIT = 1500

/** Keys: data-key="c" or "g c" on a link, / for the search, ? for the list of them, Ctrl+Enter for the form that is typed in. */
export function keepKeys() {
  let first = ''
  let firstAt = 0
  document.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.target.closest('form')?.requestSubmit()
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return
    const key = event.key
    const both = first && Date.now() - firstAt < SEQUENCE_LIMIT ? `${first} ${key}` : key
    const link = [...document.querySelectorAll('[data-key]')].find(l => l.dataset.key === both)
    first = key === 'g' ? 'g' : ''
    firstAt = Date.now()
    if (link) link.click()
    else if (both === '/') document.querySelector('[role="search"] input')?.focus()
    else if (both === '?') document.getElementById('keys')?.showModal()
    else return
    event.preventDefault()
  })
}

const isTyping = target => target.matches?.('input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]')
