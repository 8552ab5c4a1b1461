import { element, part, when, write } from '../dom.js'
import { refreshTimes } from '../times.js'
import { instanceLook } from './look.js'

function end(instance) {
  if (!instance.finishedAt) return ''
  if (instance.outOfMemory) return 'out of memory'
  return instance.exitCode === null ? '' : `exit code ${instance.exitCode}`
}

/** How often it crashed, and what of it was killed for memory; ContainerFacts.cs says the same. */
function troubles({ crashes, memoryKills }) {
  return [
    crashes === 0 ? '' : `${crashes === 1 ? '1 crash' : `${crashes} crashes`} in a row`,
    memoryKills === 0 ? '' : `${memoryKills === 1 ? '1 process' : `${memoryKills} processes`} killed for memory`,
  ].filter(Boolean).join(', ')
}

/** Brings the card of instances up to date. @param {HTMLElement} root @param {any} container */
export function fillInstances(root, container) {
  write(part(root, 'instances-running'), String(container.instances.filter(i => i.status === 'RUNNING').length))
  write(part(root, 'replicas'), String(container.replicas))
  const list = part(root, 'instances')
  list.replaceChildren(...container.instances.map(instance => {
    const { word, tone } = instanceLook(instance)
    const row = element('li', { class: 'row' },
      element('span', { class: 'status', 'data-status': tone, title: instance.healthReason }, word), ' ',
      element('small', {}, `v${instance.deployment.number}`),
      instance.status === 'RUNNING' && instance.startedAt
        ? element('small', { class: 'push' }, 'for ', when(instance.startedAt, 'since'))
        : element('small', { class: 'push' }, end(instance)))
    if (troubles(instance)) row.append(element('small', { class: 'troubles' }, troubles(instance)))
    return row
  }))
  if (container.instances.length === 0) list.append(element('li', { class: 'muted' }, 'None yet.'))
  refreshTimes(list)
}
