import { part, when, write } from '../dom.js'
import { duration, took } from '../format.js'
import { subscribe } from '../socket.js'
import { refreshTimes } from '../times.js'

const CHANGES = 'subscription { healthChanged { state checkedAt components { name state reason took } } }'
const TONES = { OK: 'running', DEGRADED: 'idle', DOWN: 'failed' }
const WORDS = { OK: 'Well', DEGRADED: 'Degraded', DOWN: 'Down' }

subscribe(CHANGES, {}, ({ healthChanged: report }) => {
  show(document.querySelector('[data-health]'), report.state)
  document.querySelector('.head .reason time').replaceWith(when(report.checkedAt))
  for (const component of report.components) {
    const row = document.querySelector(`[data-component="${component.name}"]`)
    if (!row) continue
    show(part(row, 'state'), component.state)
    write(part(row, 'reason'), component.reason)
    write(part(row, 'took'), took(duration(component.took)))
  }
  refreshTimes()
})

function show(at, state) {
  at.dataset.status = TONES[state]
  write(at, WORDS[state])
}
