import { fillStages, STAGES } from '../containers/stages.js'
import { part } from '../dom.js'
import { subscribe } from '../socket.js'

const CHANGES = `subscription($id: ID!) { backupChanged(containerId: $id) {
  ... on Backup { id status } ... on Restore { restore: id restoreStatus: status } ... on Removed { removed: id } } }`
const PROGRESS = `subscription($id: ID!) { operationProgress(id: $id) { ${STAGES} } }`

const page = document.querySelector('[data-backups]')
const followed = new Set()
let loading = false
let again = false

/** The rows as the server writes them; what is typed or open elsewhere on the page stays. */
async function refresh() {
  if (loading) {
    again = true
    return
  }
  loading = true
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } })
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const name of ['backups', 'restore']) {
      const now = part(page, name)
      const next = part(fresh, name)
      if (now && next && !now.querySelector('dialog[open]')) now.replaceWith(next)
    }
    const now = part(page, 'now')
    if (now) now.disabled = part(fresh, 'now')?.disabled ?? false
    follow()
  } finally {
    loading = false
    if (again) {
      again = false
      refresh()
    }
  }
}

/** Shows how far each one is that is under way. */
function follow() {
  for (const { dataset: { operation: id } } of page.querySelectorAll('[data-operation][data-under-way]')) {
    if (followed.has(id)) continue
    followed.add(id)
    subscribe(PROGRESS, { id }, ({ operationProgress }) => {
      const list = page.querySelector(`[data-operation="${id}"]`)
      if (list) fillStages(list, operationProgress)
    }, { ended: refresh })
  }
}

/** Whether the page shows already what an event tells. */
function isShown({ id, status, restore, restoreStatus, removed }) {
  if (removed || status === 'DELETING') return !document.getElementById(removed ?? id)
  if (restore) return document.getElementById(restore)?.dataset.restore === restoreStatus
  return document.getElementById(id)?.dataset.backup === status
}

if (page) {
  follow()
  subscribe(CHANGES, { id: page.dataset.backups }, ({ backupChanged }) => {
    // Older ones than the page shows are news when it begins, and no change.
    const { id, status, restoreStatus } = backupChanged
    const shown = restoreStatus ? page.querySelector('[data-restore]') : document.getElementById(id)
    const older = !shown && !['QUEUED', 'RUNNING'].includes(status ?? restoreStatus ?? 'RUNNING')
    if (!older && !isShown(backupChanged)) refresh()
  })
}
