import { change } from '../api.js'
import { element, part, write } from '../dom.js'
import { counted } from '../format.js'
import { toast } from '../toasts.js'

const PLAN = 'plan { action downtimeBecause changes { field from to } } errors { message }'
const ACTIONS = {
  NONE: 'nothing: it is so already', START: 'its processes start', STOP: 'its processes end', RESTART: 'its processes end and start anew',
  REPLACE: 'a new version takes its place', ADJUST: 'it changes while it runs', WAKE: 'it is woken',
}
const BUTTONS = { restart: 'Restart', deploy: 'Deploy again', rollback: 'Roll back', scale: 'Scale' }

const mutation = name => `mutation($input: ${name[0].toUpperCase()}${name.slice(1)}ContainerInput!) { ${name}Container(input: $input) { ${PLAN} } }`
const words = field => field.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
const line = (name, ...what) => element('li', {}, element('b', {}, name), ' ', element('span', {}, ...what))

/** What a change does; _Plan.cshtml says the same. */
function linesOf(plan) {
  const downtime = ['NONE', 'START', 'STOP'].includes(plan.action) ? [] : [line('Downtime', plan.downtimeBecause ?? 'none: it goes on answering')]
  return [
    line('Does', ACTIONS[plan.action] ?? plan.action.toLowerCase()),
    ...downtime,
    ...plan.changes.map(({ field, from, to }) => line('Changes', `${words(field)}: `, element('code', {}, from || 'nothing'), ' → ', element('code', {}, to || 'nothing'))),
  ]
}

function inputOf(form) {
  const { containerId, deploymentId, replicas } = form.elements
  const input = { containerId: containerId.value }
  if (deploymentId) input.deploymentId = deploymentId.value
  if (replicas) input.replicas = Number(replicas.value)
  return input
}

/** Forms with data-plan ask what they would do, show it in the dialog, and do it when that is confirmed. @param {HTMLDialogElement} dialog */
export function keepPlans(dialog) {
  let confirmed = null

  document.addEventListener('submit', async event => {
    const form = event.target
    const name = form.dataset.plan
    if (!name) return
    event.preventDefault()
    form.closest('details.opens-menu')?.removeAttribute('open')
    const input = inputOf(form)
    const of = form.closest('[data-name]').dataset.name
    try {
      const { plan } = await change(mutation(name), { input: { ...input, dryRun: true } })
      write(part(dialog, 'title'), name === 'scale' ? `Scale ${of} to ${counted(input.replicas, 'instance')}?` : form.dataset.question)
      part(dialog, 'plan').replaceChildren(...linesOf(plan))
      write(part(dialog, 'apply'), BUTTONS[name])
      part(dialog, 'apply').hidden = plan.action === 'NONE'
      confirmed = { name, input, done: `${of} ${form.dataset.done}.` }
      dialog.showModal()
    } catch (problem) {
      toast(`${of}: ${problem.message}`, 'failed')
    }
  })

  dialog.querySelector('form').addEventListener('submit', async event => {
    // A dialog that the server opened posts.
    if (!confirmed) return
    event.preventDefault()
    const { name, input, done } = confirmed
    const button = part(dialog, 'apply')
    button.disabled = true
    try {
      await change(mutation(name), { input })
      dialog.close()
      toast(done)
    } catch (problem) {
      toast(problem.message, 'failed')
    } finally {
      button.disabled = false
    }
  })
}
