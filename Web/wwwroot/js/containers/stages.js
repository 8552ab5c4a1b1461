import { element, write } from '../dom.js'
import { duration, took } from '../format.js'
import { stageLook } from './look.js'

/** Fields of an operation that stages show. */
export const STAGES = 'id kind status startedAt revision stages { name status startedAt duration detail percent } error { message }'

const CLASSES = { SUCCEEDED: 'done', RUNNING: 'now', FAILED: 'failed' }
const KINDS = {
  CREATE_CONTAINER: 'Create', START_CONTAINER: 'Start', STOP_CONTAINER: 'Stop', DELETE_CONTAINER: 'Delete',
  RESTART_CONTAINER: 'Restart', SCALE_CONTAINER: 'Scale', UPDATE_CONTAINER: 'Change', DEPLOY_CONTAINER: 'Deploy', ROLLBACK_CONTAINER: 'Roll back',
  WAKE_CONTAINER: 'Wake', CREATE_BACKUP: 'Back up', RESTORE_BACKUP: 'Restore',
}

/** What an operation does, as a heading. @param {string} kind */
export const operationWord = kind => KINDS[kind] ?? kind

/** A list for an operation's stages. @param {any} operation @param {boolean} brief */
export const makeStages = (operation, brief) => element('ol', {
  class: brief ? 'stages brief' : 'stages', 'data-operation': operation.id, 'aria-label': `Stages of: ${operationWord(operation.kind)}`,
})

/**
 * Brings a list of stages up to date.
 * @param {HTMLElement} list
 * @param {any} operation
 * @param {string} container the status of its container; none where only the operation counts
 */
export function fillStages(list, operation, container = '') {
  operation.stages.forEach((stage, i) => {
    const item = list.children[i] ?? list.appendChild(element('li', {}, element('b'), ' ', element('time'), ' '))
    const { word, tone } = stageLook({ kind: operation.kind, status: operation.status, container, stage: stage.status })
    item.dataset.status = tone
    item.className = CLASSES[stage.status] ?? ''
    if (stage.status === 'RUNNING') item.setAttribute('aria-current', 'step')
    else item.removeAttribute('aria-current')
    write(item.querySelector('b'), stage.name)
    write(item.querySelector('time'), stage.duration ? took(duration(stage.duration)) : word)
    const percent = stage.percent === null ? '' : `${stage.percent} %`
    const detail = [percent, stage.detail ?? ''].filter(Boolean).join(', ')
    if (list.classList.contains('brief')) item.title = detail
    else write(item.querySelector('small') ?? item.appendChild(element('small')), detail)
  })
}
