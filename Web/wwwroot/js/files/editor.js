import { change, run } from '../api.js'
import { part, when, write } from '../dom.js'
import { bytes } from '../format.js'
import { subscribe } from '../socket.js'
import { refreshTimes } from '../times.js'
import { toast } from '../toasts.js'
import { colours } from './colours.js'

const SAVE = `mutation($id: ID!, $path: String!, $text: String!, $version: String) {
  writeFile(input: { containerId: $id, path: $path, text: $text, version: $version }) { file { size modifiedAt version } errors { message } } }`
const READ = 'query($id: ID!, $path: String!) { container(id: $id) { file(path: $path) { size modifiedAt version content { text isTruncated version } } } }'
const VERSION = 'query($id: ID!, $path: String!) { container(id: $id) { file(path: $path) { version } } }'
const CHANGES = 'subscription($id: ID!, $path: String) { folderChanged(containerId: $id, path: $path) { path } }'

const INDENT = '  '

/** A text with its colours: a text field lies over the coloured text, so keys, undo and screen readers are the browser's own. */
export class Editor {
  #form
  #id
  #path
  #text
  #version
  #saved
  #crlf
  #colour = null
  #saving = false

  /** @param {HTMLFormElement} form @param {string} id the container @param {string} folder the folder that the file is in */
  constructor(form, id, folder) {
    this.#form = form
    this.#id = id
    this.#path = form.dataset.editor
    this.#text = part(form, 'text')
    this.#version = form.elements.version.value
    this.#saved = this.#text.value
    this.#crlf = form.elements.newlines.value === 'crlf'
    const shade = form.querySelector('pre')
    this.#text.addEventListener('scroll', () => {
      shade.scrollTop = this.#text.scrollTop
      shade.scrollLeft = this.#text.scrollLeft
    })
    this.#text.addEventListener('input', () => this.#paint())
    this.#text.addEventListener('keydown', event => this.#key(event))
    form.addEventListener('submit', event => {
      if (event.submitter?.hasAttribute('formaction')) return
      event.preventDefault()
      this.#save(this.#version)
    })
    document.addEventListener('keydown', event => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
        event.preventDefault()
        if (!this.#text.readOnly) form.requestSubmit(form.querySelector('button.primary'))
      }
    })
    part(form, 'take').addEventListener('click', () => this.#take())
    part(form, 'overwrite').addEventListener('click', () => this.#save(null))
    addEventListener('beforeunload', event => { if (this.#isDirty) event.preventDefault() })
    if (this.#version !== '') subscribe(CHANGES, { id, path: folder }, () => this.#look())
    colours(this.#path).then(colour => {
      this.#colour = colour
      this.#paint()
    })
  }

  get #isDirty() {
    return this.#text.value !== this.#saved
  }

  #paint() {
    const markup = this.#colour?.(this.#text.value) ?? null
    this.#form.querySelector('.editor').classList.toggle('coloured', markup !== null)
    // The last line's end would be left out.
    if (markup !== null) part(this.#form, 'colours').innerHTML = markup + '\n'
  }

  /** Tab indents while the text is being written; Escape and then Tab leaves the field. */
  #key(event) {
    if (event.key === 'Escape') this.#text.dataset.leaving = ''
    else if (event.key !== 'Tab') delete this.#text.dataset.leaving
    if (event.key !== 'Tab' || event.shiftKey || event.altKey || event.ctrlKey || 'leaving' in this.#text.dataset || this.#text.readOnly) return
    event.preventDefault()
    document.execCommand('insertText', false, INDENT)       // the one way that undo knows of
  }

  async #save(version) {
    if (this.#saving) return
    this.#saving = true
    const text = this.#text.value
    try {
      const { file } = await change(SAVE, { id: this.#id, path: this.#path, text: this.#crlf ? text.replaceAll('\n', '\r\n') : text, version })
      const isNew = this.#version === ''
      this.#now(file, text)
      toast(`${this.#path} is saved.`)
      if (isNew) location.replace(`?path=${encodeURIComponent(this.#path)}`)
    } catch (problem) {
      toast(problem.message, 'failed')
    }
    this.#saving = false
    await this.#look()
  }

  /** Looks whether somebody else has written it. */
  async #look() {
    if (this.#saving || this.#version === '') return
    const { file } = (await run(VERSION, { id: this.#id, path: this.#path })).container
    if (file?.version === this.#version) return
    if (file && !this.#isDirty) return this.#take()
    write(part(this.#form, 'changed-reason'), file ? 'Saving would write over that.' : 'It is gone.')
    part(this.#form, 'take').hidden = !file
    part(this.#form, 'changed').hidden = false
  }

  /** Shows what it is now. */
  async #take() {
    const { file } = (await run(READ, { id: this.#id, path: this.#path })).container
    if (!file?.content || file.content.text === null || file.content.isTruncated) {
      this.#saved = this.#text.value
      return location.reload()
    }
    const place = [this.#text.selectionStart, this.#text.scrollTop]
    this.#text.value = file.content.text
    this.#text.setSelectionRange(place[0], place[0])
    this.#text.scrollTop = place[1]
    this.#now({ ...file, version: file.content.version }, this.#text.value)
    this.#paint()
  }

  #now(file, text) {
    this.#version = file.version
    this.#saved = text
    this.#form.elements.version.value = file.version
    part(this.#form, 'changed').hidden = true
    write(part(this.#form, 'size'), bytes(file.size))
    const written = part(this.#form, 'written')
    written?.replaceChildren(when(file.modifiedAt))
    if (written) refreshTimes(written)
  }
}
