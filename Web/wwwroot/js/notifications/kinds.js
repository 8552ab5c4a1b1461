/** How a notification looks, and where it leads; NotificationLook.cs says the same, and a test compares them. */

const KINDS = {
  ALERT_FIRING: ['Fires', 'failed'], ALERT_RESOLVED: ['Over', 'running'], BACKUP_FAILED: ['No backup', 'failed'], DEPLOYMENT_FAILED: ['Not deployed', 'failed'],
  CONTAINER_FAILED: ['Failed', 'failed'], MEMORY_EXHAUSTED: ['Out of memory', 'idle'],
}
const PLACES = { BACKUP_FAILED: '/backups', DEPLOYMENT_FAILED: '#deployments', CONTAINER_FAILED: '#log' }

/** @param {{ kind: string, container: string | null, organization: string }} of */
export function notificationLook({ kind, container, organization }) {
  const [word, tone] = KINDS[kind] ?? ['News', 'stopped']
  return { word, tone, link: container ? `/containers/${container}${PLACES[kind] ?? '#charts'}` : `/organizations/${organization}/alerts` }
}
