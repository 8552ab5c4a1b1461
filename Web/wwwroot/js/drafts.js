import { element } from './dom.js'

const PREFIX = 'draft '

/**
 * Keeps what is typed into a form until the server has taken it: a server that is away, a reload or a link that was followed by mistake lose nothing. It
 * stays in this tab, and goes with it. data-draft names the form's state: what was typed over an older one is not put over a newer one.
 * @param {HTMLFormElement} form
 */
export function keepDraft(form) {
  const key = PREFIX + location.pathname
  const version = form.dataset.draft
  const fields = () => [...form.elements].filter(field => field.name && field.type !== 'hidden' && field.type !== 'submit')
  const values = () => fields().map(field => [field.name, field.value, field.checked ?? false])
  const begun = values()
  const save = sent => sessionStorage.setItem(key, JSON.stringify({ version, sent, values: values() }))

  const kept = read(key)
  // What the server sent back with its problems is newer than what is kept.
  if (form.dataset.answered === 'true') save(false)
  else if (kept && kept.version === version && JSON.stringify(kept.values) !== JSON.stringify(begun)) restore(kept.values)
  else sessionStorage.removeItem(key)

  form.addEventListener('input', () => save(false))
  form.addEventListener('submit', () => save(true))
  for (const cancel of form.querySelectorAll('[data-cancel]')) cancel.addEventListener('click', () => sessionStorage.removeItem(key))

  function restore(list) {
    put(list)
    const anew = element('button', { class: 'button', type: 'button' }, 'Discard it')
    const notice = element('p', { class: 'notice', 'data-status': 'idle', role: 'status' },
      element('strong', {}, 'What you typed before is here again.'), ' ', element('span', { class: 'grow' }, 'It was not sent, or the server did not answer.'), ' ', anew)
    anew.addEventListener('click', () => {
      put(begun)
      sessionStorage.removeItem(key)
      notice.remove()
    })
    form.before(notice)
  }

  function put(list) {
    fields().forEach((field, i) => {
      const [name, value, checked] = list[i] ?? []
      if (name !== field.name) return
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = field.value === value && checked
      else field.value = value
    })
    form.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** Forgets forms that were sent: another page came, so the server took them. */
export function dropSentDrafts() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && key !== PREFIX + location.pathname && read(key)?.sent) sessionStorage.removeItem(key)
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key))
  } catch {
    // Written by another version of the page.
    return null
  }
}
