import { localInput } from '../format.js'

/** The times of the filter are typed in the viewer's zone, and stand in the address in UTC. @param {HTMLFormElement} form */
export function keepRange(form) {
  const inputs = [...form.querySelectorAll('input[type="datetime-local"]')]
  // The attribute is the server's; the value may be one that the browser has kept.
  for (const input of inputs) input.value = input.defaultValue ? localInput(new Date(`${input.defaultValue}Z`)) : ''
  form.addEventListener('formdata', ({ formData }) => {
    for (const { name, value } of inputs) formData.set(name, value ? new Date(value).toISOString().slice(0, 19) : '')
  })
}
