const WORDS = {
  live: ['running', 'Live', 'One live connection; nothing was lost'],
  broken: ['deploying', 'Reconnecting…', 'The server does not answer. It is tried again by itself, and nothing is lost'],
  ended: ['stopped', 'Not live', 'The session has ended'],
}

/** Shows the connection's state in the top bar. */
export function keepConnection() {
  const shown = document.querySelector('[data-connection]')
  if (!shown) return
  show('broken', 'Connecting…')
  document.addEventListener('connection', event => show(event.detail.state))

  function show(state, text = WORDS[state][1]) {
    shown.dataset.status = WORDS[state][0]
    shown.textContent = text
    shown.title = WORDS[state][2]
  }
}
