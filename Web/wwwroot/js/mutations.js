import { change } from './api.js'
import { toast } from './toasts.js'

const KNOWN = {
  startContainer: ['mutation($id: ID!) { startContainer(input: { containerId: $id }) { operation { id } errors { message } } }', 'is being started'],
  stopContainer: ['mutation($id: ID!) { stopContainer(input: { containerId: $id }) { operation { id } errors { message } } }', 'is being stopped'],
  wakeContainer: ['mutation($id: ID!) { wakeContainer(input: { containerId: $id }) { operation { id } errors { message } } }', 'is being woken'],
}

/** Sends forms with data-mutation to the API instead: the page stays, and its subscriptions show the change. */
export function keepMutations() {
  document.addEventListener('submit', async event => {
    const form = event.target
    const known = KNOWN[form.dataset.mutation]
    if (!known) return
    event.preventDefault()
    const button = form.querySelector('button')
    button.disabled = true
    const of = form.closest('[data-name]')?.dataset.name ?? 'The container'
    try {
      await change(known[0], { id: form.elements.containerId.value })
      toast(`${of} ${known[1]}.`)
    } catch (problem) {
      toast(`${of}: ${problem.message}`, 'failed')
    } finally {
      button.disabled = false
    }
  })
}
