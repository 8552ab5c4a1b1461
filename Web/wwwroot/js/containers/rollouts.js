import { part, when, write } from '../dom.js'
import { refreshTimes } from '../times.js'
import { rolloutLook } from './look.js'

/** Fields of a container that its deployments show. */
export const ROLLOUTS = `deployments(first: 20) { nodes { id number image status notServingBecause createdAt
  createdBy { ... on User { name } ... on SystemActor { name } } } }`

/** RolloutFacts.cs says the same. */
const canReturn = (rollout, current) => ['REPLACED', 'SERVING'].includes(rollout.status) && rollout.id !== current

/** Brings the list of deployments up to date; rows stay where they are, so that what is focused stays so. @param {HTMLElement} root @param {any} container */
export function fillRollouts(root, container) {
  const list = part(root, 'rollouts')
  const shown = new Map([...list.children].map(item => [item.dataset.rollout, item]))
  container.deployments.nodes.forEach((rollout, i) => {
    const item = shown.get(rollout.id) ?? make(rollout, root.dataset.name)
    shown.delete(rollout.id)
    const status = part(item, 'rollout-status')
    const { word, tone } = rolloutLook({ status: rollout.status, container: container.status })
    status.dataset.status = tone
    write(status, word)
    const because = part(item, 'because')
    because.hidden = !rollout.notServingBecause
    write(because, rollout.notServingBecause ?? '')
    item.querySelector('form').hidden = !canReturn(rollout, container.current.id)
    if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null)
  })
  for (const item of shown.values()) item.remove()
  refreshTimes(list)
}

function make(rollout, name) {
  const item = document.getElementById('rollout').content.firstElementChild.cloneNode(true)
  item.dataset.rollout = rollout.id
  write(part(item, 'number'), `v${rollout.number}`)
  write(part(item, 'image'), rollout.image)
  write(part(item, 'by'), rollout.createdBy.name)
  part(item, 'at').replaceChildren(when(rollout.createdAt))
  const form = item.querySelector('form')
  form.dataset.question = `Roll ${name} back to deployment ${rollout.number}?`
  form.elements.deploymentId.value = rollout.id
  form.querySelector('button').setAttribute('aria-label', `Roll back to deployment ${rollout.number}`)
  return item
}
