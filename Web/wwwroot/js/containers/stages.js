import { element, write } from '../dom.js'
import { duration, took } from '../format.js'

/** Fields of an operation that stages show. */
export const STAGES = 'id kind status startedAt revision stages { name status startedAt duration detail percent } error { message }'

const CLASSES = { SUCCEEDED: 'done', RUNNING: 'now', FAILED: 'failed' }
const TONES = { SUCCEEDED: 'running', FAILED: 'failed', RUNNING: 'deploying' }
const KINDS = {
  CREATE_CONTAINER: 'Create', START_CONTAINER: 'Start', STOP_CONTAINER: 'Stop', DELETE_CONTAINER: 'Delete',
  RESTART_CONTAINER: 'Restart', SCALE_CONTAINER: 'Scale', UPDATE_CONTAINER: 'Change', DEPLOY_CONTAINER: 'Deploy', ROLLBACK_CONTAINER: 'Roll back',
  WAKE_CONTAINER: 'Wake', CREATE_BACKUP: 'Back up', RESTORE_BACKUP: 'Restore',
}

/** What an operation does, as a heading. @param {string} kind */
export const operationWord = kind => KINDS[kind] ?? kind

/** The status whose colour an operation has. @param {string} status */
export const operationTone = status => TONES[status] ?? 'stopped'

/** A list for an operation's stages. @param {any} operation @param {boolean} brief */
export const makeStages = (operation, brief) => element('ol', {
  class: brief ? 'stages brief' : 'stages', 'data-operation': operation.id, 'aria-label': `Stages of: ${operationWord(operation.kind)}`,
})

/**
 * Brings a list of stages up to date.
 * @param {HTMLElement} list
 * @param {any} operation
 */
export function fillStages(list, operation) {
  list.dataset.status = operationTone(operation.status)
  operation.stages.forEach((stage, i) => {
    const item = list.children[i] ?? list.appendChild(element('li', {}, element('b'), ' ', element('time'), ' '))
    item.className = CLASSES[stage.status] ?? ''
    if (stage.status === 'RUNNING') item.setAttribute('aria-current', 'step')
    else item.removeAttribute('aria-current')
    write(item.querySelector('b'), stage.name)
    write(item.querySelector('time'), timeOf(stage, operation.status))
    const percent = stage.percent === null ? '' : `${stage.percent} %`
    const detail = [percent, stage.detail ?? ''].filter(Boolean).join(', ')
    if (list.classList.contains('brief')) item.title = detail
    else write(item.querySelector('small') ?? item.appendChild(element('small')), detail)
  })
}

function timeOf(stage, status) {
  if (stage.duration) return took(duration(stage.duration))
  if (stage.status === 'SKIPPED') return ['SUCCEEDED', 'RUNNING'].includes(status) ? 'not needed' : 'not reached'
  return ''
}
