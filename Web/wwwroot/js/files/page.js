import { Editor } from './editor.js'
import { Folder } from './folder.js'
import { Uploads } from './uploads.js'

const root = document.querySelector('[data-files]')
const editor = root.querySelector('[data-editor]')
if (editor) new Editor(editor, root.dataset.files, root.dataset.folder)
else if (root.querySelector('[data-part="entries"]')) {
  const folder = new Folder(root)
  new Uploads(root, () => folder.refresh())
}

// The question was answered by the page itself: with scripts it keeps the keyboard until then.
const question = document.querySelector('dialog[data-question]')
if (question) {
  question.removeAttribute('open')
  question.showModal()
  const field = question.querySelector('input:not([type="hidden"])')
  field?.focus()
  field?.setSelectionRange(0, field.value.lastIndexOf('.') > 0 ? field.value.lastIndexOf('.') : field.value.length)
  question.addEventListener('cancel', event => {
    event.preventDefault()
    question.querySelector('a.button').click()
  })
}
