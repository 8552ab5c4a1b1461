import { element, part, when, write } from '../dom.js'
import { word } from '../format.js'
import { refreshTimes } from '../times.js'

/** The container status whose colour an instance has; ContainerFacts.cs says the same. */
function toneOf(instance) {
  if (instance.status === 'RUNNING') return instance.health === 'UNHEALTHY' ? 'failed' : 'running'
  if (instance.status === 'FROZEN') return 'idle'
  if (instance.status === 'PENDING' || instance.status === 'STOPPING') return 'deploying'
  if (instance.status === 'WAITING' || (instance.status === 'EXITED' && instance.exitCode !== 0)) return 'failed'
  return 'stopped'
}

function end(instance) {
  if (!instance.finishedAt) return ''
  if (instance.outOfMemory) return 'out of memory'
  return instance.exitCode === null ? '' : `exit code ${instance.exitCode}`
}

function words(instance) {
  const health = instance.status === 'RUNNING' && instance.health !== 'UNKNOWN' ? `, ${instance.health.toLowerCase()}` : ''
  return word(instance.status) + health
}

/** Brings the card of instances up to date. @param {HTMLElement} root @param {any} container */
export function fillInstances(root, container) {
  write(part(root, 'instances-running'), String(container.instances.filter(i => i.status === 'RUNNING').length))
  write(part(root, 'replicas'), String(container.replicas))
  const list = part(root, 'instances')
  list.replaceChildren(...container.instances.map(instance => element('li', { class: 'row' },
    element('span', { class: 'status', 'data-status': toneOf(instance), title: instance.healthReason }, words(instance)), ' ',
    element('small', {}, `v${instance.deployment.number}`),
    instance.status === 'RUNNING' && instance.startedAt
      ? element('small', { class: 'push' }, 'for ', when(instance.startedAt, 'since'))
      : element('small', { class: 'push' }, end(instance)))))
  if (container.instances.length === 0) list.append(element('li', { class: 'muted' }, 'None yet.'))
  refreshTimes(list)
}
