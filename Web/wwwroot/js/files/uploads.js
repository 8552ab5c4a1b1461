import { change, run } from '../api.js'
import { element, icon, part, write } from '../dom.js'
import { bytes } from '../format.js'
import { toast } from '../toasts.js'

const UPLOAD = `mutation($id: ID!, $path: String!, $version: String, $unpack: Boolean!) {
  uploadFile(input: { containerId: $id, path: $path, version: $version, unpack: $unpack }) { upload { url } errors { message } } }`

const THERE = 'query($id: ID!, $path: String!) { container(id: $id) { file(path: $path) { kind } } }'

const AT_ONCE = 2
const THERE_IS_ONE = 409
const DONE_SHOWN_FOR = 4000

/** Sends files that are chosen or dropped, two at a time, each with its progress. */
export class Uploads {
  #root
  #list
  #done
  #waiting = []
  #running = 0

  /** @param {HTMLElement} root @param {() => void} done after each */
  constructor(root, done) {
    this.#root = root
    this.#list = part(root, 'uploads')
    this.#done = done
    const chosen = part(root, 'chosen')
    part(root, 'choose').addEventListener('click', () => chosen.click())
    chosen.addEventListener('change', () => {
      this.#add([...chosen.files])
      chosen.value = ''
    })
    const place = part(root, 'drop')
    let depth = 0
    const over = is => place.classList.toggle('dropping', is)
    place.addEventListener('dragenter', event => { if (event.dataTransfer.types.includes('Files')) over(++depth > 0) })
    place.addEventListener('dragleave', () => over((depth = Math.max(0, depth - 1)) > 0))
    place.addEventListener('dragover', event => { if (event.dataTransfer.types.includes('Files')) event.preventDefault() })
    place.addEventListener('drop', event => {
      event.preventDefault()
      over((depth = 0) > 0)
      // A folder comes as something that cannot be read; a tar of it can be sent.
      const items = [...event.dataTransfer.items].filter(item => item.kind === 'file')
      const folders = items.filter(item => item.webkitGetAsEntry?.()?.isDirectory)
      if (folders.length > 0) toast('Folders cannot be dropped. Send a tar archive, and unpack it here.', 'failed')
      this.#add(items.filter(item => !folders.includes(item)).map(item => item.getAsFile()))
    })
    addEventListener('beforeunload', event => { if (this.#running > 0) event.preventDefault() })
  }

  #add(files) {
    for (const file of files) {
      const state = element('span', { class: 'status', 'data-status': 'deploying' }, 'Waiting')
      const progress = element('progress', { max: '1', value: '0', 'aria-label': `Progress of ${file.name}` })
      const said = element('span', { class: 'reason' }, bytes(file.size))
      const actions = element('span', { class: 'row' })
      const row = element('li', {}, state, element('span', { class: 'what' }, element('b', {}, file.name), ' ', said, progress), actions)
      this.#list.append(row)
      const upload = { file, state, progress, said, actions, row, version: '', unpack: false }
      if (file.name.endsWith('.tar')) this.#ask(upload)
      else this.#wait(upload)
    }
  }

  /** An archive may be meant as one file, or as what is in it. */
  #ask(upload) {
    write(upload.said, `${bytes(upload.file.size)}: an archive`)
    this.#offer(upload, 'Unpack it here', () => { upload.unpack = true })
    this.#offer(upload, 'Keep it as a file', () => {})
  }

  #offer(upload, text, choose) {
    const button = element('button', { class: 'button', type: 'button' }, text)
    button.addEventListener('click', () => {
      choose()
      this.#wait(upload)
    })
    upload.actions.append(button)
  }

  #wait(upload) {
    upload.actions.replaceChildren()
    this.#waiting.push(upload)
    this.#next()
  }

  #next() {
    while (this.#running < AT_ONCE && this.#waiting.length > 0) {
      this.#running++
      this.#send(this.#waiting.shift()).finally(() => {
        this.#running--
        this.#next()
      })
    }
  }

  async #send(upload) {
    const { files: id, folder } = this.#root.dataset
    const path = upload.unpack ? folder : `${folder}/${upload.file.name}`
    this.#tell(upload, 'deploying', 'Uploading')
    try {
      // Asked before all of it is sent, and not only when it has come.
      const isFirst = upload.version === '' && !upload.unpack
      if (isFirst && (await run(THERE, { id, path })).container.file) return this.#replace(upload)
      const { upload: link } = await change(UPLOAD, { id, path, version: upload.unpack ? null : upload.version, unpack: upload.unpack })
      const { status, text } = await this.#put(upload, link.url)
      if (status === THERE_IS_ONE && isFirst) return this.#replace(upload)
      if (status !== 204) throw new Error(text || `The server answered ${status}.`)
      this.#tell(upload, 'running', 'Done')
      upload.progress.remove()
      setTimeout(() => upload.row.remove(), DONE_SHOWN_FOR)
      this.#done()
    } catch (problem) {
      this.#fail(upload, problem.message)
    }
  }

  // XMLHttpRequest, because fetch tells nothing of how far a body was sent.
  #put(upload, url) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('PUT', url)
      request.upload.addEventListener('progress', event => {
        upload.progress.value = event.total === 0 ? 1 : event.loaded / event.total
        write(upload.said, `${bytes(event.loaded)} of ${bytes(event.total)}`)
      })
      request.addEventListener('load', () => resolve({ status: request.status, text: request.responseText }))
      request.addEventListener('error', () => reject(new Error('The connection broke. Nothing of it is there.')))
      request.addEventListener('abort', () => reject(new Error('Cancelled. Nothing of it is there.')))
      const cancel = element('button', { class: 'button quiet square', type: 'button', 'aria-label': `Cancel ${upload.file.name}` }, icon('cross'))
      cancel.addEventListener('click', () => request.abort())
      upload.actions.replaceChildren(cancel)
      request.send(upload.file)
    })
  }

  #replace(upload) {
    this.#tell(upload, 'idle', 'There is one')
    write(upload.said, 'A file of this name is there already.')
    upload.progress.value = 0
    upload.actions.replaceChildren()
    this.#offer(upload, 'Replace it', () => { upload.version = null })
    this.#dismissable(upload)
  }

  #fail(upload, message) {
    this.#tell(upload, 'failed', 'Failed')
    write(upload.said, message)
    upload.progress.value = 0
    upload.actions.replaceChildren()
    this.#offer(upload, 'Try again', () => {})
    this.#dismissable(upload)
  }

  #dismissable(upload) {
    const dismiss = element('button', { class: 'button quiet square', type: 'button', 'aria-label': `Dismiss ${upload.file.name}` }, icon('cross'))
    dismiss.addEventListener('click', () => upload.row.remove())
    upload.actions.append(dismiss)
  }

  #tell(upload, tone, word) {
    upload.state.dataset.status = tone
    write(upload.state, word)
  }
}
