/**
 * How a container, its operations, its deployments and its instances look: the only script that decides about words, colours, buttons and counts.
 * ContainerLook.cs says the same; a test compares them. It imports nothing, so that the test can.
 */

const IN_PROGRESS = ['PENDING', 'BUILDING', 'DEPLOYING', 'STOPPING']
const STARTS = ['CREATE_CONTAINER', 'START_CONTAINER', 'RESTART_CONTAINER', 'WAKE_CONTAINER']
const UPS = [...STARTS, 'SCALE_CONTAINER', 'UPDATE_CONTAINER', 'DEPLOY_CONTAINER', 'ROLLBACK_CONTAINER']

const wordOf = constant => constant.charAt(0) + constant.slice(1).toLowerCase().replaceAll('_', ' ')
const toneOf = constant => constant.toLowerCase().replaceAll('_', '-')
const look = (word, tone) => ({ word, tone })

/** @param {{ status: string, isAsleep: boolean }} container */
export function lookOf({ status, isAsleep }) {
  const inProgress = IN_PROGRESS.includes(status)
  const ended = ['STOPPED', 'FAILED'].includes(status)
  const up = ['RUNNING', 'IDLE'].includes(status)
  const canWake = status === 'IDLE' || (isAsleep && status === 'STOPPED')
  return {
    word: wordOf(status), tone: toneOf(status), group: inProgress ? 'in-progress' : toneOf(status), isRunning: status === 'RUNNING',
    canWake, canStart: ended && !canWake, canStop: !ended, canRestart: up, showsWakefulness: up,
  }
}

/** An operation beside what has become of its container since. @param {{ kind: string, status: string, container: string }} operation */
export function operationLook({ kind, status, container }) {
  if (status === 'SUCCEEDED' && UPS.includes(kind) && ['FAILED', 'RESTARTING'].includes(container)) return look('Succeeded earlier', 'stopped')
  if (status === 'FAILED' && STARTS.includes(kind) && ['RUNNING', 'IDLE'].includes(container)) return look('Failed earlier', 'stopped')
  return look(wordOf(status), { SUCCEEDED: 'running', FAILED: 'failed', RUNNING: 'deploying' }[status] ?? 'stopped')
}

/** A stage has its own colour. @param {{ kind: string, status: string, container: string, stage: string }} of */
export function stageLook({ kind, status, container, stage }) {
  const ends = operationLook({ kind, status, container })
  const underWay = ['SUCCEEDED', 'RUNNING'].includes(status)
  if (stage === 'SUCCEEDED') return look('', ['SUCCEEDED', 'RUNNING', 'FAILED'].includes(status) && ends.tone !== 'stopped' ? 'running' : 'stopped')
  if (stage === 'FAILED') return look('failed', ends.tone === 'stopped' ? 'stopped' : 'failed')
  if (stage === 'RUNNING') return look('', 'deploying')
  if (stage === 'SKIPPED') return look(underWay ? 'not needed' : 'not reached', 'stopped')
  return look(underWay ? '' : 'not reached', 'stopped')
}

/** A deployment beside its container. @param {{ status: string, container: string }} rollout */
export function rolloutLook({ status, container }) {
  const down = ['STOPPED', 'STOPPING'].includes(container)
  if (status === 'SERVING') {
    return { RUNNING: look('Serving', 'running'), IDLE: look('Serving', 'idle'), RESTARTING: look('Restarting', 'restarting'), FAILED: look('Not serving', 'failed') }[container]
      ?? (down ? look('Current', 'stopped') : look('Serving', 'deploying'))
  }
  if (status === 'PENDING') return look('Pending', down ? 'stopped' : container === 'FAILED' ? 'failed' : 'deploying')
  return look(wordOf(status), status === 'FAILED' ? 'failed' : 'stopped')
}

/** @param {{ status: string, health: string, exitCode: number | null }} instance */
export function instanceLook({ status, health, exitCode }) {
  if (status === 'RUNNING') {
    const well = { HEALTHY: ', healthy', UNHEALTHY: ', unhealthy' }[health] ?? ''
    return look(`Running${well}`, health === 'UNHEALTHY' ? 'failed' : 'running')
  }
  const tone = { FROZEN: 'idle', PENDING: 'deploying', STOPPING: 'deploying', WAITING: 'restarting', EXITED: exitCode === 0 ? 'stopped' : 'failed' }[status]
  return look(wordOf(status), tone ?? 'stopped')
}
