import { change } from '../api.js'
import { splitCommand } from '../command-line.js'
import { write } from '../dom.js'

const EXEC = `mutation($id: ID!, $command: [String!]!) { execInContainer(input: { containerId: $id, command: $command }) {
  exitCode stdout stderr truncated timedOut errors { message } } }`

/** Runs a command in place of sending the form. @param {HTMLFormElement} form */
export function keepExec(form) {
  const card = form.closest('.card')
  const at = name => card.querySelector(`[data-exec-${name}]`)
  form.addEventListener('submit', async event => {
    event.preventDefault()
    const button = form.querySelector('button')
    button.disabled = true
    at('output').hidden = false
    show('deploying', 'Runs…')
    try {
      const command = splitCommand(form.elements.command.value)
      const output = await change(EXEC, { id: form.dataset.exec, command })
      show(output.exitCode === 0 ? 'running' : 'failed', output.timedOut ? 'Ended after its time limit' : `Exit code ${output.exitCode}`, output)
    } catch (problem) {
      show('failed', problem.message)
    } finally {
      button.disabled = false
    }
  })

  function show(status, text, output = { stdout: '', stderr: '', truncated: false }) {
    at('code').dataset.status = status
    write(at('code'), text)
    write(at('note'), output.truncated ? 'Only the first 1 MB of each output is kept.' : '')
    for (const name of ['stdout', 'stderr']) {
      write(at(name), output[name])
      at(name).hidden = output[name].length === 0
    }
  }
}
