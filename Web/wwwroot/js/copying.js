import { toast } from './toasts.js'

/** Buttons with data-copy (the text) or data-copies (the id of an element with it). */
export function keepCopying() {
  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy], [data-copies]')
    if (!button) return
    const text = button.dataset.copy ?? document.getElementById(button.dataset.copies)?.textContent ?? ''
    try {
      await navigator.clipboard.writeText(text.trim())
      toast('Copied.')
    } catch {
      // Browsers give the clipboard only to HTTPS and localhost.
      toast('This browser does not let the page copy. Select the text and copy it by hand.', 'failed')
    }
  })
}
