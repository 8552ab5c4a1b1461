import { change } from '../api.js'
import { element, icon, part, when } from '../dom.js'
import { reload } from '../reload.js'
import { subscribe } from '../socket.js'
import { refreshTimes } from '../times.js'
import { toast } from '../toasts.js'
import { notificationLook } from './kinds.js'

const ADDED = 'subscription { notifications { id kind title text createdAt organization { id name } subject { __typename id } } }'
const READ = 'mutation($id: ID!) { markNotificationRead(input: { notificationId: $id }) { errors { message } } }'

const root = document.querySelector('[data-notifications]')
const list = part(root, 'list')

function add(one) {
  if (document.getElementById(one.id)) return
  const { subject, organization } = one
  const { word, tone, link } = notificationLook({ kind: one.kind, container: subject?.__typename === 'Container' ? subject.id : null, organization: organization.id })
  const button = element('button', { class: 'button quiet square', 'aria-label': `Mark as read: ${one.title}`, title: 'Mark as read' }, icon('check'))
  const form = element('form', { method: 'post', 'data-read-one': '' }, element('input', { type: 'hidden', name: 'notificationId', value: one.id }), button)
  const row = element('li', { id: one.id, 'data-status': tone, 'data-read': 'false' },
    element('span', { class: 'status', 'data-status': tone }, word),
    element('span', { class: 'what' }, element('a', { class: 'name', href: link }, one.title), ' ', element('span', { class: 'reason' }, one.text)),
    element('span', { class: 'row' }, element('small', { title: one.organization.name }, when(one.createdAt)), form))
  list.prepend(row)
  refreshTimes(row)
  part(root, 'empty').hidden = true
}

subscribe(ADDED, {}, data => add(data.notifications))
// What came while the connection was broken is not told again.
document.addEventListener('connection', event => { if (event.detail.state === 'live' && event.detail.cutFor > 0) reload() })
document.addEventListener('unread', event => { part(root, 'read-all').hidden = event.detail === 0 })

list.addEventListener('submit', async event => {
  const form = event.target.closest('[data-read-one]')
  if (!form) return
  event.preventDefault()
  const row = form.closest('li')
  try {
    await change(READ, { id: row.id })
    form.remove()
    row.dataset.read = 'true'
    if (root.dataset.notifications === 'unread') row.remove()
    part(root, 'empty').hidden = list.children.length > 0
  } catch (problem) {
    toast(problem.message, 'failed')
  }
})
