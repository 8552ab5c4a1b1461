import { part, when, write } from '../dom.js'
import { percent } from '../format.js'
import { reload } from '../reload.js'
import { subscribe } from '../socket.js'

const CHANGES = 'subscription { warmPoolChanged { ... on WarmPool { id minimum maximum target ready preparing warmStarts coldStarts lastDemandAt notFilledBecause } ... on Removed { id } } }'

/** As PoolFacts.cs says it: tone, word, reason. */
function level({ target, ready, preparing, notFilledBecause }) {
  if (notFilledBecause) return ['failed', 'Cannot be filled', notFilledBecause]
  if (ready < target) return ['deploying', 'Filling', preparing > 0 ? 'One is being made.' : 'The next is made when the burst of starts is over.']
  if (ready === 0) return ['stopped', 'Empty', 'Nobody has asked for long: the next start is cold, and fills it.']
  return ['running', 'Full', '']
}

function fill(row, pool) {
  const [tone, word, reason] = level(pool)
  row.dataset.status = tone
  write(part(row, 'bounds'), `${pool.minimum} to ${pool.maximum}`)
  write(part(row, 'ready'), String(pool.ready))
  write(part(row, 'target'), String(pool.target))
  part(row, 'meter').setAttribute('width', String(percent(pool.ready, Math.max(pool.target, 1))))
  part(row, 'level').dataset.status = tone
  write(part(row, 'level'), word)
  write(part(row, 'reason'), reason)
  const starts = pool.warmStarts + pool.coldStarts
  write(part(row, 'starts'), starts === 0 ? '—' : `${pool.warmStarts} of ${starts}`)
  const last = part(row, 'last')
  if (pool.lastDemandAt && last.querySelector('time')?.dateTime !== pool.lastDemandAt) last.replaceChildren(when(pool.lastDemandAt))
}

if (document.querySelector('[data-pools]')) {
  subscribe(CHANGES, {}, ({ warmPoolChanged: pool }) => {
    const row = document.getElementById(pool.id)
    if (row && 'target' in pool) fill(row, pool)
    else if (row) reload()      // it was removed by somebody else
  })
}
