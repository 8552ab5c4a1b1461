import { keepDraft } from '../drafts.js'
import { keepFields } from './form.js'

const form = document.querySelector('[data-edit]')
if (form) {
  keepFields(form)
  // A plan is of what was reviewed.
  form.addEventListener('input', () => form.querySelector('[data-review]')?.remove())
  keepDraft(form)
}
