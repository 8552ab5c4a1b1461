import { change } from '../api.js'
import { toast } from '../toasts.js'

const DELETE = `mutation($id: ID!, $deleteVolumes: Boolean!) {
  deleteContainer(input: { containerId: $id, deleteVolumes: $deleteVolumes }) { operation { id } errors { message } } }`

/** The dialog: its plan follows the checkbox, the button waits for the name, and the stages appear on the page behind it. @param {HTMLDialogElement} dialog @param {string} id */
export function keepDeletePlan(dialog, id) {
  const form = dialog.querySelector('form')
  const danger = form.querySelector('.danger')
  const volumes = form.querySelector('[data-volumes]')
  const typed = () => form.elements.confirm.value.trim() === dialog.dataset.confirms
  const check = () => { danger.disabled = !typed() }
  check()
  form.addEventListener('input', check)
  volumes?.addEventListener('change', () => {
    form.querySelector('[data-keeps]').hidden = volumes.checked
    form.querySelector('[data-deletes]').hidden = !volumes.checked
  })
  form.addEventListener('submit', async event => {
    event.preventDefault()
    if (!typed()) return
    danger.disabled = true
    try {
      await change(DELETE, { id, deleteVolumes: volumes?.checked ?? false })
      dialog.close()
    } catch (problem) {
      toast(problem.message, 'failed')
    } finally {
      check()
    }
  })
}
