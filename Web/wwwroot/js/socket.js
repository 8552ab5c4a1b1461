import { createClient } from '../lib/graphql-ws/client.mjs'
import { sessionEnded } from './session.js'

const SESSION_ENDED = 4403
const FIRST_WAIT = 250
const LONGEST_WAIT = 5000

let client
let cutAt = 0
let wake = () => {}

/** How the connection is: live, broken or ended. `connection` events on the document tell of changes, with {state, cutFor}. */
export let state = 'broken'

function tell(next, cutFor = 0) {
  state = next
  document.dispatchEvent(new CustomEvent('connection', { detail: { state, cutFor } }))
}

/** Opens the one socket of this tab; the cookie of the page proves it. */
export function connect() {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  client = createClient({
    url: `${scheme}://${location.host}/graphql`,
    lazy: false,
    keepAlive: 10_000,
    connectionAckWaitTimeout: 10_000,
    retryAttempts: Infinity,
    retryWait: retries => new Promise(resolve => {
      wake = resolve
      setTimeout(resolve, Math.min(FIRST_WAIT * 2 ** retries, LONGEST_WAIT) * (0.75 + Math.random() / 2))
    }),
    shouldRetry: problem => problem?.code !== SESSION_ENDED,
    onNonLazyError: () => tell('ended'),
    on: {
      connected: () => {
        tell('live', cutAt ? Date.now() - cutAt : 0)
        cutAt = 0
      },
      ping: received => { if (!received) expectPong() },
      pong: received => { if (received) clearTimeout(pongLimit) },
      closed: event => {
        clearTimeout(pongLimit)
        cutAt ||= Date.now()
        if (event.code === SESSION_ENDED) {
          tell('ended')
          sessionEnded()
        } else {
          tell('broken')
        }
      },
    },
  })
  // A laptop that wakes up does not wait for the next try.
  addEventListener('online', () => wake())
  document.addEventListener('visibilitychange', () => { if (!document.hidden) wake() })
  document.addEventListener('session-ended', () => tell('ended'))
}

let pongLimit
function expectPong() {
  clearTimeout(pongLimit)
  pongLimit = setTimeout(() => client.terminate(), 5000)
}

/**
 * Subscribes, and again after each cut of the connection. The variables are read anew each time: who goes on after a place changes them in between.
 * @param {string} query
 * @param {Record<string, unknown>} variables
 * @param {(data: any) => void} next
 * @param {{ ended?: () => void, failed?: (message: string) => void }} on
 * @returns {() => void} ends it
 */
export function subscribe(query, variables, next, on = {}) {
  // Once: a stream that fails is completed too, and that is no end of its own.
  let over = false
  const stop = client.subscribe({ query, variables }, {
    next: result => {
      if (over) return
      if (result.errors) fail(result.errors)
      else next(result.data)
    },
    error: problem => { if (Array.isArray(problem) && !over) fail(problem) },
    complete: () => { if (!over) on.ended?.() },
  })

  function fail(errors) {
    over = true
    if (errors[0]?.extensions?.code === 'UNAUTHENTICATED') sessionEnded()
    else console.error(errors)
    on.failed?.(errors[0]?.message ?? 'The server ended it.')
  }

  return () => {
    over = true
    stop()
  }
}
