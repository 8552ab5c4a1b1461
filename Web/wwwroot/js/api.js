import { sessionEnded } from './session.js'

/**
 * Runs a query or a mutation.
 * @param {string} query
 * @param {Record<string, unknown>} variables
 * @returns {Promise<any>} its data
 * @throws {Error} with a message for people
 */
export async function run(query, variables = {}) {
  let response
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
  } catch {
    throw new Error('The server cannot be reached. Try again when the page is live.')
  }
  if (!response.headers.get('Content-Type')?.includes('json')) throw new Error(await response.text() || `The server answered ${response.status}.`)
  const answer = await response.json()
  if (answer.errors) {
    if (answer.errors[0].extensions?.code === 'UNAUTHENTICATED') sessionEnded()
    throw new Error(answer.errors[0].message)
  }
  return answer.data
}

/**
 * Runs a mutation with one field and gives its payload.
 * @param {string} query
 * @param {Record<string, unknown>} variables
 * @throws {Error} with the payload's messages
 */
export async function change(query, variables) {
  const payload = Object.values(await run(query, variables))[0]
  if (payload.errors.length > 0) throw new Error(payload.errors.map(error => error.message).join(' '))
  return payload
}
